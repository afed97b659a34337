// Why a part of a mail is no document, in a clause for its sender, who should know of each what became of it.
import { MOST_FILE_BYTES } from '../limits.ts';
import type { Found } from './opened.ts';
import type { PartRole } from './part.ts';

export type Ignored = { readonly filename: string; readonly why: string };
type Part = Pick<Found, 'contentType' | 'filename' | 'bytes' | 'role' | 'kind' | 'whyNot' | 'pdf'>;

/** A logo is small, or called as programs call the pictures of a signature. */
const MOST_LOGO_BYTES = 20 * 1024;
const LOGO_NAME = /^(?:image|img|outlook-)[-_]?[\da-z]{0,12}\.(?:png|jpe?g|gif|bmp)$/i;
const FILE_MB = MOST_FILE_BYTES / 1024 / 1024;

const WHY_NO_FILE: Readonly<Record<Exclude<PartRole, 'file'>, string>> = {
  'picture-in-text': 'it is a picture inside the text.',
  'other-form-of-text': 'it is another form of the text.',
  'mail-signature': 'it is the signature of the mail itself.',
  report: 'it is a report by mail systems.',
};

const WHY_BY_NAME: readonly (readonly [RegExp, string])[] = [
  [/\.pdf$/i, 'it is called a PDF but is none; save it as PDF again and attach that.'],
  [/\.(?:docm|dotm|xlsm|pptm)$/i, 'it may hold macros (program code); save it as PDF.'],
  [/\.(?:docx?|xlsx?|pptx?|od[tsp]|rtf|pages|numbers|key)$/i, 'only PDF can be signed; save it as PDF.'],
  [/\.(?:zip|7z|rar|gz|tgz|tar)$/i, 'an archive is not opened; attach the PDF itself.'],
  [/\.msg$/i, 'it is a mail in Outlook’s own format, which is not opened; attach the PDF itself.'],
  [/\.(?:pgp|gpg|asc)$/i, 'it is encrypted or signed with PGP, which we cannot read; attach the PDF itself.'],
  [/\.(?:ics|vcs)$/i, 'it is an invitation.'],
  [/\.vcf$/i, 'it is a business card.'],
];

const WHY_BY_TYPE: readonly (readonly [RegExp, string])[] = [
  [/^application\/pdf$/, 'it is called a PDF but is none; save it as PDF again and attach that.'],
  [/^application\/pgp-encrypted$/, 'the mail is encrypted with PGP, so we cannot read it; send it without encryption.'],
  [/pkcs7-mime$/, 'it is encrypted, so we cannot read it; send it without encryption.'],
  [/^message\/rfc822$/, 'it is a mail inside the mail.'],
  [/^application\/ms-tnef$/, 'Outlook packed the files in its own format; send the mail as HTML or plain text.'],
  [/word|excel|sheet|presentation|opendocument|rtf/, 'only PDF can be signed; save it as PDF.'],
  [/^application\/(?:zip|x-zip-compressed|x-7z-compressed|vnd\.rar|gzip)$/, 'an archive is not opened; attach the PDF itself.'],
];

/** A person attached it to have it sent: that it is not must be said first. */
export function isMeant({ role, contentType, filename, kind }: Part): boolean {
  if (role !== 'file' || contentType.startsWith('image/') || contentType.startsWith('text/')) return false;
  return kind !== 'mail' && !/\.(?:ics|vcs|vcf|png|jpe?g|gif|bmp|svg|txt|html?)$/i.test(filename);
}

export function whyNoDocument(part: Part): string {
  const { role, contentType, filename, bytes, whyNot } = part;
  if (whyNot !== undefined) return whyNot;
  if (role !== 'file') return WHY_NO_FILE[role];
  if (bytes === 0) return 'it is empty.';
  if (bytes > MOST_FILE_BYTES) return `it is larger than ${FILE_MB} MB; attach a smaller one.`;
  if (contentType.startsWith('image/')) return pictureWhy(part);
  const told = WHY_BY_NAME.find(([name]) => name.test(filename)) ?? WHY_BY_TYPE.find(([type]) => type.test(contentType));
  return told?.[1] ?? 'it is not a PDF.';
}

function pictureWhy({ bytes, filename }: Part): string {
  return bytes <= MOST_LOGO_BYTES || LOGO_NAME.test(filename) ? 'it looks like a logo.' : 'it is a picture, not a PDF; save it as PDF.';
}

const MOST_NAMED = 8;

/** A sentence for each reason. */
export function leftOutSentences(ignored: readonly Ignored[]): string[] {
  return [...new Set(ignored.map(({ why }) => why))].map((why) => {
    const names = ignored.filter((one) => one.why === why).map(({ filename }) => filename);
    const more = names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : '';
    return `Left out: ${names.slice(0, MOST_NAMED).join(', ')}${more}, ${names.length > 1 ? 'each ' : ''}because ${why}`;
  });
}

/** Every part that would not be signed, also those that nobody attached as a file. */
export function leftOutOf(parts: readonly Part[]): Ignored[] {
  return parts.filter(({ pdf }) => pdf === undefined).map((one) => ({ filename: one.filename, why: whyNoDocument(one) }));
}
