// The documents of a mail: its PDFs, each through intake, kept as it came and as it will be shown.
import type { Say } from '#core/answer.ts';
import type { DocumentRef } from '#core/events.ts';
import type { TenantId } from '#core/ids.ts';
import { blobKeys, type Ports } from '#apps/ports.ts';
import { MOST_DOCUMENTS } from './limits.ts';
import type { Attachment } from './mime.ts';

export type Ignored = { readonly filename: string; readonly why: string };
/** `remarks`: what was changed in the documents and left out of the mail, a sentence each. */
export type Taken =
  | { readonly ok: true; readonly documents: readonly DocumentRef[]; readonly remarks: readonly string[] }
  | { readonly ok: false; readonly say: Say };

function isDocument({ pdf }: Attachment): boolean {
  return pdf !== undefined;
}

/** What is not a document and why, in a sentence for its sender. Pictures inside the text are no attempt to send a document. */
export function ignoredOf(attachments: readonly Attachment[]): Ignored[] {
  return attachments
    .filter((one) => !isDocument(one))
    .flatMap((one) => {
      const why = whyIgnored(one);
      return why === undefined ? [] : [{ filename: one.filename, why }];
    });
}

function whyIgnored({ contentType, isInline, filename, bytes }: Attachment): string | undefined {
  if (isInline && contentType.startsWith('image/')) return undefined;
  if (/pkcs7-signature|pgp-signature|pgp-keys/.test(contentType)) return undefined;
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
