// A message's bytes, to be read as often as something looks at them. A small one is held; one with files, which may have 40 MB, comes from
// where it is stored each time, so that several can be worked on in little memory.
import type { Blobs } from '#core/ports.ts';
import { missing } from './blob-bytes.ts';
import { MOST_HEADER_BYTES } from '../limits.ts';

/** At hand, or in pieces that can be read once. */
export type MailBytes = Buffer | AsyncIterable<Uint8Array>;
export type RawMail = {
  /** All of a small message; else as much as a header may have, and the end of it. */
  readonly head: Buffer;
  readonly bytes: number;
  /** From the beginning, each time. */
  readonly read: () => MailBytes;
};

const SMALL_BYTES = 4 * 1024 * 1024;
const HEAD_BYTES = MOST_HEADER_BYTES + '\r\n\r\n'.length;

export async function rawMailIn(blobs: Blobs, key: string): Promise<RawMail> {
  const chunks: Uint8Array[] = [];
  let read = 0;
  let bytes: number | undefined;
  for await (const chunk of await opened(blobs, key)) {
    chunks.push(chunk);
    read += chunk.length;
    if (read < HEAD_BYTES) continue;
    bytes ??= await sizeOf(blobs, key);
    if (bytes > SMALL_BYTES) break;
  }
  const [first] = chunks;
  const beginning = chunks.length === 1 && Buffer.isBuffer(first) ? first : Buffer.concat(chunks);
  if (bytes === undefined || bytes <= SMALL_BYTES) return atHand(beginning);
  return { head: Buffer.from(beginning.subarray(0, HEAD_BYTES)), bytes, read: () => again(blobs, key) };
}

async function sizeOf(blobs: Blobs, key: string): Promise<number> {
  const found = await blobs.head(key);
  if (!found) throw missing(key);
  return found.bytes;
}

function atHand(raw: Buffer): RawMail {
  return { head: raw, bytes: raw.length, read: () => raw };
}

async function opened(blobs: Blobs, key: string): Promise<AsyncIterable<Uint8Array>> {
  const content = await blobs.get(key);
  if (!content) throw missing(key);
  return content;
}

async function* again(blobs: Blobs, key: string): AsyncGenerator<Uint8Array> {
  yield* await opened(blobs, key);
}
