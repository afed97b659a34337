// How a field looks as its file says it, and whether that shows what is in the field.
import { PdfBool, PdfDict, PdfName, PdfRef, PdfStream, type PDF, type PdfObject } from '@libpdf/core';
import { resolve } from '../attachment.ts';
import { stateOf, valueOf, type FormField } from './form-fields.ts';

/** The normal appearance in the state that is shown, ready to be drawn by a page (ISO 32000-1 §12.5.5). */
export function appearanceOf(pdf: PDF, field: FormField): PdfRef | undefined {
  const chosen = inState(pdf, field, normalOf(field));
  const stream = resolve(pdf, chosen);
  if (!(stream instanceof PdfStream)) return undefined;
  stream.set('Type', PdfName.of('XObject'));
  stream.set('Subtype', PdfName.of('Form'));
  // Many leave the typefaces to the form, where a page would not look for them.
  if (!(resolve(pdf, stream.get('Resources')) instanceof PdfDict)) stream.set('Resources', formOf(pdf)?.get('DR') ?? new PdfDict());
  return chosen instanceof PdfRef ? chosen : pdf.register(stream);
}

/** A stream, or a dictionary of those of its states. */
function normalOf({ widget, entry }: FormField): PdfObject | undefined {
  const appearances = widget.has('AP') ? entry('AP') : undefined;
  return appearances instanceof PdfDict ? appearances.get('N') : undefined;
}

function inState(pdf: PDF, field: FormField, normal: PdfObject | undefined): PdfObject | undefined {
  const states = resolve(pdf, normal);
  return states instanceof PdfDict && !(states instanceof PdfStream) ? states.get(stateOf(field)) : normal;
}

function formOf(pdf: PDF): PdfDict | undefined {
  const form = resolve(pdf, pdf.getCatalog().get('AcroForm'));
  return form instanceof PdfDict ? form : undefined;
}

const SHOWS_SOMETHING = /T[jJ]\b|['"]\s|\bDo\b/;

/** Whether readers make its appearance up, since there is none, none that counts, or none that shows what was filled in. */
export function isBare(pdf: PDF, field: FormField): boolean {
  const { type } = field;
  if (type === 'signature' || type === 'other') return false;
  const normal = resolve(pdf, inState(pdf, field, normalOf(field)));
  if (!(normal instanceof PdfStream)) return true;
  if (type !== 'text' && type !== 'choice') return false;
  const value = valueOf(pdf, field).trim();
  const content = readable(normal);
  const isShowing = SHOWS_SOMETHING.test(content);
  if (value === '') return isShowing && isToBeMade(pdf);
  return !isShowing || (isToBeMade(pdf) && !content.includes(`(${value})`));
}

function isToBeMade(pdf: PDF): boolean {
  const needed = resolve(pdf, formOf(pdf)?.get('NeedAppearances'));
  return needed instanceof PdfBool && needed.value;
}

function readable(stream: PdfStream): string {
  try {
    return Buffer.from(stream.getDecodedData()).toString('latin1');
  } catch {
    return '';
  }
}
