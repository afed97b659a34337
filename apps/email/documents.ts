// The documents of a mail: its PDFs, each through intake, kept as it came and as it will be shown.
import type { TenantId } from '#core/ids.ts';
import { takeFiles, type Taken } from '#apps/drafting/take-files.ts';
import type { Ports } from '#apps/ports.ts';
import type { Attachment } from './mime.ts';
import type { PartRole } from './part.ts';

export type Ignored = { readonly filename: string; readonly why: string };

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

/** What was left out of the mail is told with the draft, a sentence each. */
export async function takeDocuments(ports: Ports, tenant: TenantId, attachments: readonly Attachment[]): Promise<Taken> {
  const found = attachments.flatMap(({ pdf, filename, sha256 }) => (pdf === undefined ? [] : [{ filename, sha256, pdf }]));
  if (found.length === 0) return { ok: false, say: { kind: 'no-document', ignored: ignoredOf(attachments) } };
  const taken = await takeFiles(ports, tenant, found);
  if (!taken.ok) return taken;
  const leftOut = ignoredOf(attachments).map(({ filename, why }) => `Left out: ${filename}, because ${why}`);
  return { ...taken, remarks: [...leftOut, ...taken.remarks] };
}
