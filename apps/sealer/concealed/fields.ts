// Form fields that nobody can see or that answer to one name: what is filled in where one looks would not be what another reads.
import { PdfRef, type PDF, type PdfDict, type PdfObject, type PDFPage } from '@libpdf/core';
import { idOf } from '../changes/walk.ts';
import { pageBox } from '../marks/page-box.ts';
import { dictOf, listOf, nameOf, numberOf, stringOf } from './entries.ts';

/** @returns a sentence for the sender, or nothing */
export function concealedField(pdf: PDF): string | undefined {
  const fields = fieldsOf(pdf);
  const first = new Map<string, string>();
  for (const { name, root } of fields) {
    if (name !== '' && (first.get(name) ?? root) !== root)
      return `Two of its form fields have the same name (“${name}”), so that one could show what the other does not.`;
    first.set(name, root);
  }
  const unseen = fields.find(({ isRequired, isSeen }) => isRequired && !isSeen);
  if (!unseen) return undefined;
  return `A form field that has to be filled in (“${unseen.name}”) stands on no page or has no size, so that nobody can see it.`;
}

type Field = { readonly name: string; readonly root: string; readonly isRequired: boolean; readonly isSeen: boolean };
type Above = { readonly name: string; readonly flags: number; readonly type: string | undefined; readonly depth: number };

/** Deep trees of fields are rare, circular ones hostile. */
const DEEPEST = 16;
const REQUIRED = 1 << 1;
const RADIO = 1 << 15;

/** Of each field its full name (§12.7.3.2), its place in the form, and whether one of its widgets can be seen. */
function fieldsOf(pdf: PDF): Field[] {
  const form = dictOf(pdf, pdf.getCatalog().get('AcroForm'));
  const pages = new Map(pdf.getPages().flatMap((page) => listOf(pdf, page.dict.get('Annots')).map((widget) => [idOf(widget), page])));
  const visit = (object: PdfObject, above: Above): Field[] => {
    const dict = dictOf(pdf, object);
    if (!dict || above.depth > DEEPEST) return [];
    const own = stringOf(pdf, dict.get('T'));
    const name = own === undefined ? above.name : [above.name, own].filter(Boolean).join('.');
    const flags = numberOf(pdf, dict.get('Ff')) ?? above.flags;
    const type = nameOf(pdf, dict.get('FT')) ?? above.type;
    const kids = listOf(pdf, dict.get('Kids'));
    // The buttons of a group are one field by what they do, also where each was given a name of its own.
    const isGroup = type === 'Btn' && (flags & RADIO) !== 0;
    const fields = isGroup ? [] : kids.filter((kid) => dictOf(pdf, kid)?.has('T'));
    if (fields.length > 0) return fields.flatMap((kid) => visit(kid, { name, flags, type, depth: above.depth + 1 }));
    const widgets = kids.length > 0 ? kids : [object];
    const isSeen = widgets.some((widget) => isOnPage(pdf, { widget: dictOf(pdf, widget), page: pages.get(idOf(widget)) }));
    return [{ name, root: object instanceof PdfRef ? object.toString() : name, isRequired: (flags & REQUIRED) !== 0, isSeen }];
  };
  return listOf(pdf, form?.get('Fields')).flatMap((field) => visit(field, { name: '', flags: 0, type: undefined, depth: 0 }));
}

/** Some of it lies within what is shown of the page. */
function isOnPage(pdf: PDF, { widget, page }: { widget: PdfDict | undefined; page: PDFPage | undefined }): boolean {
  if (!widget || !page) return false;
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = listOf(pdf, widget.get('Rect')).map((side) => numberOf(pdf, side) ?? 0);
  const { left, bottom, right, top } = pageBox(pdf, page.dict);
  const width = Math.min(right, Math.max(x1, x2)) - Math.max(left, Math.min(x1, x2));
  const height = Math.min(top, Math.max(y1, y2)) - Math.max(bottom, Math.min(y1, y2));
  return width > 0 && height > 0;
}
