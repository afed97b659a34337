// Files whose base64 is damaged: decoders pass over what they cannot read, so a file comes out that is not the one that was sent.
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { Splitter, type MimeNode } from '@zone-eu/mailsplit';
import type { Sha256 } from '#core/ids.ts';
import { MOST_HEADER_BYTES, MOST_PARTS } from './limits.ts';

/** Of the decoded files, as the mail's parser gives them. */
export async function badlyEncoded(raw: Buffer): Promise<ReadonlySet<Sha256>> {
  const splitter = new Splitter({ ignoreEmbedded: true, maxHeadSize: MOST_HEADER_BYTES, maxChildNodes: MOST_PARTS });
  const looked = new Map<MimeNode, Look>();
  Readable.from([raw]).pipe(splitter);
  try {
    for await (const chunk of splitter as AsyncIterable<MimeNode | { type: 'body' | 'data'; node: MimeNode; value: Buffer }>) {
      if (chunk.type === 'node') {
        if (chunk.multipart === false && chunk.encoding === 'base64') looked.set(chunk, lookAt(chunk));
      } else if (chunk.type === 'body') looked.get(chunk.node)?.write(chunk.value);
    }
  } catch {
    return new Set();
  }
  const found = await Promise.all(Array.from(looked.values(), async (look) => look.end()));
  return new Set(found.filter((one) => one !== undefined));
}

type Look = { write(chunk: Buffer): void; end(): Promise<Sha256 | undefined> };

const STRANGE = /[^A-Za-z0-9+/=\s]/;
/** Padding may be followed by white space only, or by further padded text where a sender joined two pieces. */
const INSIDE = /=[A-Za-z0-9+/]/;

function lookAt(node: MimeNode): Look {
  const decoder = node.getDecoder();
  const hash = createHash('sha256');
  let letters = 0;
  let isDamaged = false;
  let last = '';
  decoder.on('data', (chunk: Buffer) => hash.update(chunk));
  return {
    write(chunk) {
      const text = chunk.toString('latin1');
      isDamaged ||= STRANGE.test(text) || INSIDE.test(last + text);
      letters += text.replace(/\s+/g, '').length;
      last = text.slice(-1);
      decoder.write(chunk);
    },
    end: async () =>
      new Promise((resolve, fail) => {
        decoder.once('error', fail);
        decoder.once('end', () => resolve(isDamaged || letters % 4 !== 0 ? (hash.digest('hex') as Sha256) : undefined));
        decoder.end();
      }),
  };
}
