// A report of a mail system taken apart: what it says to people, what it says to programs, and what it returns of the message. Lenient:
// many are cut short or broken, and nothing of them is ever an act.
import { htmlToText } from '../answering/html-text.ts';
import { MOST_HTML_CHARS } from '../limits.ts';
import { readLeniently, valueOf, type Field } from '../raw/raw-header.ts';

export type ReportParts = {
  readonly fields: readonly Field[];
  /** Meant for people, without the returned message. */
  readonly notice: string;
  /** Each as text: delivery status (RFC 3464, RFC 6533), receipt (RFC 8098), complaint (RFC 5965). */
  readonly machine: readonly { readonly type: string; readonly text: string }[];
  /** The returned message, or its header, as far as it is there. */
  readonly original: string;
};

const MOST_REPORT_BYTES = 256 * 1024;
const MOST_LINE_CHARS = 1000;
const MOST_LINES = 4000;
const MOST_DEPTH = 4;
const MOST_WRAPPER_CHARS = 8192;
const WRAPPED = /^Content-Type:\s*multipart\/report/im;
const MACHINE = /^message\/(?:(?:global-)?(?:delivery-status|disposition-notification)|feedback-report)$/;
const RETURNED = /^(?:message\/(?:rfc822|partial|global|global-headers)|text\/rfc822-headers)$/;

type Leaf = { readonly type: string; readonly text: string };

export function reportParts(raw: Buffer): ReportParts {
  // Bare line ends are mended here: the gate has refused them long before where it matters.
  const latin = raw.subarray(0, MOST_REPORT_BYTES).toString('latin1').replace(/\r?\n/g, '\n');
  const outer = leavesOf(latin, 0);
  // Some gateways wrap the report, as the mail that it is, into one of their own.
  const wrapped = outer.find(({ type, text }) => type === 'message/rfc822' && WRAPPED.test(text.slice(0, MOST_WRAPPER_CHARS)));
  const leaves = wrapped && !outer.some(({ type }) => MACHINE.test(type)) ? leavesOf(wrapped.text, 1) : outer;
  const machine = leaves.filter(({ type }) => MACHINE.test(type)).map(({ type, text }) => ({ type: kindOf(type), text: capped(text) }));
  const returned = leaves.find(({ type }) => RETURNED.test(type))?.text;
  const texts = leaves.filter(({ type }) => type.startsWith('text/') && !RETURNED.test(type));
  const plain = texts.filter(({ type }) => type !== 'text/html');
  const said = (plain.some(({ text }) => text.trim() !== '') ? plain : texts).map(textOf).join('\n');
  const { before, after } = splitAtReturned(capped(said));
  return { fields: fieldsOf(latin), notice: before, machine, original: capped(returned ?? after) };
}

/** The header fields at the beginning of a text. */
export function fieldsOf(text: string): readonly Field[] {
  return readLeniently(Buffer.from(text.replace(/\r?\n/g, '\r\n'), 'utf8'));
}

function kindOf(type: string): string {
  return type.replace('message/', '').replace('global-', '');
}

function capped(text: string): string {
  const lines = text.replace(/\r/g, '').split('\n').slice(0, MOST_LINES);
  return lines.map((line) => line.slice(0, MOST_LINE_CHARS)).join('\n');
}

function leavesOf(entity: string, depth: number): Leaf[] {
  const { head, body } = splitHead(entity);
  const fields = fieldsOf(head);
  const declared = valueOf(fields, 'content-type') ?? 'text/plain';
  const type = (declared.split(';')[0] ?? '').trim().toLowerCase();
  const boundary = /boundary\s*=\s*(?:"([^"]{1,200})"|([^\s;]{1,200}))/i.exec(declared);
  const mark = boundary?.[1] ?? boundary?.[2];
  if (type.startsWith('multipart/') && mark !== undefined && depth < MOST_DEPTH) {
    const parts = partsOf(body, mark);
    if (parts.length > 0) return parts.flatMap((part) => leavesOf(part, depth + 1));
  }
  const text = decoded(body, { encoding: valueOf(fields, 'content-transfer-encoding'), declared });
  return [{ type: type.includes('/') && !type.startsWith('multipart/') ? type : 'text/plain', text }];
}

function splitHead(entity: string): { head: string; body: string } {
  if (entity.startsWith('\n')) return { head: '', body: entity.slice(1) };
  const end = entity.indexOf('\n\n');
  return end < 0 ? { head: entity, body: '' } : { head: entity.slice(0, end), body: entity.slice(end + 2) };
}

/** The last boundary is often missing. */
function partsOf(body: string, mark: string): string[] {
  const parts: string[][] = [];
  for (const line of body.split('\n')) {
    const isMark = line.startsWith(`--${mark}`);
    if (isMark && line.startsWith(`--${mark}--`)) break;
    if (isMark) parts.push([]);
    else parts.at(-1)?.push(line);
  }
  return parts.slice(0, 50).map((lines) => lines.join('\n'));
}

function decoded(body: string, { encoding, declared }: { encoding: string | undefined; declared: string }): string {
  const label = /charset\s*=\s*"?([\w.:-]{1,40})/i.exec(declared)?.[1] ?? 'utf-8';
  const bytes = bytesOf(body, (encoding ?? '').trim().toLowerCase());
  try {
    return new TextDecoder(label).decode(bytes);
  } catch {
    return bytes.toString('utf8');
  }
}

function bytesOf(body: string, encoding: string): Buffer {
  if (encoding === 'base64') return Buffer.from(body, 'base64');
  if (encoding !== 'quoted-printable') return Buffer.from(body, 'latin1');
  const joined = body.replace(/=[ \t]{0,20}\n/g, '');
  return Buffer.from(
    joined.replace(/=([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))),
    'latin1',
  );
}

function textOf({ type, text }: Leaf): string {
  return type === 'text/html' ? htmlToText(text.slice(0, MOST_HTML_CHARS)).text : text;
}

/** As mail systems announce what they return; a bare header begins it as well. */
const ANNOUNCED =
  /^[\s>*|=-]*(?:.{0,20}(?:this is a copy of (?:the|your) message|original message (?:follows|headers?|text)|message header follows|copy of (?:the|your) (?:original )?message|unsent message (?:below|follows)|returned (?:message|mail) follows|message headers? follow|header of the original message|headers of the message|undelivered message follows|the following is the (?:original|header)|text of your message|message contents follow|kopie der nachricht|unsent message below))(?:.{0,60})$|^[\s>*|=-]*(?:original message|message (?:text|headers?)|nachrichtentext|ursprüngliche nachricht|message d.origine|mensaje original|messaggio originale)[\s*|=:-]*$/iu;
const HEADER_BEGINS = /^(?:Received|Return-Path|Message-ID|MIME-Version|X-Mailer|DKIM-Signature|Delivered-To|X-Sender): /i;
const HEADER_LINE = /^[A-Za-z][A-Za-z0-9-]{1,40}:(?:\s|$)/;

function splitAtReturned(text: string): { before: string; after: string } {
  const lines = text.split('\n');
  const at = lines.findIndex((line, index) => ANNOUNCED.test(line) || beginsHeader(lines, index));
  if (at < 0) return { before: text, after: '' };
  const from = ANNOUNCED.test(lines[at] ?? '') ? lines.findIndex((line, index) => index > at && HEADER_LINE.test(line.trimStart())) : at;
  const after = from < 0 ? [] : lines.slice(from).map((line) => line.replace(/^(?:>\s?|\s{1,8}(?=[A-Za-z-]+:\s))/, ''));
  return { before: lines.slice(0, at).join('\n'), after: after.join('\n') };
}

function beginsHeader(lines: readonly string[], index: number): boolean {
  if (!HEADER_BEGINS.test(lines[index] ?? '')) return false;
  return lines.slice(index + 1, index + 8).filter((line) => HEADER_LINE.test(line)).length >= 2;
}
