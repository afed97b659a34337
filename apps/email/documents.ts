// The documents of a mail: its PDFs, each through intake, kept as it came and as it will be shown.
import type { Say } from '#core/answer.ts';
import type { DocumentRef } from '#core/terms.ts';
import type { TenantId } from '#core/ids.ts';
import { blobKeys, type Ports } from '#apps/ports.ts';
import { MOST_DOCUMENTS } from './limits.ts';
import type { Attachment } from './mime.ts';
import type { PartRole } from './part.ts';

export type Ignored = { readonly filename: string; readonly why: string };
/** `remarks`: what was changed in the documents and left out of the mail, a sentence each. */
export type Taken =
  | { readonly ok: true; readonly documents: readonly DocumentRef[]; readonly remarks: readonly string[] }
  | { readonly ok: false; readonly say: Say };

function isDocument({ pdf }: Attachment): boolean {
  return pdf !== undefined;
}

/** The files that are no document and why, in a sentence for their sender. Pictures inside the text are no attempt to send a document. */
function ignoredOf(attachments: readonly Attachment[]): Ignored[] {
  return attachments
    .filter((one) => !isDocument(one) && one.role === 'file')
    .map((one) => ({ filename: one.filename, why: whyUnusable(one) }));
}

const WHY_NO_FILE: Readonly<Record<Exclude<PartRole, 'file'>, string>> = {
  'picture-in-text': 'it is a picture inside the text.',
  'other-form-of-text': 'it is another form of the text.',
  'mail-signature': 'it is the signature of the mail itself.',
  report: 'it is a report by mail systems.',
};

/** Every part that would not be signed, also those that nobody attached as a file. */
export function leftOutOf(attachments: readonly Attachment[]): Ignored[] {
  return attachments
    .filter((one) => !isDocument(one))
    .map((one) => ({ filename: one.filename, why: one.role === 'file' ? whyUnusable(one) : WHY_NO_FILE[one.role] }));
}

function whyUnusable({ contentType, filename, bytes }: Attachment): string {
  if (contentType === 'message/rfc822') return 'a mail inside the mail is not opened; attach the PDF itself.';
  if (contentType === 'application/ms-tnef' || /^winmail\.dat$/i.test(filename))
    return 'Outlook packed the files in its own format; send the mail as HTML or plain text.';
  if (/pkcs7-mime|pgp-encrypted/.test(contentType)) return 'it is encrypted, so we cannot read it.';
  if (bytes === 0) return 'it is empty.';
  if (/\.pdf$/i.test(filename) || contentType === 'application/pdf') return 'it is called a PDF but is none, or is too large.';
  if (/word|excel|sheet|presentation|opendocument|rtf/.test(contentType) || /\.(?:docx?|xlsx?|pptx?|odt|rtf|pages)$/i.test(filename))
    return 'only PDF can be signed; save it as PDF.';
  return contentType.startsWith('image/') ? 'it is a picture, not a PDF.' : 'it is not a PDF.';
}

export async function takeDocuments(ports: Ports, tenant: TenantId, attachments: readonly Attachment[]): Promise<Taken> {
  const found = attachments.flatMap(({ pdf, ...one }) => (pdf === undefined ? [] : [{ ...one, pdf }]));
  if (found.length === 0) return { ok: false, say: { kind: 'no-document', ignored: ignoredOf(attachments) } };
  if (found.length > MOST_DOCUMENTS) {
    return {
      ok: false,
      say: { kind: 'draft-problems', problems: [`${found.length} documents are attached; ${MOST_DOCUMENTS} are the most.`] },
    };
  }
  const documents: DocumentRef[] = [];
  const remarks = ignoredOf(attachments).map(({ filename, why }) => `Left out: ${filename}, because ${why}`);
  for (const { filename, pdf, sha256 } of found) {
    const intake = await ports.sealer.intake(pdf);
    if (intake.verdict !== 'accept')
      return { ok: false, say: { kind: 'unusable-document', filename, verdict: intake.verdict, why: intake.why } };
    const presented = ports.sha256Of(intake.presented);
    await ports.blobs.put(blobKeys.original(tenant, sha256), pdf);
    await ports.blobs.put(blobKeys.presented(tenant, presented), intake.presented);
    remarks.push(...intake.changes.map((change) => `${filename}: ${change}`));
    documents.push({
      id: `d${documents.length + 1}`,
      filename,
      sha256: presented,
      originalSha256: sha256,
      pages: intake.pages,
      bytes: intake.presented.byteLength,
    });
  }
  return { ok: true, documents, remarks };
}
