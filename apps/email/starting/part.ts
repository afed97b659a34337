// What a part of a mail is to its reader, and what it is called when its sender gave it no name.
import { cleanFilename } from '#apps/clean-text.ts';

/** `file`: attached by a person; the others came with the mail and were attached by programs. */
export type PartRole = 'file' | 'picture-in-text' | 'other-form-of-text' | 'mail-signature' | 'report';

type Described = {
  readonly contentType: string;
  readonly filename?: string | undefined;
  readonly disposition?: string | undefined;
  /** The formatted text shows it, by its Content-ID (RFC 2392). */
  readonly isShown: boolean;
};

const SIGNATURE = /^application\/(?:(?:x-)?pkcs7-signature|pgp-signature|pgp-keys)$/;
/** A file of these names is a document that was encrypted, under whatever type. */
const ENCRYPTED = /\.(?:pgp|gpg)$/i;
const REPORT = /^message\/(?:(?:global-)?delivery-status|(?:global-)?disposition-notification|feedback-report|tracking-status)$/;
const REPORT_HEADERS = /^text\/rfc822-headers$|^message\/global-headers$/;

export function roleOf({ contentType, filename, disposition, isShown }: Described): PartRole {
  if (SIGNATURE.test(contentType) && !ENCRYPTED.test(filename ?? '')) return 'mail-signature';
  if (REPORT.test(contentType)) return 'report';
  if (isShown && contentType.startsWith('image/')) return 'picture-in-text';
  const isNamed = filename !== undefined && filename !== '';
  if (isNamed || disposition === 'attachment') return 'file';
  if (REPORT_HEADERS.test(contentType)) return 'report';
  // Whatever cannot be a type is text (RFC 2045 §5.2).
  if (!contentType.includes('/')) return 'other-form-of-text';
  // An invitation or an interactive twin of the text (RFC 2046 §5.1.4), which programs show instead of it.
  return contentType.startsWith('text/') ? 'other-form-of-text' : 'file';
}

const NAMES: Readonly<Record<string, string>> = {
  'application/pdf': 'document.pdf',
  'message/rfc822': 'message.eml',
  'message/delivery-status': 'delivery-status.txt',
  'text/rfc822-headers': 'headers.txt',
  'text/calendar': 'invite.ics',
  'text/plain': 'text.txt',
  'text/html': 'page.html',
  'application/pgp-signature': 'signature.asc',
  'application/pgp-encrypted': 'encrypted.asc',
  'application/pkcs7-signature': 'smime.p7s',
  'application/pkcs7-mime': 'smime.p7m',
  'application/ms-tnef': 'winmail.dat',
};

/** The name as given; else one that says what it is, so that nothing is called a PDF that is none. */
export function nameOf({ filename, contentType, isPdf }: { filename: string | undefined; contentType: string; isPdf: boolean }): string {
  if (filename !== undefined && filename.trim() !== '') return cleanFilename(filename);
  const picture = /^image\/([a-z0-9]{2,5})$/.exec(contentType)?.[1];
  return isPdf ? 'document.pdf' : (NAMES[contentType] ?? (picture === undefined ? 'attachment' : `picture.${picture}`));
}
