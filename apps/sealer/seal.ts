// Makes the sealed PDF: the presented document byte for byte, then one appended section with the signature page, the certificate,
// the record and the seal over all of it.
import { createHash } from 'node:crypto';
import { PDF, PdfArray, PdfNumber, type PdfRef } from '@libpdf/core';
import type { SealedFile, SealJob } from '#core/sealing.ts';
import type { Sha256 } from '#core/ids.ts';
import { attach, RECORD_FILE, resolve } from './attachment.ts';
import type { Authority } from './authority.ts';
import { signCms } from './cms.ts';
import { completionPages } from './completion-pages.ts';
import { draftOf, type Draft } from './draft.ts';
import { appendSection } from './incremental.ts';
import { latin1 } from './serialise.ts';
import { addSignatureField, byteRangeText, gapIn, ROOM } from './signature-field.ts';

export async function seal(job: SealJob, authority: Authority): Promise<SealedFile> {
  const pdf = await PDF.load(job.presented);
  const isSigned = carriesSignatures(job.presented);
  const paper = paperOf(pdf);
  const completion = await completionPages(job, { authority, attached: isSigned, paper });
  const draft = draftOf(pdf);

  // Appended pages would show as a change to whoever signed before, so there the certificate comes as an attachment.
  const certificate = {
    filename: 'certificate-of-completion.pdf',
    description: 'Certificate of completion',
    mime: 'application/pdf',
    content: completion,
  };
  const record = {
    filename: RECORD_FILE,
    description: 'The hash-chained record of this envelope',
    mime: 'application/json',
    content: Buffer.from(JSON.stringify(job.record)),
  };
  const added = isSigned ? [] : draft.appendPages(await PDF.load(completion));
  attach(draft, isSigned ? [record, certificate] : [record]);

  const page = added[0] ?? pdf.getPages()[0]?.ref;
  const root = pdf.context.info.trailer.getRef('Root');
  if (!page || !root) throw new Error(`Could not seal ${job.envelope}: ${job.filename} has no page.`);
  const reason = `Every act in envelope ${job.envelope} is recorded; this seal proves that nothing was changed since.`;
  const field = addSignatureField(draft, { page, at: job.at, reason, name: authority.name, certifies: !isSigned });
  hangOn({ draft, page, field, isNew: !isSigned });
  draft.changed(root);

  const { tail } = appendSection({ file: job.presented, pdf, objects: draft.objects() });
  const bytes = await withSignature({ file: job.presented, tail: Buffer.from(tail), authority });
  const sha256 = createHash('sha256').update(bytes).digest('hex') as Sha256;
  return { bytes, sha256, pages: pdf.getPageCount() + added.length };
}

function carriesSignatures(file: Uint8Array): boolean {
  return /\/ByteRange\s*\[/.test(Buffer.from(file).toString('latin1'));
}

/** A widget belongs to the annotations of its page. */
function hangOn({ draft, page, field, isNew }: { draft: Draft; page: PdfRef; field: PdfRef; isNew: boolean }): void {
  if (isNew) return draft.annotate(page, field);
  const dict = draft.pdf.getPages().find(({ ref }) => ref === page)?.dict;
  if (!dict) return;
  const annotations = resolve(draft.pdf, dict.get('Annots'));
  dict.set('Annots', new PdfArray([...(annotations instanceof PdfArray ? annotations : []), field]));
  draft.changed(page);
}

async function withSignature({ file, tail, authority }: { file: Uint8Array; tail: Buffer; authority: Authority }): Promise<Uint8Array> {
  const { byteRangeAt, from, to } = gapIn(tail, file.length);
  const range = [0, from, to, file.length + tail.length - to];
  latin1(byteRangeText(range)).copy(tail, byteRangeAt);
  const digest = createHash('sha256')
    .update(file)
    .update(tail.subarray(0, from - file.length))
    .update(tail.subarray(to - file.length))
    .digest();
  const cms = await signCms(authority.signer, digest);
  if (cms.length > ROOM)
    throw new Error(`Could not seal: the signature takes ${cms.length} bytes, ${ROOM} are reserved. Shorten the certificate chain.`);
  latin1(
    Buffer.from(cms)
      .toString('hex')
      .padEnd(ROOM * 2, '0'),
  ).copy(tail, from + 1 - file.length);
  return Buffer.concat([file, tail]);
}

/** The added pages have the size of the document's own paper. */
function paperOf(pdf: PDF): 'A4' | 'LETTER' {
  const box = pdf.getPages()[0]?.dict.getArray('MediaBox', (ref) => pdf.getObject(ref));
  const sides = box?.toArray().map((side) => (side instanceof PdfNumber ? Math.round(side.value) : 0));
  return sides?.includes(612) && sides.includes(792) ? 'LETTER' : 'A4';
}
