// A message taken apart: header, the two body parts, and its attachments, hashed as they stream by. Only what could be a document is kept.
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { MailParser, type AttachmentStream, type MessageText } from 'mailparser';
import type { Sha256 } from '#core/ids.ts';
import { cleanLine } from '#apps/clean-text.ts';
import { MOST_ATTACHMENTS, MOST_FILE_BYTES, MOST_HEADER_BYTES, MOST_KEPT_BYTES, MOST_PARTS } from './limits.ts';
import { nameOf, roleOf, type PartRole } from './part.ts';

export type Attachment = {
  readonly filename: string;
  readonly contentType: string;
  readonly bytes: number;
  readonly sha256: Sha256;
  readonly role: PartRole;
  /** Only of a PDF by its first bytes, and only within the limits. */
  readonly pdf?: Buffer;
};

export type Parsed = {
  readonly subject: string;
  readonly text: string | undefined;
  readonly html: string | undefined;
  readonly attachments: readonly Attachment[];
};
export type Parsing = { readonly ok: true; readonly mail: Parsed } | { readonly ok: false; readonly why: string };

const CHUNK = 64 * 1024;
const NEVER_CONVERT = { skipHtmlToText: true, skipTextToHtml: true, skipImageLinks: true, skipTextLinks: true, keepDeliveryStatus: true };
/**
 * For mailsplit, which takes them from the same options. A nesting bomb ends the reading, not the process; and a mail inside the mail is a
 * file, never text of its bearer's, also where it is to be shown inline.
 */
const SPLITTER = { maxHeadSize: MOST_HEADER_BYTES, maxChildNodes: MOST_PARTS, ignoreEmbedded: true };

export async function parseMime(raw: Buffer): Promise<Parsing> {
  const parser = new MailParser({ ...NEVER_CONVERT, ...SPLITTER });
  const parts: Part[] = [];
  let subject = '';
  let body: MessageText = { type: 'text' };
  let kept = 0;
  parser.on('headers', (headers) => {
    const found = headers.get('subject');
    subject = typeof found === 'string' ? cleanLine(found) : '';
  });
  Readable.from(chunksOf(raw)).pipe(parser);
  try {
    for await (const part of parser as AsyncIterable<AttachmentStream | MessageText>) {
      if (part.type === 'text') body = part;
      else {
        if (parts.length === MOST_ATTACHMENTS) return { ok: false, why: 'the message has too many attachments' };
        const one = await readPart(part, MOST_KEPT_BYTES - kept);
        kept += one.pdf?.length ?? 0;
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
  return { ok: true, mail: { subject, text, html, attachments: parts.map((part) => attachmentOf(part, html)) } };
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

async function readPart(part: AttachmentStream, room: number): Promise<Part> {
  const hash = createHash('sha256');
  const most = Math.min(room, MOST_FILE_BYTES);
  let bytes = 0;
  let held: Buffer[] = [];
  for await (const chunk of part.content as unknown as AsyncIterable<Buffer>) {
    hash.update(chunk);
    bytes += chunk.length;
    // The first chunk tells whether it can be a PDF; what cannot is counted and hashed, not held.
    if (bytes <= most) held.push(chunk);
    if (bytes > most || (bytes > 2 * CHUNK && !isPdf(held))) held = [];
  }
  part.release?.();
  const isDocument = bytes <= most && isPdf(held);
  return {
    given: part.filename || undefined,
    disposition: part.contentDisposition,
    cid: part.cid || undefined,
    contentType: cleanLine(part.contentType || 'application/octet-stream').toLowerCase(),
    bytes,
    sha256: hash.digest('hex') as Sha256,
    ...(isDocument ? { pdf: Buffer.concat(held) } : {}),
  };
}

/** The mark may come after some junk (ISO 32000-1, Annex H, note 13: within the first 1,024 bytes). */
function isPdf(held: readonly Buffer[]): boolean {
  return Buffer.concat(held.slice(0, 2)).subarray(0, 1024).includes('%PDF-');
}
