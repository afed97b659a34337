// The section that seals: signature page, certificate and record appended to the presented document, and the seal over all of it.
import { PDF, PdfNumber } from '@libpdf/core';
import type { SealJob, SealLevel } from '#core/sealing.ts';
import type { OffsetAt } from '#core/time.ts';
import { attach, RECORD_FILE } from './attachment.ts';
import type { Authority } from './authority.ts';
import type { SignatureStamp } from './cms.ts';
import { completionPages } from './completion/completion-pages.ts';
import { draftOf } from './draft.ts';
import { growing, type Growing } from './incremental.ts';
import { putMarks } from './marks/put-marks.ts';
import { addSignatureField } from './signature-field.ts';
import { hangOn, signed, type SignedSection } from './signed-section.ts';

type Settings = {
  readonly authority: Authority;
  readonly offsetAt: OffsetAt;
  /** As the certificate states it. */
  readonly level: SealLevel;
  readonly stamp?: SignatureStamp | undefined;
};

/** What the section that seals will hold, all but the signature. */
export type StampedDraft = Omit<SignedSection, 'file' | 'contents'> & { readonly before: Growing; readonly pages: number };

export async function sealedSection(job: SealJob, { stamp, ...settings }: Settings): Promise<SignedSection & { readonly pages: number }> {
  const { pages, ...drafted } = await stampedDraft(job, settings);
  const section = await signed({ ...drafted, authority: settings.authority, stamp });
  return { ...section, pages };
}

type Stamping = Pick<Settings, 'offsetAt' | 'level'> & { readonly authority: Pick<Authority, 'name' | 'isLocal'> };

export async function stampedDraft(job: SealJob, { authority, offsetAt, level }: Stamping): Promise<StampedDraft> {
  const pdf = await PDF.load(job.presented);
  const isSigned = carriesSignatures(job.presented);
  const draft = draftOf(pdf);
  // What others signed keeps its pages as they are.
  const marks = isSigned ? { drawn: [], listed: job.marks ?? [] } : await putMarks(draft, { job, offsetAt });
  const completion = await completionPages(job, { authority, attached: isSigned, paper: paperOf(pdf), level, offsetAt, marks });

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

  const page = added[0] ?? pdf.getPage(0)?.ref;
  const root = pdf.context.info.trailer.getRef('Root');
  if (!page || !root) throw new Error(`Could not seal ${job.envelope}: ${job.filename} has no page.`);
  const reason = `Every act in envelope ${job.envelope} is recorded; this seal proves that nothing was changed since.`;
  const field = addSignatureField(draft, { page, at: job.at, reason, name: authority.name, certifies: !isSigned });
  if (isSigned) hangOn(draft, page, field);
  else draft.annotate(page, field);
  return { before: growing(job.presented, pdf), draft, root, pages: pdf.getPageCount() + added.length };
}

/** Looked at piece by piece: as one text, a large file would take its size once more. */
function carriesSignatures(file: Uint8Array): boolean {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.length);
  for (let at = bytes.indexOf('/ByteRange'); at !== -1; at = bytes.indexOf('/ByteRange', at + 1)) {
    if (/^\/ByteRange\s*\[/.test(bytes.toString('latin1', at, at + 200))) return true;
  }
  return false;
}

/** The added pages have the size of the document's own paper. */
function paperOf(pdf: PDF): 'A4' | 'LETTER' {
  const box = pdf.getPage(0)?.dict.getArray('MediaBox', (ref) => pdf.getObject(ref));
  const sides = box?.toArray().map((side) => (side instanceof PdfNumber ? Math.round(side.value) : 0));
  return sides?.includes(612) && sides.includes(792) ? 'LETTER' : 'A4';
}
