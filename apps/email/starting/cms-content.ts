// What an S/MIME wrapping holds (RFC 8551 §3.5.2): a signed message is read for its content; its signature is not looked at, since who
// wrote a mail is decided by its DKIM signature alone. An encrypted one can be read by nobody here.
import { ContentInfo, SignedData } from 'pkijs';

export type Unwrapped = { readonly ok: true; readonly message: Buffer } | { readonly ok: false; readonly why: string };

const ENCRYPTED = ['1.2.840.113549.1.7.3', '1.2.840.113549.1.9.16.1.23'];
const NOT_READABLE = 'it is a wrapping that we cannot read; send the mail without it.';

export function contentOfCms(bytes: Buffer): Unwrapped {
  try {
    const info = ContentInfo.fromBER(new Uint8Array(bytes));
    if (ENCRYPTED.includes(info.contentType))
      return { ok: false, why: 'it is encrypted, so we cannot read it; send it without encryption.' };
    if (info.contentType !== ContentInfo.SIGNED_DATA) return { ok: false, why: NOT_READABLE };
    const { eContent } = new SignedData({ schema: info.content }).encapContentInfo;
    // With the content beside it, a signature holds nothing (`multipart/signed`, RFC 8551 §3.5.3).
    if (!eContent) return { ok: false, why: 'it is the signature of the mail itself.' };
    return { ok: true, message: Buffer.from(eContent.getValue()) };
  } catch {
    // Whatever the parser trips over was written by someone else.
    return { ok: false, why: NOT_READABLE };
  }
}
