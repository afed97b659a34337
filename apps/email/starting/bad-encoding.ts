// Files whose base64 is damaged: decoders pass over what they cannot read, so a file comes out that is not the one that was sent. Looked at
// as it is written first; only where something is wrong are the files decoded once more, to say which they are.
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { Splitter, type MimeNode } from '@zone-eu/mailsplit';
import type { Sha256 } from '#core/ids.ts';
import { MOST_HEADER_BYTES, MOST_PARTS } from '../limits.ts';
import type { MailBytes } from '../raw/raw-mail.ts';

/**
 * @param read the mail's bytes, from the beginning each time
 * @returns of the decoded files, as the mail's parser gives them
 */
export async function badlyEncoded(read: () => MailBytes): Promise<ReadonlySet<Sha256>> {
  const looks = await overBase64(read(), (): Look<boolean> => writtenLook());
  if (!looks.some((isDamaged) => isDamaged)) return new Set();
  const hashes = await overBase64(read(), decodedLook);
  return new Set(hashes.filter((_, at) => looks[at] === true));
}

type Look<T> = { write(chunk: Buffer): void; end(): T | Promise<T> };

/** Of each part in base64, in their order; of none where the mail cannot be taken apart. */
async function overBase64<T>(bytes: MailBytes, look: (node: MimeNode) => Look<T>): Promise<readonly T[]> {
  const splitter = new Splitter({ ignoreEmbedded: true, maxHeadSize: MOST_HEADER_BYTES, maxChildNodes: MOST_PARTS });
  const looks = new Map<MimeNode, Look<T>>();
  const source = Readable.from(Buffer.isBuffer(bytes) ? [bytes] : bytes);
  source.on('error', (fault) => splitter.destroy(fault));
  source.pipe(splitter);
  try {
    for await (const chunk of splitter as AsyncIterable<MimeNode | { type: 'body' | 'data'; node: MimeNode; value: Buffer }>) {
      if (chunk.type === 'node') {
        if (chunk.multipart === false && chunk.encoding === 'base64') looks.set(chunk, look(chunk));
      } else if (chunk.type === 'body') looks.get(chunk.node)?.write(chunk.value);
    }
  } catch {
    if (source.errored) throw source.errored;
    return [];
  }
  return Promise.all(Array.from(looks.values(), async (one) => one.end()));
}

const STRANGE = 0;
const LETTER = 1;
const PADDING = 2;
const SPACE = 3;
const KINDS = Uint8Array.from({ length: 256 }, (_, byte) => {
  const letter = String.fromCharCode(byte);
  if (/[A-Za-z0-9+/]/.test(letter)) return LETTER;
  return letter === '=' ? PADDING : /\s/.test(letter) ? SPACE : STRANGE;
});

/** Padding may be followed by white space only, or by further padded text where a sender joined two pieces. */
function writtenLook(): Look<boolean> {
  let letters = 0;
  let isDamaged = false;
  let last = SPACE;
  return {
    write(chunk) {
      // In variables of its own, which is several times as fast: every byte of every file comes by.
      let [before, count, isStrange] = [last, 0, false];
      for (let at = 0; at < chunk.length; at += 1) {
        const kind = KINDS[chunk[at] ?? 0] ?? STRANGE;
        if (kind === STRANGE || (kind === LETTER && before === PADDING)) isStrange = true;
        if (kind !== SPACE) count += 1;
        before = kind;
      }
      last = before;
      letters += count;
      isDamaged ||= isStrange;
    },
    end: () => isDamaged || letters % 4 !== 0,
  };
}

function decodedLook(node: MimeNode): Look<Sha256> {
  const decoder = node.getDecoder();
  const hash = createHash('sha256');
  decoder.on('data', (chunk: Buffer) => hash.update(chunk));
  return {
    write: (chunk) => void decoder.write(chunk),
    end: async () =>
      new Promise((resolve, fail) => {
        decoder.once('error', fail);
        decoder.once('end', () => resolve(hash.digest('hex') as Sha256));
        decoder.end();
      }),
  };
}
