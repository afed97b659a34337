// What a file of a mail is, by its first bytes; its name and declared type decide only where many kinds begin alike.

/** `mail`, `tnef`, `cms`: may hold documents. `office`: a document can be made of it. */
export type FileKind = 'pdf' | 'office' | 'mail' | 'tnef' | 'cms' | 'other';

type Seen = { readonly head: Buffer; readonly contentType: string; readonly filename?: string | undefined };

const PDF = Buffer.from('%PDF-');
const PDF_WITHIN = 1024;
const ZIP = Buffer.from('PK\u0003\u0004');
/** Compound File Binary: Word 97, and newer files that are encrypted. */
const CFB = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
const TNEF = Buffer.from([0x78, 0x9f, 0x3e, 0x22]);
const RTF = Buffer.from('{\\rtf');
const TEXT_NAME = /\.(?:docx?|docm|dotx?|dotm|odt|ott|fodt|rtf)$/i;
const TEXT_TYPE =
  /^application\/(?:msword|vnd\.ms-word\.\S+|vnd\.openxmlformats-officedocument\.wordprocessingml\.\S+|vnd\.oasis\.opendocument\.text\S*|rtf)$|^text\/rtf$/;

export function kindOfFile({ head, contentType, filename = '' }: Seen): FileKind {
  if (starts(head, PDF)) return 'pdf';
  // What packs files shows the mark of a PDF inside it early on.
  if (contentType === 'message/rfc822' || /\.eml$/i.test(filename)) return 'mail';
  if (starts(head, TNEF)) return 'tnef';
  if (/^application\/(?:x-)?pkcs7-mime$/.test(contentType) || /\.p7m$/i.test(filename)) return 'cms';
  if (starts(head, RTF)) return 'office';
  if (starts(head, ZIP) || starts(head, CFB)) return TEXT_NAME.test(filename) || TEXT_TYPE.test(contentType) ? 'office' : 'other';
  // The mark may come after some junk (ISO 32000-1, Annex H, note 13: within the first 1,024 bytes).
  return head.subarray(0, PDF_WITHIN).includes(PDF) ? 'pdf' : 'other';
}

function starts(head: Buffer, mark: Buffer): boolean {
  return head.subarray(0, mark.length).equals(mark);
}
