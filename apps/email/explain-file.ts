// A file that holds a mail, or only the body of one: which of the two it is, told by its name and its first lines.
import { explainBody, explainMail, type Explanation } from './explain.ts';
import type { DnsResolver } from '#core/ports.ts';

export type MailFile = { readonly name: string; readonly bytes: Buffer };

/** A header block that some mail system wrote or passed on; a body may well begin with From: and Subject: of what it quotes. */
const HEADER = /^(?:[!-9;-~]+:.*\r?\n(?:[ \t].*\r?\n)*)*?(?:received|return-path|message-id|mime-version|delivered-to):/i;
const HEADER_CHARS = 16 * 1024;

export async function explainFile({ name, bytes }: MailFile, options: { resolver?: DnsResolver } = {}): Promise<Explanation> {
  if (/\.html?$/i.test(name) && !isMail(bytes)) return explainBody({ html: bytes.toString('utf8') });
  if (/\.txt$/i.test(name) && !isMail(bytes)) return explainBody({ text: bytes.toString('utf8') });
  return explainMail(bytes, options);
}

function isMail(bytes: Buffer): boolean {
  return HEADER.test(bytes.subarray(0, HEADER_CHARS).toString('latin1'));
}
