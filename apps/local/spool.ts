// A message on its way in, held in a temporary file: it must be read twice (to sign or fingerprint it, then to store it) and may be large.
import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';

export type Spooled = {
  /** The first part, in which a sane message has all of its header. */
  readonly head: Buffer;
  read(): Readable;
};

const HEAD_BYTES = 256 * 1024;

type Room = {
  readonly tempDir: string;
  /** What comes beyond is read and dropped: the sender hears of it at the end. */ readonly mostBytes: number;
};

/** Lends a file with what `source` gave to `use`, and removes it afterwards, whatever happened. */
export async function spooling<T>(
  source: AsyncIterable<Buffer>,
  { tempDir, mostBytes }: Room,
  use: (spooled: Spooled) => Promise<T>,
): Promise<T> {
  await mkdir(tempDir, { recursive: true, mode: 0o700 });
  const path = join(tempDir, `mail-${randomUUID()}`);
  try {
    const head = await write(source, { path, mostBytes });
    return await use({ head, read: () => createReadStream(path) });
  } finally {
    await rm(path, { force: true });
  }
}

async function write(source: AsyncIterable<Buffer>, { path, mostBytes }: { path: string; mostBytes: number }): Promise<Buffer> {
  const file = await open(path, 'wx', 0o600);
  const head: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of source) {
      if (bytes < HEAD_BYTES) head.push(chunk.subarray(0, HEAD_BYTES - bytes));
      bytes += chunk.length;
      if (bytes <= mostBytes) await file.writeFile(chunk);
    }
  } finally {
    await file.close();
  }
  return Buffer.concat(head);
}

/** What is stored: the lines that a provider put on top, then the message. */
export async function* withPrefix(prefix: string, spooled: Spooled): AsyncGenerator<Uint8Array> {
  if (prefix !== '') yield Buffer.from(prefix, 'latin1');
  yield* spooled.read();
}
