// Files attached to the sealed PDF, written as dictionaries of our own: LibPDF's attachments lack relationship and checksum.
import { createHash } from 'node:crypto';
import { PdfArray, PdfDict, PdfName, PdfNumber, PdfRef, PdfStream, PdfString, type PDF, type PdfObject } from '@libpdf/core';
import type { Draft } from './draft.ts';

export const RECORD_FILE = 'countersign-record.json';

type Attachment = { readonly filename: string; readonly description: string; readonly mime: string; readonly content: Uint8Array };

/** Uncompressed, so that a change of one byte in it can be found, and so that it can be read out without any PDF software. */
export function attach(draft: Draft, attachments: readonly Attachment[]): void {
  const specs = attachments.map((attachment) => ({ attachment, ref: fileSpec(draft, attachment) }));
  const catalog = draft.pdf.getCatalog();
  const related = arrayOf(draft.pdf, catalog.get('AF'));
  catalog.set('AF', new PdfArray([...related, ...specs.map(({ ref }) => ref)]));

  const entries = new Map<string, PdfObject[]>(namesBefore(draft.pdf));
  for (const { attachment, ref } of specs) entries.set(attachment.filename, [text(attachment.filename), ref]);
  const sorted = [...entries].toSorted(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, pair]) => pair);
  const tree = draft.add(PdfDict.of({ Names: new PdfArray(sorted) }));
  const names = resolve(draft.pdf, catalog.get('Names'));
  const updated = names instanceof PdfDict ? names.clone() : new PdfDict();
  updated.set('EmbeddedFiles', tree);
  catalog.set('Names', draft.add(updated));
}

function fileSpec(draft: Draft, { filename, description, mime, content }: Attachment): PdfRef {
  const file = draft.add(
    PdfStream.fromDict(
      {
        Type: PdfName.of('EmbeddedFile'),
        Subtype: PdfName.of(mime),
        Params: PdfDict.of({
          Size: PdfNumber.of(content.length),
          CheckSum: PdfString.fromBytes(createHash('md5').update(content).digest()),
        }),
      },
      content,
    ),
  );
  return draft.add(
    PdfDict.of({
      Type: PdfName.of('Filespec'),
      F: text(filename),
      UF: text(filename),
      Desc: text(description),
      AFRelationship: PdfName.of('Data'),
      EF: PdfDict.of({ F: file, UF: file }),
    }),
  );
}

/** What an already signed document has attached stays attached. */
function* namesBefore(pdf: PDF): Generator<[string, PdfObject[]]> {
  for (const [name, spec] of pdf.context.catalog.getEmbeddedFilesTree()?.entries() ?? [])
    yield [name, [text(name), pdf.context.getRef(spec) ?? spec]];
}

function arrayOf(pdf: PDF, object: PdfObject | undefined): PdfObject[] {
  const found = resolve(pdf, object);
  return found instanceof PdfArray ? found.toArray() : [];
}

export function resolve(pdf: PDF, object: PdfObject | undefined): PdfObject | undefined {
  return (object instanceof PdfRef ? pdf.getObject(object) : object) ?? undefined;
}

export function text(value: string): PdfString {
  return PdfString.fromString(value);
}
