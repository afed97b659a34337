// Ways of tampering with a sealed PDF, each as an attacker would: appended as a revision, so that the seal itself stays as it is, or
// written over it.
import { PdfArray, PdfDict, PdfName, PdfNumber, PdfRef, PdfStream, PdfString, PDF, type PdfObject } from '@libpdf/core';
import { growing, nextSection } from '#apps/sealer/incremental.ts';
import { indirect } from '#apps/sealer/serialise.ts';
import { flipped, scriptAction } from './pdf.ts';

type Tampering = (file: Uint8Array) => Promise<Uint8Array>;

/** What an attacker appends: each object that was changed or added, under its number. */
type Edit = (pdf: PDF, add: (object: PdfObject) => PdfRef, change: (ref: PdfRef) => void) => void;

/** A plain revision with a cross-reference table, as short as the format allows. */
export function revised(edit: Edit): Tampering {
  return async (file) => {
    const pdf = await PDF.load(file);
    const changed = new Map<number, PdfObject>();
    let next = Math.max(pdf.context.registry.nextObjectNumber, pdf.context.info.trailer.getNumber('Size')?.value ?? 1);
    const add = (object: PdfObject) => {
      const ref = PdfRef.of(next++);
      changed.set(ref.objectNumber, object);
      return ref;
    };
    const change = (ref: PdfRef) => {
      const object = pdf.getObject(ref);
      if (object) changed.set(ref.objectNumber, object);
    };
    edit(pdf, add, change);
    const objects = [...changed].toSorted(([a], [b]) => a - b).map(([number, object]) => ({ number, bytes: indirect(number, object) }));
    return Buffer.concat([file, nextSection(growing(file, pdf), { take: () => objects, reserve: () => PdfRef.of(next++) }).tail]);
  };
}

const page = (pdf: PDF, at = 0) => {
  const found = pdf.getPages()[at];
  if (!found) throw new Error(`The document has no page ${at + 1}.`);
  return found;
};
export const rootOf = (pdf: PDF): PdfRef => {
  const ref = pdf.context.info.trailer.getRef('Root');
  if (!ref) throw new Error('The document has no root.');
  return ref;
};
const drawing = (text: string) => PdfStream.fromDict({}, Buffer.from(`BT /F1 12 Tf 50 50 Td (${text}) Tj ET`));
const rect = (...sides: readonly number[]) => PdfArray.of(...sides.map((side) => PdfNumber.of(side)));

function annotate(pdf: PDF, change: (ref: PdfRef) => void, annotation: PdfRef): void {
  const { dict, ref } = page(pdf);
  const before = dict.getArray('Annots', (one) => pdf.getObject(one))?.toArray() ?? [];
  dict.set('Annots', new PdfArray([...before, annotation]));
  change(ref);
}

/** The content of the first page as an object of its own. */
function contentRef(pdf: PDF): PdfRef {
  const content = page(pdf).dict.get('Contents');
  const first = content instanceof PdfArray ? content.at(0) : content;
  if (!(first instanceof PdfRef)) throw new Error('The first page has no content of its own.');
  return first;
}

function sealField(pdf: PDF): { dict: PdfDict; ref: PdfRef } {
  const form = pdf.getCatalog().getDict('AcroForm', (ref) => pdf.getObject(ref));
  for (const ref of form?.getArray('Fields', (one) => pdf.getObject(one))?.toArray() ?? []) {
    const dict = ref instanceof PdfRef ? pdf.getObject(ref) : null;
    if (ref instanceof PdfRef && dict instanceof PdfDict && dict.getName('FT')?.value === 'Sig') return { dict, ref };
  }
  throw new Error('The document has no signature field.');
}

/** Zeroes in place of what an expression captures, byte for byte. */
function overwritten(file: Uint8Array, form: RegExp): Uint8Array {
  const text = Buffer.from(file).toString('latin1');
  return Buffer.from(
    text.replace(form, (_, head: string, body: string) => head + body.replace(/[0-9a-fA-F]/g, '0')),
    'latin1',
  );
}

const range = /\/ByteRange\[0 (\d+) (\d+) (\d+) *\]/;

/** Signature wrapping: the second stretch is moved back, and in the room before it stands something that nothing covers. */
function wrapped(file: Uint8Array): Uint8Array {
  const text = Buffer.from(file).toString('latin1');
  const numbers = range.exec(text);
  const [whole = '', length = '', from = '', rest = ''] = numbers ?? [];
  const smuggled = '\n999 0 obj\n<</Type/Catalog/Pages 1 0 R>>\nendobj\n';
  const moved = `/ByteRange[0 ${length} ${Number(from) + smuggled.length} ${rest}]`;
  if (moved.length > whole.length) throw new Error('The range has no room for the new numbers.');
  return Buffer.from(
    text.slice(0, Number(from)).replace(whole, moved.padEnd(whole.length)) + smuggled + text.slice(Number(from)),
    'latin1',
  );
}

/** Each with the words that the verdict must use. */
export const ATTACKS: readonly (readonly [name: string, tampering: Tampering, words: string])[] = [
  [
    'the text of a page written anew',
    revised((pdf, add, change) => {
      const ref = contentRef(pdf);
      const content = pdf.getObject(ref);
      if (content instanceof PdfStream) content.setData(Buffer.from('BT (one million) Tj ET'));
      if (content instanceof PdfStream) content.delete('Filter');
      change(ref);
      add(PdfName.of('Unused'));
    }),
    'The content of page 1 was changed.',
  ],
  [
    'a page led to other content',
    revised((pdf, add, change) => {
      page(pdf).dict.set('Contents', add(drawing('one million')));
      change(page(pdf).ref);
    }),
    'The content of page 1 was changed.',
  ],
  [
    'a note laid over a page',
    revised((pdf, add, change) =>
      annotate(
        pdf,
        change,
        add(
          PdfDict.of({
            Type: PdfName.of('Annot'),
            Subtype: PdfName.of('FreeText'),
            Rect: rect(50, 50, 300, 90),
            Contents: PdfString.fromString('one million'),
          }),
        ),
      ),
    ),
    'An annotation (FreeText) was added on page 1.',
  ],
  [
    'a page added',
    revised((pdf, add, change) => {
      const tree = pdf.getCatalog().getRef('Pages');
      const pages = tree ? pdf.getObject(tree) : null;
      if (!tree || !(pages instanceof PdfDict)) throw new Error('The document has no page tree.');
      const added = add(
        PdfDict.of({ Type: PdfName.of('Page'), Parent: tree, MediaBox: rect(0, 0, 595, 842), Contents: add(drawing('P.S.')) }),
      );
      pages.set('Kids', new PdfArray([...(pages.getArray('Kids', (ref) => pdf.getObject(ref)) ?? []), added]));
      pages.set('Count', PdfNumber.of(pdf.getPageCount() + 1));
      change(tree);
    }),
    'A page was added.',
  ],
  [
    'a page taken out',
    revised((pdf, _add, change) => {
      const tree = pdf.getCatalog().getRef('Pages');
      const pages = tree ? pdf.getObject(tree) : null;
      if (!tree || !(pages instanceof PdfDict)) throw new Error('The document has no page tree.');
      pages.set('Kids', new PdfArray([...(pages.getArray('Kids', (ref) => pdf.getObject(ref)) ?? [])].slice(1)));
      pages.set('Count', PdfNumber.of(pdf.getPageCount() - 1));
      change(tree);
    }),
    'A page was taken out.',
  ],
  [
    'a script that starts with the document',
    revised((pdf, add, change) => {
      pdf.getCatalog().set('OpenAction', add(scriptAction('app.alert(1)')));
      change(rootOf(pdf));
    }),
    'An action that starts when the document is opened was added or changed.',
  ],
  [
    'another picture put on the seal',
    revised((pdf, add, change) => {
      const { dict, ref } = sealField(pdf);
      dict.set('AP', PdfDict.of({ N: add(drawing('Sealed by somebody else')) }));
      change(ref);
    }),
    'The picture of a signature on page',
  ],
  [
    'the record replaced',
    revised((pdf, add, change) => {
      pdf.getCatalog().set('Names', add(PdfDict.of({ EmbeddedFiles: add(PdfDict.of({ Names: PdfArray.of() })) })));
      change(rootOf(pdf));
    }),
    'Attached files were added, changed or taken out.',
  ],
  ['a byte changed', async (file) => flipped(file, Math.floor(file.length / 3)), 'changed after it was sealed'],
  ['the range set to nothing', async (file) => overwritten(file, /(\/ByteRange\[)([^\]]+)/), 'does not cover the file from its beginning'],
  ['the signature set to nothing', async (file) => overwritten(file, /(\/Contents<)([0-9a-f]+)/), 'The signature itself cannot be read.'],
  ['the signature wrapped', async (file) => wrapped(file), 'leaves out more than itself'],
  ['the end cut off', async (file) => file.subarray(0, -50), 'it was cut off'],
  ['something hung on behind', async (file) => Buffer.concat([file, Buffer.from('\n% and one million more')]), 'bytes were added'],
];

export function tamperedBy(name: string): Tampering {
  const attack = ATTACKS.find(([one]) => one === name);
  if (!attack) throw new Error(`There is no attack “${name}”.`);
  return attack[1];
}
