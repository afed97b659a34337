// Annotations that form fields lie upon. Readers draw annotations over the page in their order, so a box that somebody drew as a ground
// for fields would cover them as soon as they are part of the page; it becomes part of it as well.
import { PdfName, type PDF, type PdfDict, type PDFPage } from '@libpdf/core';
import { resolve } from '../attachment.ts';
import { annotationsOn, asField, isSeen, rectOf, type FormField } from './form-fields.ts';

/** These lead somewhere or open; they cover nothing. */
const ACTIVE = new Set(['Link', 'Popup', 'Text', 'Widget']);

/** @param fields of that page @returns them and what is beneath them, in the order in which readers draw them */
export function withWhatIsBeneath(pdf: PDF, page: PDFPage, fields: readonly FormField[]): FormField[] {
  const own = new Map(fields.map((field) => [field.widget, field]));
  const order = annotationsOn(pdf, page);
  return order.flatMap((annotation, at) => {
    const field = own.get(annotation);
    if (field) return [field];
    if (!isGround(pdf, annotation)) return [];
    const other = asField(pdf, { widget: annotation, page: fields[0]?.page ?? 0 });
    const above = order.slice(at + 1).flatMap((later) => own.get(later) ?? []);
    return isSeen(other) && above.some((one) => overlap(one, other)) ? [other] : [];
  });
}

function isGround(pdf: PDF, annotation: PdfDict): boolean {
  const subtype = resolve(pdf, annotation.get('Subtype'));
  return subtype instanceof PdfName && !ACTIVE.has(subtype.value) && annotation.has('AP');
}

function overlap(one: FormField, other: FormField): boolean {
  const [a, b] = [rectOf(one.entry, one.widget), rectOf(other.entry, other.widget)];
  const isBeside = a.left >= b.left + b.width || b.left >= a.left + a.width;
  const isAbove = a.bottom >= b.bottom + b.height || b.bottom >= a.bottom + a.height;
  return !isBeside && !isAbove;
}
