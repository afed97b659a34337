// The address in a message's From header, as the stand-in provider needs it to police its own users.
import { simpleParser } from 'mailparser';

/** @returns lower-case; empty when there is no single readable one */
export async function senderOf(head: Buffer): Promise<string> {
  const end = head.indexOf('\r\n\r\n');
  const parsed = await simpleParser(end === -1 ? head : head.subarray(0, end + 4));
  const [only, ...more] = parsed.from?.value ?? [];
  return more.length === 0 ? (only?.address ?? '').toLowerCase() : '';
}
