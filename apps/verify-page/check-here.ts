// The check of a PDF as it runs in a browser: the very checks of `countersign verify`, with WebCrypto under them.
import { checkSeal, type Verification } from '#apps/sealer/check-seal.ts';
import { untilAnswered } from './browser/questions.ts';
import { beyond } from './browser/signatures.ts';
import { verdictOf, type Verdict } from './verdict.ts';
import type { Language } from './words/languages.ts';

/** @param anchors PEM of the authorities that the reader trusts */
export async function checkHere(
  file: Uint8Array,
  { anchors, language }: { anchors: readonly string[]; language: Language },
): Promise<Verdict> {
  const { unchecked } = language.words;
  const told = (found: Verification | string) => verdictOf(found, { language, where: 'page' });
  if (!hasCrypto()) return told(unchecked.insecure);
  beyond.clear();
  try {
    const found: Verification = await untilAnswered(async () => checkSeal(file, anchors));
    const [unable] = beyond;
    return told(unable === undefined ? found : unchecked.unable(unable));
  } catch {
    return told(unchecked.unreadable);
  }
}

/** Absent on a page that came over plain http from another machine. */
function hasCrypto(): boolean {
  const offered: { readonly subtle?: unknown } | undefined = globalThis.crypto;
  return offered?.subtle !== undefined;
}
