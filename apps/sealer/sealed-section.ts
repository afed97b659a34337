// The section that seals: signature page, certificate and record appended to the presented document, and the seal over all of it.
import { PDF, PdfArray, PdfNumber, type PdfRef } from '@libpdf/core';
import type { SealJob, SealLevel } from '#core/sealing.ts';
import type { OffsetAt } from '#core/time.ts';
import { attach, RECORD_FILE, resolve } from './attachment.ts';
import type { Authority } from './authority.ts';
import { signCms, type SignatureStamp } from './cms.ts';
import { completionPages } from './completion/completion-pages.ts';
import { draftOf, type Draft } from './draft.ts';
import { fillGap } from './fill-gap.ts';
import { appendSection } from './incremental.ts';
import { addSignatureField } from './signature-field.ts';

type Settings = {
  readonly authority: Authority;
  readonly offsetAt: OffsetAt;
  /** As the certificate states it. */
  readonly level: SealLevel;
  readonly stamp?: SignatureStamp | undefined;
};

export type SealedSection = {
  /** The whole file: the presented document byte for byte, then the section. */
  readonly bytes: Uint8Array;
  readonly pages: number;
  /** The seal as it stands in the file, in hex. */
  readonly contents: string;
};

export async function sealedSection(job: SealJob, { authority, offsetAt, level, stamp }: Settings): Promise<SealedSection> {
  const pdf = await PDF.load(job.presented);
  const isSigned = carriesSignatures(job.presented);
  const completion = await completionPages(job, { authority, attached: isSigned, paper: paperOf(pdf), level, offsetAt });
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
  if (isSigned) hangOn(draft, page, field);
  else draft.annotate(page, field);
  draft.changed(root);

  const tail = Buffer.from(appendSection({ file: job.presented, pdf, objects: draft.objects() }).tail);
  const contents = await fillGap({ file: job.presented, tail, content: async (digest) => signCms(authority.signer, digest, stamp) });
  return { bytes: Buffer.concat([job.presented, tail]), pages: pdf.getPageCount() + added.length, contents };
}

function carriesSignatures(file: Uint8Array): boolean {
  return /\/ByteRange\s*\[/.test(Buffer.from(file).toString('latin1'));
}

/** A widget belongs to the annotations of its page. */
export function hangOn(draft: Draft, page: PdfRef, field: PdfRef): void {
  const dict = draft.pdf.getPages().find(({ ref }) => ref === page)?.dict;
  if (!dict) return;
  const annotations = resolve(draft.pdf, dict.get('Annots'));
  dict.set('Annots', new PdfArray([...(annotations instanceof PdfArray ? annotations : []), field]));
  draft.changed(page);
}

/** The added pages have the size of the document's own paper. */
function paperOf(pdf: PDF): 'A4' | 'LETTER' {
  const box = pdf.getPages()[0]?.dict.getArray('MediaBox', (ref) => pdf.getObject(ref));
  const sides = box?.toArray().map((side) => (side instanceof PdfNumber ? Math.round(side.value) : 0));
  return sides?.includes(612) && sides.includes(792) ? 'LETTER' : 'A4';
}
