// What was done to a file after a signature: the revision that it covers against the file as it is now, in sentences. Readers show the
// newest revision while the signature stays valid, so that "valid" alone says little (the shadow, incremental saving and certification
// attacks of pdf-insecurity.org).
import { PDF } from '@libpdf/core';
import { pageDifferences } from './pages.ts';
import { isPermitted } from './permitted.ts';
import { differences, idOf, type Difference, type Walk } from './walk.ts';
import { sentenceOf } from './words.ts';

const MOST_SENTENCES = 20;

/** @returns nothing where only what keeps the signature verifiable, or further signatures, came after. */
export async function changesAfter(file: Uint8Array, end: number): Promise<readonly string[]> {
  const bytes = file.length - end;
  if (bytes <= 0) return [];
  const added = `${bytes} bytes were added to the file after it was sealed.`;
  const [before, after] = await Promise.all([loaded(file.subarray(0, end)), loaded(file)]);
  if (!before || !after || !endsAsRevision(file) || after.recoveredViaBruteForce !== before.recoveredViaBruteForce) return [added];
  const found = allDifferences(before, after);
  if (!found) return [added];
  const sentences = [
    ...new Set(found.filter((one) => !isPermitted(one, { before, after })).map((one) => sentenceOf(one, { before, after }))),
  ];
  // Bytes that change nothing a reader follows serve no purpose that a signature leaves room for.
  if (found.length === 0 || sentences.length > 0) return [added, ...shortened(sentences)];
  return [];
}

function shortened(sentences: readonly string[]): readonly string[] {
  const rest = sentences.length - MOST_SENTENCES;
  return rest > 0 ? [...sentences.slice(0, MOST_SENTENCES), `There are ${rest} further changes.`] : sentences;
}

function allDifferences(before: PDF, after: PDF): Difference[] | undefined {
  try {
    const pages = new Set([before, after].flatMap((pdf) => pdf.getPages().map(({ ref }) => idOf(ref))));
    const walk: Walk = { before, after, pages, seen: new Set() };
    const found = pageDifferences(walk);
    const [was, is] = [before.getCatalog(), after.getCatalog()];
    // The page tree was looked at page by page, as readers do.
    for (const key of new Set([...was.keys(), ...is.keys()].map(({ value }) => value).filter((name) => name !== 'Pages')))
      found.push(...differences(walk, { place: ['catalog', key], before: was.get(key), after: is.get(key) }));
    for (const [key, place] of [
      ['Info', 'info'],
      ['Encrypt', 'encryption'],
    ] as const) {
      const [one, other] = [before, after].map(({ context }) => context.info.trailer.get(key));
      found.push(...differences(walk, { place: [place], before: one, after: other }));
    }
    return found;
  } catch {
    // A stranger's file: what cannot be compared is not taken for unchanged.
    return undefined;
  }
}

async function loaded(file: Uint8Array): Promise<PDF | undefined> {
  return PDF.load(file).catch(() => undefined);
}

function endsAsRevision(file: Uint8Array): boolean {
  return /startxref\s+\d+\s+%%EOF\s*$/.test(Buffer.from(file.subarray(-64)).toString('latin1'));
}
