// The invisible fields of a seal and of a time-stamp, and their dictionaries, with room for what is computed last.
import { PdfArray, PdfDict, PdfName, PdfNumber, type PdfObject, type PdfRef } from '@libpdf/core';
import type { Instant } from '#core/time.ts';
import { text } from './attachment.ts';
import type { Draft } from './draft.ts';
import { latin1, serialise } from './serialise.ts';

/** A seal takes about 4 KB, with a time-stamp 8 KB, a time-stamp alone 4 KB. */
export const ROOM = 16 * 1024;
const BYTE_RANGE = `[0 ${'0'.repeat(10)} ${'0'.repeat(10)} ${'0'.repeat(10)}]`;

type Field = { readonly page: PdfRef; readonly at: Instant; readonly reason: string; readonly name: string; readonly certifies: boolean };

/** @returns the reference of the field. */
export function addSignatureField(draft: Draft, { page, at, reason, name, certifies }: Field): PdfRef {
  const signature = draft.reserve();
  draft.place(signature, signatureObject(signature, { at, reason, name, certifies }));
  if (certifies) draft.pdf.getCatalog().set('Perms', PdfDict.of({ DocMDP: signature }));
  return addField(draft, { page, signature, name: 'Countersign seal' });
}

/** The same for a time-stamp over the whole document (EN 319 142-1 §5.4.3): it states nothing itself, all of it stands in the token. */
export function addTimestampField(draft: Draft, page: PdfRef): PdfRef {
  const signature = draft.reserve();
  const entries = `/Type/DocTimeStamp/Filter/Adobe.PPKLite/SubFilter/ETSI.RFC3161/V 0/ByteRange${BYTE_RANGE}/Contents<${'0'.repeat(ROOM * 2)}>`;
  draft.place(signature, latin1(`${signature.objectNumber} 0 obj\n<<${entries}>>\nendobj\n`));
  return addField(draft, { page, signature, name: 'Countersign time-stamp' });
}

function addField(draft: Draft, { page, signature, name }: { page: PdfRef; signature: PdfRef; name: string }): PdfRef {
  const catalog = draft.pdf.getCatalog();
  const form = draft.get(catalog.get('AcroForm'));
  const updated = form instanceof PdfDict ? form.clone() : new PdfDict();
  const listed = draft.get(updated.get('Fields'));
  const fields = listed instanceof PdfArray ? listed.toArray() : [];
  const field = draft.add(
    PdfDict.of({
      Type: PdfName.of('Annot'),
      Subtype: PdfName.of('Widget'),
      FT: PdfName.of('Sig'),
      T: text(freeName(draft, fields, name)),
      Rect: PdfArray.of(PdfNumber.of(0), PdfNumber.of(0), PdfNumber.of(0), PdfNumber.of(0)),
      // Print and locked.
      F: PdfNumber.of(132),
      P: page,
      V: signature,
    }),
  );
  updated.set('Fields', new PdfArray([...fields, field]));
  // Signatures exist, and the file may only be appended to.
  updated.set('SigFlags', PdfNumber.of(3));
  catalog.set('AcroForm', draft.add(updated));
  return field;
}

function freeName(draft: Draft, fields: readonly PdfObject[], name: string): string {
  const taken = fields.map((field) => {
    const dict = draft.get(field);
    return dict instanceof PdfDict ? dict.getString('T')?.asString() : undefined;
  });
  const names = [name, ...taken.map((_, index) => `${name} ${index + 2}`)];
  return names.find((name) => !taken.includes(name)) ?? name;
}

function signatureObject(ref: PdfRef, { at, reason, name, certifies }: Omit<Field, 'page'>): Uint8Array {
  const entries = [
    '/Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached',
    `/ByteRange${BYTE_RANGE}`,
    `/Contents<${'0'.repeat(ROOM * 2)}>`,
    `/M${string(pdfDate(at))}/Name${string(name)}/Reason${string(reason)}`,
    // Certifies with "no changes" (DocMDP P 1, §12.8.2.2).
    certifies ? '/Reference[<</Type/SigRef/TransformMethod/DocMDP/TransformParams<</Type/TransformParams/P 1/V/1.2>>>>]' : '',
    '/Prop_Build<</App<</Name/Countersign>>>>',
  ];
  return latin1(`${ref.objectNumber} 0 obj\n<<${entries.join('')}>>\nendobj\n`);
}

function string(value: string): string {
  return serialise(text(value)).toString('latin1');
}

/** `D:20261124182000Z` (§7.9.4). */
function pdfDate(at: Instant): string {
  return `D:${at.slice(0, 19).replace(/[-:T]/g, '')}Z`;
}

/** Where in the tail the numbers and the signature go; positions are those of the whole file. */
export function gapIn(tail: Buffer, start: number): { byteRangeAt: number; from: number; to: number } {
  const byteRangeAt = tail.lastIndexOf(`/ByteRange${BYTE_RANGE}`);
  const from = tail.indexOf('/Contents<', byteRangeAt) + '/Contents'.length;
  if (byteRangeAt === -1 || from < byteRangeAt) throw new Error('Could not seal the document: the room for the signature is not in it.');
  return { byteRangeAt: byteRangeAt + '/ByteRange'.length, from: start + from, to: start + from + ROOM * 2 + 2 };
}

export function byteRangeText(range: readonly number[]): string {
  return `${`[${range.join(' ')}`.padEnd(BYTE_RANGE.length - 1)}]`;
}
