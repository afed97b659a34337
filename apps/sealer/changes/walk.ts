// Walks two revisions of a document side by side, object by object, and notes where they part. What the difference means is told elsewhere.
import { PdfArray, PdfBool, PdfDict, PdfName, PdfNumber, PdfRef, PdfStream, PdfString, type PDF, type PdfObject } from '@libpdf/core';

type Place = readonly (string | number)[];
/** Undefined on the side where there is nothing. */
export type Difference = { readonly place: Place; readonly before: PdfObject | undefined; readonly after: PdfObject | undefined };
type Pair = Difference;

export type Walk = {
  readonly before: PDF;
  readonly after: PDF;
  /** Looked at by themselves, so that a link to a page does not lead into it. */
  readonly pages: ReadonlySet<string>;
  /** Pairs that were compared; shared between walks, so that each difference is told once, by the first place that leads to it. */
  readonly seen: Set<string>;
};

/** Back to where one came from: only that it is still the same. */
const BACKWARDS = ['Parent', 'P', 'Prev'];
/** Honest documents of thousands of pages have fewer objects; a made-up one must not keep the reader busy. */
const MOST_STEPS = 5_000_000;

export function differences(walk: Walk, start: Pair): Difference[] {
  const found: Difference[] = [];
  const queue: Pair[] = [start];
  for (let pair = queue.pop(); pair; pair = queue.pop()) {
    if (walk.seen.size > MOST_STEPS) throw new Error('Could not compare the revisions: they hold more objects than any document.');
    const parts = compare(walk, pair);
    if (parts === 'differ') found.push(pair);
    else if (parts) queue.push(...parts.toReversed());
  }
  return found;
}

/** @returns the pairs to look at next, or nothing where both are the same as far as that goes. */
function compare(walk: Walk, { place, before, after }: Pair): Pair[] | 'differ' | undefined {
  if (place.length > 2 && isLink(walk, { place, before, after })) return idOf(before) === idOf(after) ? undefined : 'differ';
  if (isKnown(walk, before, after)) return undefined;
  const [one, other] = emptyFor(place, resolved(walk.before, before), resolved(walk.after, after));
  if (one === undefined && other === undefined) return undefined;
  if (one instanceof PdfArray && other instanceof PdfArray) return elements(one, { other, place });
  if (one instanceof PdfDict && other instanceof PdfDict) {
    const isSameData = one instanceof PdfStream === other instanceof PdfStream && sameData(one, other);
    return isSameData ? entries(one, { other, place }) : 'differ';
  }
  return isSame(one, other) ? undefined : 'differ';
}

function isLink({ pages }: Walk, { place, before, after }: Pair): boolean {
  const sides = [before, after].filter((side) => side instanceof PdfRef);
  return sides.length > 0 && (BACKWARDS.includes(String(place.at(-1))) || sides.some((side) => pages.has(idOf(side))));
}

/** Only where both sides are references, or one is and the other is not there: what stands in place is another each time. */
function isKnown({ seen }: Walk, before: PdfObject | undefined, after: PdfObject | undefined): boolean {
  const isNamed = [before, after].every((side) => side === undefined || side instanceof PdfRef);
  const key = `${idOf(before)}|${idOf(after)}`;
  if (!isNamed || key === '|') return false;
  if (seen.has(key)) return true;
  seen.add(key);
  return false;
}

/** A new list or dictionary is compared with an empty one, so that what is in it is named one by one; a new member of a list is named whole. */
function emptyFor(place: Place, one: PdfObject | undefined, other: PdfObject | undefined): [PdfObject | undefined, PdfObject | undefined] {
  if (typeof place.at(-1) === 'number') return [one, other];
  const empty = (side: PdfObject | undefined) => {
    if (side instanceof PdfArray) return new PdfArray();
    return side instanceof PdfDict && !(side instanceof PdfStream) ? new PdfDict() : undefined;
  };
  return [one ?? empty(other), other ?? empty(one)];
}

/** Null is the same as nothing (ISO 32000-1 §7.3.9). */
export function resolved(pdf: PDF, object: PdfObject | undefined): PdfObject | undefined {
  const target = object instanceof PdfRef ? pdf.getObject(object) : object;
  return !target || target.type === 'null' ? undefined : target;
}

function sameData(one: PdfDict, other: PdfDict): boolean {
  return !(one instanceof PdfStream && other instanceof PdfStream) || Buffer.compare(one.data, other.data) === 0;
}

function entries(one: PdfDict, { other, place }: { other: PdfDict; place: Place }): Pair[] {
  const keys = new Set([...one.keys(), ...other.keys()].map(({ value }) => value));
  // The length of a stream may move into an object of its own; what counts are its bytes, which were compared.
  if (one instanceof PdfStream) keys.delete('Length');
  return [...keys].map((key) => ({ place: [...place, key], before: one.get(key), after: other.get(key) }));
}

/** Lists of objects are compared as such, so that one added in front does not make all others look changed. */
function elements(one: PdfArray, { other, place }: { other: PdfArray; place: Place }): Pair[] | 'differ' {
  const [before, after] = [one.toArray(), other.toArray()];
  if (![...before, ...after].every((item) => item instanceof PdfRef))
    return Array.from({ length: Math.max(before.length, after.length) }, (_, at) => ({
      place: [...place, at],
      before: before[at],
      after: after[at],
    }));
  const [ids, idsAfter] = [before.map(idOf), after.map(idOf)];
  const isReordered = ids.filter((id) => idsAfter.includes(id)).join() !== idsAfter.filter((id) => ids.includes(id)).join();
  if (isReordered) return 'differ';
  return [
    ...before.map((ref, at) => ({ place: [...place, at], before: ref, after: idsAfter.includes(idOf(ref)) ? ref : undefined })),
    ...after.filter((ref) => !ids.includes(idOf(ref))).map((ref) => ({ place: [...place, before.length], before: undefined, after: ref })),
  ];
}

/** The library keeps references in a cache that forgets, so that the same one may come as two objects. */
export function idOf(object: PdfObject | undefined): string {
  return object instanceof PdfRef ? object.toString() : '';
}

function isSame(one: PdfObject | undefined, other: PdfObject | undefined): boolean {
  if (one instanceof PdfName && other instanceof PdfName) return one.value === other.value;
  if (one instanceof PdfNumber && other instanceof PdfNumber) return one.value === other.value;
  if (one instanceof PdfBool && other instanceof PdfBool) return one.value === other.value;
  return one instanceof PdfString && other instanceof PdfString && Buffer.compare(one.bytes, other.bytes) === 0;
}
