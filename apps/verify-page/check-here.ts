// The check of a PDF as it runs in a browser: the very checks of `countersign verify`, with WebCrypto under them.
import { checkSeal, type Verification } from '#apps/sealer/check-seal.ts';
import { untilAnswered } from './browser/questions.ts';
import { beyond } from './browser/signatures.ts';
import { verdictOf, type Verdict } from './verdict.ts';

const NO_CRYPTO =
  'This page was opened over an insecure connection, where browsers offer no cryptography. Save it and open the file, or use https.';

/** @param anchors PEM of the authorities that the reader trusts */
export async function checkHere(file: Uint8Array, anchors: readonly string[]): Promise<Verdict> {
  if (!hasCrypto()) return verdictOf(NO_CRYPTO);
  beyond.clear();
  try {
    const found: Verification = await untilAnswered(async () => checkSeal(file, anchors));
    const [unable] = beyond;
    return verdictOf(unable === undefined ? found : `This browser cannot check ${unable}. Use “countersign verify”.`);
  } catch {
    return verdictOf('The file could not be read to its end, so nothing can be said about it.');
  }
}

/** Absent on a page that came over plain http from another machine. */
function hasCrypto(): boolean {
  const offered: { readonly subtle?: unknown } | undefined = globalThis.crypto;
  return offered?.subtle !== undefined;
}
