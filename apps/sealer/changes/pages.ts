// The pages of two revisions side by side: which were added or taken out, and what each hands its reader, inherited entries included.
import { PdfDict, type PDF, type PdfObject, type PdfRef } from '@libpdf/core';
import { differences, idOf, resolved, type Difference, type Walk } from './walk.ts';

const INHERITED = ['Resources', 'MediaBox', 'CropBox', 'Rotate'] as const;
/** Trees of pages are never this deep; a circular one is. */
const DEEPEST = 64;

/** Places begin with `page` and its number in the earlier revision; for an added page with `pages`. */
export function pageDifferences(walk: Walk): Difference[] {
  const [before, after] = [walk.before.getPages(), walk.after.getPages()].map((pages) => pages.map(({ ref }) => ref));
  if (!before || !after) return [];
  const [ids, idsAfter] = [before.map(idOf), after.map(idOf)];
  const isMoved = ids.filter((id) => idsAfter.includes(id)).join() !== idsAfter.filter((id) => ids.includes(id)).join();
  return [
    ...after.filter((ref) => !ids.includes(idOf(ref))).map((ref) => ({ place: ['pages'], before: undefined, after: ref })),
    ...before.filter((ref) => !idsAfter.includes(idOf(ref))).map((ref) => ({ place: ['pages'], before: ref, after: undefined })),
    ...(isMoved ? [{ place: ['pages', 'order'], before: before[0], after: after[0] }] : []),
    ...before.flatMap((ref, at) => (idsAfter.includes(idOf(ref)) ? changesOn(walk, { ref, number: at + 1 }) : [])),
  ];
}

function changesOn(walk: Walk, { ref, number }: { ref: PdfRef; number: number }): Difference[] {
  const place = ['page', number];
  const inherited = INHERITED.flatMap((key) => {
    const pair = {
      place: [...place, key],
      before: handedDown(walk.before, { from: ref, key }),
      after: handedDown(walk.after, { from: ref, key }),
    };
    return differences(walk, pair);
  });
  const own = differences(walk, { place, before: ref, after: ref });
  return [...inherited, ...own.filter(({ place: [, , key] }) => !INHERITED.some((name) => name === key))];
}

/** ISO 32000-1 §7.7.3.4. */
function handedDown(pdf: PDF, { from, key }: { from: PdfObject; key: string }): PdfObject | undefined {
  let node = resolved(pdf, from);
  for (let depth = 0; depth < DEEPEST && node instanceof PdfDict; depth++) {
    const value = node.get(key);
    if (value) return value;
    node = resolved(pdf, node.get('Parent'));
  }
  return undefined;
}
