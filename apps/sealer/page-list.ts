// The list of pages as the standard has it (ISO 32000-1 §7.7.3): each page an object of its own, listed once, and called a page. Readers
// get along without, LibPDF does not see such pages.
import { PdfName, PdfRef, type PDF, type PdfDict } from '@libpdf/core';
import { completeFile } from './complete.ts';
import { dictOf } from './concealed/entries.ts';

export function listEachPage(pdf: PDF): Uint8Array {
  const catalog = pdf.getCatalog();
  const root = dictOf(pdf, catalog.get('Pages'));
  if (root) settle(pdf, root, new Set([`${catalog.getRef('Pages')?.toString()}`]));
  return completeFile(pdf);
}

function settle(pdf: PDF, node: PdfDict, listed: Set<string>): void {
  const kids = node.getArray('Kids', (ref) => pdf.getObject(ref));
  node.set('Type', PdfName.of(kids ? 'Pages' : 'Page'));
  for (const [at, kid] of (kids?.toArray() ?? []).entries()) {
    const dict = dictOf(pdf, kid);
    if (!kids || !dict) continue;
    const isAlone = kid instanceof PdfRef && !listed.has(kid.toString());
    if (isAlone) listed.add(kid.toString());
    // A part of the list that is in it twice may be in itself, and there would be no end of pages.
    else if (dict.has('Kids')) continue;
    const page = isAlone ? dict : dict.clone();
    if (!isAlone) kids.set(at, pdf.register(page));
    settle(pdf, page, listed);
  }
}
