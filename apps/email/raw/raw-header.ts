// The header block as bytes, read strictly and before any parser: what two parsers could read differently is refused here,
// so that the one that authenticates and the one that understands see the same message.
import { MOST_FIELD_BYTES, MOST_HEADER_BYTES, MOST_HEADER_FIELDS, MOST_MESSAGE_BYTES } from '../limits.ts';

/** `name` in lower case; `value` unfolded and trimmed, encoded words left as they are. */
export type Field = { readonly name: string; readonly value: string };
export type HeaderReading = { readonly ok: true; readonly fields: readonly Field[] } | { readonly ok: false; readonly why: string };

/** RFC 5322 §3.6 allows each at most once; of two, parsers and signers pick different ones. */
const AT_MOST_ONCE = (
  'from sender reply-to to cc bcc subject date message-id in-reply-to references ' +
  'mime-version content-type content-transfer-encoding content-disposition auto-submitted list-id'
).split(' ');

const CR = 13;
const LF = 10;

/** @param bytes of the whole message, where `raw` is only its beginning */
export function readHeader(raw: Buffer, bytes = raw.length): HeaderReading {
  if (bytes > MOST_MESSAGE_BYTES) return no('the message is too large');
  const end = raw.subarray(0, MOST_HEADER_BYTES + 4).indexOf('\r\n\r\n');
  if (end < 0) return no('the header does not end, or is too large');
  const block = raw.subarray(0, end + 2);
  if (hasStrayControl(block)) return no('the header holds a NUL or a bare line ending');
  const lines = unfolded(block.toString('utf8'));
  if (lines.length > MOST_HEADER_FIELDS) return no('the header has too many fields');
  if (lines.some((line) => line.length > MOST_FIELD_BYTES)) return no('a header field is too long');
  const fields = lines.map(fieldOf);
  if (!fields.every((field) => field !== undefined)) return no('a header line is malformed');
  const twice = AT_MOST_ONCE.find((name) => fields.filter((field) => field.name === name).length > 1);
  if (twice !== undefined) return no(`the header has more than one ${twice} field`);
  if (!fields.some(({ name }) => name === 'from')) return no('the header has no From field');
  return { ok: true, fields };
}

/** What can be read of a header that is not well-formed: to explain a mail, never to act on one. */
export function readLeniently(raw: Buffer): readonly Field[] {
  const head = raw.subarray(0, MOST_HEADER_BYTES);
  const end = head.indexOf('\r\n\r\n');
  return unfolded(head.subarray(0, end < 0 ? head.length : end).toString('utf8')).flatMap((line) => fieldOf(line) ?? []);
}

export function valueOf(fields: readonly Field[], name: string): string | undefined {
  return fields.find((field) => field.name === name)?.value;
}

function no(why: string): HeaderReading {
  return { ok: false, why };
}

function hasStrayControl(block: Buffer): boolean {
  for (const [at, byte] of block.entries()) {
    if (byte === 0) return true;
    if (byte === CR && block[at + 1] !== LF) return true;
    if (byte === LF && block[at - 1] !== CR) return true;
  }
  return false;
}

function unfolded(text: string): string[] {
  return text
    .replace(/\r\n(?=[ \t])/g, '')
    .split('\r\n')
    .filter((line) => line !== '');
}

/** `From : x` is refused: some parsers take it for From, others for nothing. */
function fieldOf(line: string): Field | undefined {
  const colon = line.indexOf(':');
  const name = line.slice(0, Math.max(0, colon));
  return /^[!-9;-~]+$/.test(name) ? { name: name.toLowerCase(), value: line.slice(colon + 1).trim() } : undefined;
}
