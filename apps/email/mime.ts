// A message taken apart: header, the two body parts, and its attachments, hashed as they stream by. Only what could be a document is kept.
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { MailParser, type AttachmentStream, type MessageText } from 'mailparser';
import type { Sha256 } from '#core/ids.ts';
import { cleanLine } from '#apps/clean-text.ts';
import { MOST_ATTACHMENTS, MOST_FILE_BYTES, MOST_HEADER_BYTES, MOST_KEPT_BYTES, MOST_PARTS } from './limits.ts';
import { kindOfFile, type FileKind } from './file-kind.ts';
import { nameOf, roleOf, type PartRole } from './part.ts';

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
const NEVER_CONVERT = { skipHtmlToText: true, skipTextToHtml: true, skipImageLinks: true, skipTextLinks: true, keepDeliveryStatus: true };
/**
 * For mailsplit, which takes them from the same options. A nesting bomb ends the reading, not the process; and a mail inside the mail is a
 * file, never text of its bearer's, also where it is to be shown inline.
 */
const SPLITTER = { maxHeadSize: MOST_HEADER_BYTES, maxChildNodes: MOST_PARTS, ignoreEmbedded: true };

/** @param isOpening also keeps what holds documents or can be turned into one: a mail inside the mail, an office file */
export async function parseMime(raw: Buffer, { isOpening = false } = {}): Promise<Parsing> {
  const parser = new MailParser({ ...NEVER_CONVERT, ...SPLITTER });
  const parts: Part[] = [];
  let subject = '';
  let body: MessageText = { type: 'text' };
  let kept = 0;
  let isCutOff = false;
  parser.on('headers', (headers) => {
    const found = headers.get('subject');
    subject = typeof found === 'string' ? cleanLine(found) : '';
    isCutOff = !isClosed(raw, headers.get('content-type'));
  });
  Readable.from(chunksOf(raw)).pipe(parser);
  try {
    for await (const part of parser as AsyncIterable<AttachmentStream | MessageText>) {
      if (part.type === 'text') body = part;
      else {
        if (parts.length === MOST_ATTACHMENTS) return { ok: false, why: 'the message has too many attachments' };
        const one = await readPart(part, { room: MOST_KEPT_BYTES - kept, isOpening });
        kept += (one.pdf ?? one.content)?.length ?? 0;
        parts.push(one);
      }
    }
  } catch (fault) {
    // Whatever the parser trips over was written by someone else: it is a property of the message.
    return { ok: false, why: `the message cannot be taken apart (${fault instanceof Error ? fault.message : String(fault)})` };
  } finally {
    parser.destroy();
  }
  const text = typeof body.text === 'string' && body.text !== '' ? body.text : undefined;
  const html = typeof body.html === 'string' && body.html.trim() !== '' ? body.html : undefined;
  return { ok: true, mail: { subject, text, html, attachments: parts.map((part) => attachmentOf(part, html)), isCutOff } };
}

function* chunksOf(raw: Buffer): Generator<Buffer> {
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

type Keeping = { readonly room: number; readonly isOpening: boolean };

async function readPart(part: AttachmentStream, { room, isOpening }: Keeping): Promise<Part> {
  const hash = createHash('sha256');
  const most = Math.min(room, MOST_FILE_BYTES);
  const given = part.filename || undefined;
  const contentType = cleanLine(part.contentType || 'application/octet-stream').toLowerCase();
  const isKept = (kind: FileKind): boolean => kind === 'pdf' || (isOpening && kind !== 'other');
  let bytes = 0;
  let held: Buffer[] = [];
  let kind: FileKind = 'other';
  for await (const chunk of part.content as unknown as AsyncIterable<Buffer>) {
    hash.update(chunk);
    // The first chunks tell what it can be; what holds no document is counted and hashed, not held.
    if (bytes < HEAD_BYTES) kind = kindOfFile({ head: Buffer.concat([...held, chunk]), contentType, filename: given });
    bytes += chunk.length;
    const isHeld = bytes <= most && (bytes <= HEAD_BYTES || isKept(kind));
    if (isHeld) held.push(chunk);
    else held = [];
  }
  part.release?.();
  const content = bytes <= most && bytes > 0 && isKept(kind) ? Buffer.concat(held) : undefined;
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

function isClosed(raw: Buffer, type: unknown): boolean {
  const isTyped = typeof type === 'object' && type !== null && 'value' in type && 'params' in type;
  if (!isTyped || !/^multipart\//i.test(String(type.value))) return true;
  const { params } = type;
  const boundary = typeof params === 'object' && params !== null && 'boundary' in params ? String(params.boundary) : '';
  return boundary === '' || raw.lastIndexOf(`--${boundary}--`) >= 0;
}
