// Brings objects of one document into another, pages above all: every object they reach gets a number of the new document.
import { PdfArray, PdfDict, PdfNumber, PdfRef, PdfStream, type PDF, type PdfObject } from '@libpdf/core';

/** An object of the source and what its references become when it is written. */
export type Copy = { readonly object: PdfObject; readonly renumber: (ref: PdfRef) => PdfRef | undefined };

type Adopting = { readonly source: PDF; readonly roots: readonly PdfRef[]; readonly reserve: () => PdfRef };
type Adopted = { readonly refs: PdfRef[]; readonly copies: Map<number, Copy> };

/** All pages. @param parent the page tree of the new document, which takes the place of the source's */
export function adoptPages({ source, parent, reserve }: { source: PDF; parent: PdfRef; reserve: () => PdfRef }): Adopted {
  const sourceTree = source.getCatalog().getRef('Pages');
  const roots = source.getPages().map((page) => page.ref);
  const { refs, copies } = adopt({ source, roots, reserve }, sourceTree ? [[sourceTree.toString(), parent]] : []);
  for (const ref of refs) {
    const copy = copies.get(ref.objectNumber);
    if (copy) copies.set(ref.objectNumber, { ...copy, object: standalone(copy.object) });
  }
  return { refs, copies };
}

/** @param known references of the source that have a counterpart already */
export function adopt({ source, roots, reserve }: Adopting, known: readonly (readonly [string, PdfRef])[] = []): Adopted {
  const numbers = new Map<string, PdfRef>(known);
  const renumber = (ref: PdfRef) => numbers.get(ref.toString());
  const copies = new Map<number, Copy>();
  const queue = [...roots];
  for (let at = 0; at < queue.length; at++) {
    const ref = queue[at];
    const object = ref ? source.getObject(ref) : null;
    if (!ref || !object || numbers.has(ref.toString())) continue;
    const to = reserve();
    numbers.set(ref.toString(), to);
    copies.set(to.objectNumber, { object, renumber });
    queue.push(...refsIn(object));
  }
  return { refs: roots.map(renumber).filter((ref) => ref !== undefined), copies };
}

/** The new parent's rotation and crop must not be inherited by these pages. */
function standalone(page: PdfObject): PdfObject {
  if (!(page instanceof PdfDict)) return page;
  const copy = page.clone();
  const box = copy.get('MediaBox');
  if (box) copy.set('CropBox', box);
  copy.set('Rotate', PdfNumber.of(0));
  return copy;
}

/** The references in an object; a stream's length is written anew and needs none. */
export function refsIn(object: PdfObject): PdfRef[] {
  if (object instanceof PdfRef) return [object];
  if (object instanceof PdfArray) return object.toArray().flatMap(refsIn);
  if (!(object instanceof PdfDict)) return [];
  return [...object].flatMap(([key, value]) => (object instanceof PdfStream && key.value === 'Length' ? [] : refsIn(value)));
}
