// PDFs with forms, field by field: how they look is left to the test, down to not at all.
import { PdfArray, PdfDict, PdfName, PdfNumber, PdfString, type PDF, type PdfObject } from '@libpdf/core';
import { altered, pdfkitPdf } from './pdf.ts';

type Making = (pdf: PDF) => PdfObject;
type Entry = PdfObject | Making | string | number | readonly number[];
export type Widget = { readonly type: string; readonly entries: Readonly<Record<string, Entry>> };

/** @param type of the field, e.g. `Tx`; '' for an annotation that is none */
export function widget(type: string, entries: Widget['entries']): Widget {
  return { type, entries };
}

/** One page of A4. @param form further entries of the form */
export async function formPdf(widgets: readonly Widget[], form: Readonly<Record<string, PdfObject>> = {}): Promise<Uint8Array> {
  const blank = await pdfkitPdf({ size: 'A4', compress: false }, (doc) => doc.addPage({ size: [595, 842] }));
  return altered(blank, (pdf) => {
    pdf.removePage(0);
    const annotations = widgets.map(({ type, entries }) => {
      const dict = PdfDict.of({ Type: PdfName.of('Annot'), Subtype: PdfName.of('Widget'), F: PdfNumber.of(4) });
      if (type !== '') dict.set('FT', PdfName.of(type));
      for (const [key, entry] of Object.entries(entries)) dict.set(key, objectOf(pdf, entry));
      return { type, ref: pdf.register(dict) };
    });
    pdf.getPages()[0]?.dict.set('Annots', new PdfArray(annotations.map(({ ref }) => ref)));
    const fields = annotations.filter(({ type }) => type !== '').map(({ ref }) => ref);
    const acroForm = PdfDict.of({ Fields: new PdfArray(fields), DA: PdfString.fromString('/Helv 0 Tf 0 g') });
    for (const [key, value] of Object.entries(form)) acroForm.set(key, value);
    pdf.getCatalog().set('AcroForm', pdf.register(acroForm));
  });
}

function objectOf(pdf: PDF, entry: Entry): PdfObject {
  if (typeof entry === 'string') return PdfString.fromString(entry);
  if (typeof entry === 'number') return PdfNumber.of(entry);
  if (typeof entry === 'function') return entry(pdf);
  return isNumbers(entry) ? new PdfArray(entry.map((side) => PdfNumber.of(side))) : entry;
}

function isNumbers(entry: PdfObject | readonly number[]): entry is readonly number[] {
  return Array.isArray(entry);
}
