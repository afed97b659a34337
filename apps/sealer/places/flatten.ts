// Makes the form of a document part of its pages, as people saw it, so that what was filled in can neither be changed nor vanish.
import { PDF, PdfArray, PdfDict, PdfName, PdfNumber, PdfStream, type PDFPage, type PdfObject, type PdfRef } from '@libpdf/core';
import { resolve } from '../attachment.ts';
import { formOf, layOver } from '../marks/lay-over.ts';
import { pageBox, toPageSpace } from '../marks/page-box.ts';
import { latin1, serialise } from '../serialise.ts';
import { appearanceOf, isBare } from './appearance.ts';
import { bringer } from './bring.ts';
import { drawnFields } from './appearances.ts';
import { withWhatIsBeneath } from './beneath.ts';
import { isFilled, isSeen, rectOf, type FormField } from './form-fields.ts';

/** What is put on a page here is marked with this tag, so that it can be told from what was there before. */
export const FLATTENED = 'CountersignFields';

/** @returns what was done, in sentences for the sender */
export async function flatten(pdf: PDF, fields: readonly FormField[]): Promise<string[]> {
  const form = pdf.getCatalog().get('AcroForm');
  if (fields.length === 0) {
    if (form) pdf.getCatalog().delete('AcroForm');
    return [];
  }
  // What is in the fields is gone afterwards.
  const sentences = sentencesAbout(pdf, fields);
  const seen = fields.filter(isSeen);
  const made = await madeFor(
    pdf,
    seen.filter((field) => isBare(pdf, field)),
  );
  for (const [index, page] of pdf.getPages().entries()) {
    const widgets = fields.filter((field) => field.page === index + 1).map(({ widget }) => widget);
    if (widgets.length === 0) continue;
    const own = seen.filter((field) => field.page === index + 1);
    const drawn = withWhatIsBeneath(pdf, page, own);
    const drawings = drawn.flatMap((field) => drawingOf(pdf, { field, made }) ?? []);
    if (drawings.length > 0) layDown(pdf, { page, drawings });
    remove(pdf, page, new Set([...widgets, ...drawn.map(({ widget }) => widget)]));
  }
  pdf.getCatalog().delete('AcroForm');
  for (const { widget } of fields) empty(widget);
  return sentences;
}

async function madeFor(pdf: PDF, fields: readonly FormField[]): Promise<Map<FormField, PdfRef>> {
  const made = new Map<FormField, PdfRef>();
  if (fields.length === 0) return made;
  const drawn = await PDF.load(await drawnFields(pdf, fields));
  const bring = bringer(drawn, pdf);
  const pages = drawn.getPages();
  for (const [index, field] of fields.entries()) {
    const page = pages[index];
    if (page) made.set(field, bring(formOf(drawn, page)));
  }
  return made;
}

type Drawing = { readonly form: PdfRef; readonly matrix: readonly number[] };

/** The form is scaled and moved so that its box, turned by its own matrix, fills the widget (ISO 32000-1 §12.5.5, algorithm 8.1). */
function drawingOf(pdf: PDF, { field, made }: { field: FormField; made: Map<FormField, PdfRef> }): Drawing | undefined {
  const form = made.get(field) ?? appearanceOf(pdf, field);
  const stream = form && resolve(pdf, form);
  if (!form || !(stream instanceof PdfStream)) return undefined;
  const [x = 0, y = 0, otherX = 0, otherY = 0] = numbersIn(pdf, stream.get('BBox'));
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = numbersIn(pdf, stream.get('Matrix'));
  const corners = [x, otherX].flatMap((px) => [y, otherY].map((py) => ({ x: a * px + c * py + e, y: b * px + d * py + f })));
  const [xs, ys] = [corners.map((corner) => corner.x), corners.map((corner) => corner.y)];
  const [left, bottom] = [Math.min(...xs), Math.min(...ys)];
  const [width, height] = [Math.max(...xs) - left, Math.max(...ys) - bottom];
  if (!(width > 0) || !(height > 0)) return undefined;
  const to = rectOf(field.entry, field.widget);
  const [across, up] = [to.width / width, to.height / height];
  return { form, matrix: [across, 0, 0, up, to.left - left * across, to.bottom - bottom * up] };
}

/** All of a page in one form, whose space is that of the page. */
function layDown(pdf: PDF, { page, drawings }: { page: PDFPage; drawings: readonly Drawing[] }): void {
  const box = pageBox(pdf, page.dict);
  const forms = new PdfDict();
  const lines = drawings.map(({ form, matrix }, index) => {
    forms.set(`Field${index + 1}`, form);
    return `q ${matrix.map(decimal).join(' ')} cm /Field${index + 1} Do Q`;
  });
  const layer = PdfStream.fromDict(
    {
      Type: PdfName.of('XObject'),
      Subtype: PdfName.of('Form'),
      BBox: numbers([box.left, box.bottom, box.right, box.top]),
      // Undoes what leads from the page as shown to its own space.
      Matrix: numbers(inverse(toPageSpace(box))),
      Resources: PdfDict.of({ XObject: forms }),
    },
    latin1(`/${FLATTENED} BMC\n${lines.join('\n')}\nEMC\n`),
  );
  layOver({ pdf, add: (object) => pdf.register(object), changed: () => {} }, { page, box, form: pdf.register(layer) });
}

function remove(pdf: PDF, { dict }: PDFPage, gone: ReadonlySet<PdfDict>): void {
  const annotations = resolve(pdf, dict.get('Annots'));
  if (!(annotations instanceof PdfArray)) return;
  const left = annotations.toArray().filter((one) => {
    const annotation = resolve(pdf, one);
    return !(annotation instanceof PdfDict && (gone.has(annotation) || isNoteOn(pdf, { annotation, gone })));
  });
  if (left.length === 0) dict.delete('Annots');
  else dict.set('Annots', new PdfArray(left));
}

/** The pop-up note of an annotation that is gone. */
function isNoteOn(pdf: PDF, { annotation, gone }: { annotation: PdfDict; gone: ReadonlySet<PdfDict> }): boolean {
  const parent = resolve(pdf, annotation.get('Parent'));
  return parent instanceof PdfDict && gone.has(parent);
}

/** The structure of a tagged document still leads to it; what nobody sees must not lie in the file. */
function empty(widget: PdfDict): void {
  for (const key of ['V', 'DV', 'AP', 'Parent', 'Kids', 'Opt', 'MK', 'TU', 'T']) widget.delete(key);
}

function sentencesAbout(pdf: PDF, fields: readonly FormField[]): string[] {
  const hidden = fields.filter((field) => field.type !== 'button' && !isSeen(field) && isFilled(pdf, field)).map(({ name }) => `“${name}”`);
  const names = [...new Set(hidden)];
  const choices = fields.some((field) => (field.type === 'choice' || field.type === 'radio') && isSeen(field));
  return [
    'Its form was made part of the pages: what was filled in stays as it was shown.',
    ...(choices ? ['Lists and radio buttons stay as they are; nobody is asked to choose.'] : []),
    ...(names.length > 0
      ? [
          `Form fields that no page shows were removed with what was in them: ${names.slice(0, 3).join(', ')}${names.length > 3 ? ' …' : ''}.`,
        ]
      : []),
  ];
}

/** Of a turn and a scale, which is all that leads to a page's space. */
function inverse([a = 1, b = 0, c = 0, d = 1, e = 0, f = 0]: readonly number[]): number[] {
  const by = a * d - b * c;
  return [d / by, -b / by, -c / by, a / by, (c * f - d * e) / by, (b * e - a * f) / by];
}

function numbersIn(pdf: PDF, object: PdfObject | undefined): number[] {
  const found = resolve(pdf, object);
  if (!(found instanceof PdfArray)) return [];
  return found.toArray().map((one) => {
    const value = resolve(pdf, one);
    return value instanceof PdfNumber && Number.isFinite(value.value) ? value.value : 0;
  });
}

function numbers(values: readonly number[]): PdfArray {
  return new PdfArray(values.map((value) => PdfNumber.of(value)));
}

function decimal(value: number): string {
  return serialise(PdfNumber.of(value)).toString('latin1');
}
