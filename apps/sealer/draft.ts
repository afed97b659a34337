// Revisions in the making: the document as loaded and as changed since, and the objects that the next section will hold.
import { PdfArray, PdfDict, PdfNumber, PdfRef, type PDF, type PdfObject } from '@libpdf/core';
import { adopt, adoptPages, type Copy } from './adopt.ts';
import { indirect } from './serialise.ts';
import type { Numbered } from './incremental.ts';

export type Draft = {
  readonly pdf: PDF;
  /** What a reference stands for, new objects included; anything else is returned as it is. */
  get(object: PdfObject | undefined): PdfObject | undefined;
  /** A new object. */
  add(object: PdfObject): PdfRef;
  /** An object that is in the file and has been changed in memory. */
  changed(ref: PdfRef): void;
  /** Room for an object written by hand. */
  reserve(): PdfRef;
  /** Bytes for a reserved number. */
  place(ref: PdfRef, bytes: Uint8Array): void;
  /** Brings the pages of another document in, after the last. @returns their references. */
  appendPages(source: PDF): PdfRef[];
  /** Brings objects of another document in, with all they reach. @returns their references here. */
  bring(source: PDF, refs: readonly PdfRef[]): PdfRef[];
  /** Puts an annotation on a page that this draft appended. */
  annotate(page: PdfRef, annotation: PdfRef): void;
  /** The objects of the next section; what comes then is for the one after it. */
  take(): Numbered[];
};

export function draftOf(pdf: PDF): Draft {
  let next = Math.max(pdf.context.registry.nextObjectNumber, pdf.context.info.trailer.getNumber('Size')?.value ?? 1);
  const placed = new Map<number, Uint8Array>();
  const changedRefs = new Map<number, PdfRef>();
  const added = new Map<number, PdfObject>();
  const copied = new Map<number, Copy>();
  const known = new Map<number, PdfObject>();

  const get = (object: PdfObject | undefined) =>
    object instanceof PdfRef ? (known.get(object.objectNumber) ?? pdf.getObject(object) ?? undefined) : object;
  const reserve = () => PdfRef.of(next++);
  const add = (object: PdfObject) => {
    const ref = reserve();
    added.set(ref.objectNumber, object);
    known.set(ref.objectNumber, object);
    return ref;
  };
  const changed = (ref: PdfRef) => {
    if (ref.generation !== 0) throw new Error(`Could not append to the document: object ${ref.toString()} has been replaced before.`);
    changedRefs.set(ref.objectNumber, ref);
  };
  const place = (ref: PdfRef, bytes: Uint8Array) => void placed.set(ref.objectNumber, bytes);

  function appendPages(source: PDF): PdfRef[] {
    const root = pdf.getCatalog().getRef('Pages');
    const tree = root ? pdf.getObject(root) : null;
    if (!root || !(tree instanceof PdfDict)) throw new Error('Could not append pages: the document has no page tree.');
    const { refs: pages, copies } = adoptPages({ source, parent: root, reserve });
    for (const [number, copy] of copies) copied.set(number, copy);
    const kids = tree.getArray('Kids', (ref) => pdf.getObject(ref))?.toArray() ?? [];
    tree.set('Kids', new PdfArray([...kids, ...pages]));
    tree.set('Count', PdfNumber.of(pdf.getPageCount() + pages.length));
    changed(root);
    return pages;
  }

  function bring(source: PDF, roots: readonly PdfRef[]): PdfRef[] {
    const { refs, copies } = adopt({ source, roots, reserve });
    for (const [number, copy] of copies) copied.set(number, copy);
    return refs;
  }

  function annotate(page: PdfRef, annotation: PdfRef): void {
    const copy = copied.get(page.objectNumber);
    if (!copy || !(copy.object instanceof PdfDict))
      throw new Error(`Could not annotate page ${page.toString()}: it is not a page of this draft.`);
    copy.object.set('Annots', PdfArray.of(annotation));
    const { renumber } = copy;
    copied.set(page.objectNumber, { ...copy, renumber: (ref) => (ref === annotation ? annotation : renumber(ref)) });
  }

  function take(): Numbered[] {
    for (const [number, { object, renumber }] of copied) placed.set(number, indirect(number, object, renumber));
    for (const [number, object] of added) placed.set(number, indirect(number, object));
    for (const [number, ref] of changedRefs) {
      const object = pdf.getObject(ref);
      if (object) placed.set(number, indirect(number, object));
    }
    const objects = [...placed].toSorted(([a], [b]) => a - b).map(([number, bytes]) => ({ number, bytes }));
    for (const taken of [copied, added, changedRefs, placed]) taken.clear();
    return objects;
  }

  return { pdf, get, add, changed, reserve, place, appendPages, bring, annotate, take };
}
