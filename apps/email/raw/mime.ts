// A message taken apart: header, the two body parts, and its attachments, hashed as they stream by. Only what could be a document is kept.
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { MailParser, type AttachmentStream, type MessageText } from 'mailparser';
import type { Sha256 } from '#core/ids.ts';
import { cleanLine } from '#apps/clean-text.ts';
import { closingMark, type ClosingMark } from './closing-mark.ts';
import { MOST_ATTACHMENTS, MOST_FILE_BYTES, MOST_HEADER_BYTES, MOST_KEPT_BYTES, MOST_PARTS } from '../limits.ts';
import { kindOfFile, type FileKind } from '../starting/file-kind.ts';
import { keptBytes, type KeptBytes } from './kept-bytes.ts';
import { nameOf, roleOf, type PartRole } from '../starting/part.ts';
import type { MailBytes } from './raw-mail.ts';

export type Attachment = {
  readonly filename: string;
  readonly contentType: string;
  readonly bytes: number;
  readonly sha256: Sha256;
  readonly role: PartRole;
  readonly kind: FileKind;
  /** Only of a PDF by its first bytes, and only within the limits. */
  readonly pdf?: Buffer;
  /** Of what a document can be made or taken from; within the limits, and only where that was asked for. */
  readonly content?: Buffer;
};

export type Parsed = {
  readonly subject: string;
  readonly text: string | undefined;
  readonly html: string | undefined;
  readonly attachments: readonly Attachment[];
  /** The message ends before its outermost boundary is closed (RFC 2046 §5.1.1): what came last may be incomplete. */
  readonly isCutOff: boolean;
};
export type Parsing = { readonly ok: true; readonly mail: Parsed } | { readonly ok: false; readonly why: string };

const CHUNK = 64 * 1024;
const NEVER_CONVERT = {
  skipHtmlToText: true,
  skipTextToHtml: true,
  skipImageLinks: true,
  skipTextLinks: true,
  keepDeliveryStatus: true,
  checksumAlgo: false,
} as const;
/**
 * For mailsplit, which takes them from the same options. A nesting bomb ends the reading, not the process; and a mail inside the mail is a
 * file, never text of its bearer's, also where it is to be shown inline.
 */
const SPLITTER = { maxHeadSize: MOST_HEADER_BYTES, maxChildNodes: MOST_PARTS, ignoreEmbedded: true };

/**
 * @property isOpening also keeps what holds documents or can be turned into one: a mail inside the mail, an office file
 * @property bytes how many there are, where they come in pieces
 */
type Options = { readonly isOpening?: boolean; readonly bytes?: number };

export async function parseMime(raw: MailBytes, { isOpening = false, bytes: ofAll = 0 }: Options = {}): Promise<Parsing> {
  const parser = new MailParser({ ...NEVER_CONVERT, ...SPLITTER });
  const parts: Part[] = [];
  let subject = '';
  let body: MessageText = { type: 'text' };
  let kept = 0;
  parser.on('headers', (headers) => {
    const found = headers.get('subject');
    subject = typeof found === 'string' ? cleanLine(found) : '';
    closing.expect(boundaryIn(headers.get('content-type')));
  });
  const closing = closingMark();
  const bytes = passing(raw, closing);
  bytes.on('error', (fault) => parser.destroy(fault));
  bytes.pipe(parser);
  try {
    for await (const part of parser as AsyncIterable<AttachmentStream | MessageText>) {
      if (part.type === 'text') body = part;
      else {
        if (parts.length === MOST_ATTACHMENTS) return { ok: false, why: 'the message has too many attachments' };
        const one = await readPart(part, { room: MOST_KEPT_BYTES - kept, isOpening, ofAll: Buffer.isBuffer(raw) ? raw.length : ofAll });
        kept += (one.pdf ?? one.content)?.length ?? 0;
        parts.push(one);
      }
    }
  } catch (fault) {
    if (bytes.errored) throw bytes.errored;
    // Whatever the parser trips over was written by someone else: it is a property of the message.
    return { ok: false, why: `the message cannot be taken apart (${fault instanceof Error ? fault.message : String(fault)})` };
  } finally {
    bytes.destroy();
    parser.destroy();
  }
  const text = typeof body.text === 'string' && body.text !== '' ? body.text : undefined;
  const html = typeof body.html === 'string' && body.html.trim() !== '' ? body.html : undefined;
  return {
    ok: true,
    mail: { subject, text, html, attachments: parts.map((part) => attachmentOf(part, html)), isCutOff: !closing.isThere() },
  };
}

function passing(raw: MailBytes, closing: ClosingMark): Readable {
  async function* chunks(): AsyncGenerator<Buffer> {
    for await (const chunk of Buffer.isBuffer(raw) ? piecesOf(raw) : raw) {
      const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
      closing.pass(bytes);
      yield bytes;
    }
  }
  return Readable.from(chunks(), { objectMode: false });
}

function* piecesOf(raw: Buffer): Generator<Buffer> {
  for (let at = 0; at < raw.length; at += CHUNK) yield raw.subarray(at, at + CHUNK);
}

/** As far as it can be told before the text is known, which may come after it. */
type Part = Omit<Attachment, 'filename' | 'role'> & {
  readonly given: string | undefined;
  readonly disposition: string | undefined;
  readonly cid: string | undefined;
};

function attachmentOf({ given, disposition, cid, ...part }: Part, html: string | undefined): Attachment {
  const { contentType, pdf } = part;
  const isShown = cid !== undefined && html !== undefined && html.includes(`cid:${cid}`);
  return {
    ...part,
    filename: nameOf({ filename: given, contentType, isPdf: pdf !== undefined }),
    role: roleOf({ contentType, filename: given, disposition, isShown }),
  };
}

type Keeping = { readonly room: number; readonly isOpening: boolean; readonly ofAll: number };

async function readPart(part: AttachmentStream, { room, isOpening, ofAll }: Keeping): Promise<Part> {
  const hash = createHash('sha256');
  const most = Math.min(room, MOST_FILE_BYTES);
  const given = part.filename || undefined;
  const contentType = cleanLine(part.contentType || 'application/octet-stream').toLowerCase();
  const isKept = (kind: FileKind): boolean => kind === 'pdf' || (isOpening && kind !== 'other');
  let bytes = 0;
  let head: Buffer = Buffer.alloc(0);
  let held: KeptBytes | undefined;
  let kind: FileKind = 'other';
  for await (const chunk of part.content as unknown as AsyncIterable<Buffer>) {
    hash.update(chunk);
    // The first chunks tell what it can be; what holds no document is counted and hashed, not held.
    if (bytes < HEAD_BYTES) {
      head = Buffer.concat([head, chunk]);
      kind = kindOfFile({ head, contentType, filename: given });
    }
    bytes += chunk.length;
    if (bytes > most || !isKept(kind)) held = undefined;
    else if (held) held.add(chunk);
    else if (bytes === head.length) {
      held = keptBytes(Math.min(most, Math.max(bytes, Math.ceil(ofAll * DECODED))));
      held.add(head);
    }
  }
  part.release?.();
  const content = bytes > 0 ? held?.all() : undefined;
  return {
    given,
    disposition: part.contentDisposition,
    cid: part.cid || undefined,
    contentType,
    bytes,
    sha256: hash.digest('hex') as Sha256,
    kind,
    ...(content === undefined ? {} : kind === 'pdf' ? { pdf: content } : { content }),
  };
}

/** As far as a file may have to be read to know what it is. */
const HEAD_BYTES = 1024;
/** Of the length of base64 (RFC 2045 §6.8). */
const DECODED = 3 / 4;

function boundaryIn(type: unknown): string | undefined {
  const isTyped = typeof type === 'object' && type !== null && 'value' in type && 'params' in type;
  if (!isTyped || !/^multipart\//i.test(String(type.value))) return undefined;
  const { params } = type;
  const boundary = typeof params === 'object' && params !== null && 'boundary' in params ? String(params.boundary) : '';
  return boundary === '' ? undefined : boundary;
}
