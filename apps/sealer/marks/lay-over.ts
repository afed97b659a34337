// Lays a drawing over a page of a document: as a form of its own (ISO 32000-1 §8.10), behind whatever the page leaves open, in a section
// that is appended. The content that was there stays as it is, byte for byte.
import { PdfArray, PdfDict, PdfName, PdfNumber, PdfStream, type PDF, type PDFPage, type PdfObject, type PdfRef } from '@libpdf/core';
import { resolve } from '../attachment.ts';
import type { Draft } from '../draft.ts';
import { latin1, serialise } from '../serialise.ts';
import { leftOpen } from './left-open.ts';
import { inherited, toPageSpace, type PageBox } from './page-box.ts';

/** @property form already an object of the draft; its space is the page as shown, in points from its lower left corner */
type Layer = { readonly page: PDFPage; readonly box: PageBox; readonly form: PdfRef };

export function layOver(draft: Pick<Draft, 'pdf' | 'add' | 'changed'>, { page, box, form }: Layer): void {
  const { pdf } = draft;
  const { dict, ref } = page;
  const resources = copyOf(inherited(pdf, dict, 'Resources'));
  const forms = copyOf(resolve(pdf, resources.get('XObject')));
  const name = freeName(forms);
  forms.set(name, form);
  resources.set('XObject', forms);
  // Its own from now on: other pages may share what it had.
  dict.set('Resources', resources);

  const before = contentsOf(pdf, dict);
  const { before: opened, after, marked, isInText } = leftOpen(before.map((stream) => readable(pdf, stream)).join('\n'));
  const matrix = toPageSpace(box).map(decimal).join(' ');
  const start = draft.add(PdfStream.fromDict({}, latin1('q\n'.repeat(opened))));
  const end = draft.add(
    PdfStream.fromDict(
      {},
      latin1(`\n${isInText ? 'ET\n' : ''}${'EMC\n'.repeat(marked)}${'Q\n'.repeat(after)}q\n${matrix} cm\n/${name} Do\nQ\n`),
    ),
  );
  dict.set('Contents', new PdfArray([start, ...before, end]));
  draft.changed(ref);
}

/** A page of a small PDF as a form that other pages can show. */
export function formOf(source: PDF, page: PDFPage): PdfRef {
  const [content] = contentsOf(source, page.dict);
  const stream = resolve(source, content);
  const box = inherited(source, page.dict, 'MediaBox');
  if (!(stream instanceof PdfStream) || !box) throw new Error('Could not make a form of a page: it has no content of its own.');
  const form = new PdfStream(stream, stream.data);
  form.set('Type', PdfName.of('XObject'));
  form.set('Subtype', PdfName.of('Form'));
  form.set('BBox', box);
  form.set('Resources', inherited(source, page.dict, 'Resources') ?? new PdfDict());
  return source.register(form);
}

function contentsOf(pdf: PDF, page: PdfDict): PdfObject[] {
  const contents = page.get('Contents');
  const found = resolve(pdf, contents);
  if (found instanceof PdfArray) return found.toArray().filter((one) => resolve(pdf, one) instanceof PdfStream);
  return contents && found instanceof PdfStream ? [contents] : [];
}

/** What cannot be unpacked draws nothing either, as far as readers go. */
function readable(pdf: PDF, stream: PdfObject): string {
  const found = resolve(pdf, stream);
  try {
    return found instanceof PdfStream ? Buffer.from(found.getDecodedData()).toString('latin1') : '';
  } catch {
    return '';
  }
}

function copyOf(dict: PdfObject | undefined): PdfDict {
  return dict instanceof PdfDict ? dict.clone() : new PdfDict();
}

function freeName(forms: PdfDict): string {
  let number = 1;
  while (forms.has(`Marks${number}`)) number++;
  return `Marks${number}`;
}

function decimal(value: number): string {
  return serialise(PdfNumber.of(value)).toString('latin1');
}
