// Every part that a mail's sender named or attached, also what mail programs show as text: the listing that `explain` gives, so that a
// person finds in it each file they sent. Apart from mime.ts, which looks only for what can be a document and streams the rest past.
import { createHash, type Hash } from 'node:crypto';
import { Readable } from 'node:stream';
import { Splitter, type MimeNode } from '@zone-eu/mailsplit';
import type { Sha256 } from '#core/ids.ts';
import { MOST_HEADER_BYTES, MOST_PARTS } from '../limits.ts';

export type Attached = {
  /** As its sender named it; a mail inside the mail often has no name. */
  readonly name: string | undefined;
  readonly contentType: string;
  readonly bytes: number;
  readonly sha256: Sha256;
  /** Of the same bytes with line ends as LF, by which text is known that mail systems passed on. */
  readonly sha256Lf: Sha256;
};

const LF_ENDS = /\r\n/g;

/** Empty where the message cannot be taken apart. */
export async function attachedTo(raw: Buffer): Promise<readonly Attached[]> {
  const splitter = new Splitter({ ignoreEmbedded: true, maxHeadSize: MOST_HEADER_BYTES, maxChildNodes: MOST_PARTS });
  const open = new Map<MimeNode, Content>();
  Readable.from([raw]).pipe(splitter);
  try {
    for await (const chunk of splitter as AsyncIterable<MimeNode | { type: 'body' | 'data'; node: MimeNode; value: Buffer }>) {
      if (chunk.type === 'node') {
        if (isAttached(chunk)) open.set(chunk, contentOf(chunk));
      } else if (chunk.type === 'body') open.get(chunk.node)?.write(chunk.value);
    }
  } catch {
    return [];
  }
  return Promise.all([...open].map(async ([node, content]) => ({ ...describedAs(node), ...(await content.end()) })));
}

/** Named, or marked as attached (RFC 2183 §2.2), or a mail inside the mail; what mail systems report is no file of anyone's. */
function isAttached(node: MimeNode): boolean {
  if (node.multipart !== false) return false;
  const type = typeOf(node);
  if (/^message\/(?:global-)?delivery-status$/.test(type)) return false;
  return type === 'message/rfc822' || node.filename !== false || node.disposition === 'attachment';
}

/** In a digest, a part that says nothing of itself is a mail (RFC 2046 §5.1.5). */
function typeOf({ contentType, headers, parentNode }: MimeNode): string {
  const isUntold = headers !== false && headers.get('Content-Type').length === 0;
  if (isUntold && parentNode !== false && parentNode.multipart === 'digest') return 'message/rfc822';
  return contentType === false ? 'application/octet-stream' : contentType;
}

function describedAs(node: MimeNode): Pick<Attached, 'name' | 'contentType'> {
  return { name: node.filename === false || node.filename === '' ? undefined : node.filename, contentType: typeOf(node) };
}

type Content = { write(chunk: Buffer): void; end(): Promise<Pick<Attached, 'bytes' | 'sha256' | 'sha256Lf'>> };

function contentOf(node: MimeNode): Content {
  const decoder = node.getDecoder();
  const chunks: Buffer[] = [];
  decoder.on('data', (chunk: Buffer) => chunks.push(chunk));
  return {
    write: (chunk) => void decoder.write(chunk),
    end: () =>
      new Promise((resolve, fail) => {
        decoder.once('error', fail);
        decoder.once('end', () => {
          const bytes = Buffer.concat(chunks);
          const lf = Buffer.from(bytes.toString('latin1').replace(LF_ENDS, '\n'), 'latin1');
          resolve({ bytes: bytes.length, sha256: hex(createHash('sha256').update(bytes)), sha256Lf: hex(createHash('sha256').update(lf)) });
        });
        decoder.end();
      }),
  };
}

function hex(hash: Hash): Sha256 {
  return hash.digest('hex') as Sha256;
}
