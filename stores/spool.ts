// A source of unknown length, read to its end before anything is sent: its length is then known, and it can be sent again. What is
// small stays in memory; what is large goes to a temporary file.
import { createReadStream } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { BlobSource } from './blob-source.ts';

const MOST_IN_MEMORY = 8 * 1024 * 1024;

export type Spool = {
  readonly bytes: number;
  /** From its beginning, each time. */
  body(): Uint8Array | Readable;
  release(): Promise<void>;
};

export async function spooled(content: BlobSource): Promise<Spool> {
  if (content instanceof Uint8Array) return inMemory(content);
  const source = content[Symbol.asyncIterator]();
  const start: Uint8Array[] = [];
  let bytes = 0;
  for (let next = await source.next(); !next.done; next = await source.next()) {
    start.push(next.value);
    bytes += next.value.length;
    if (bytes > MOST_IN_MEMORY) return onDisk(start, { [Symbol.asyncIterator]: () => source });
  }
  return inMemory(Buffer.concat(start));
}

function inMemory(content: Uint8Array): Spool {
  return { bytes: content.length, body: () => content, release: async () => undefined };
}

async function onDisk(start: readonly Uint8Array[], rest: AsyncIterable<Uint8Array>): Promise<Spool> {
  const folder = await mkdtemp(join(tmpdir(), 'countersign-spool-'));
  const release = () => rm(folder, { recursive: true, force: true });
  const path = join(folder, 'content');
  try {
    const file = await open(path, 'wx', 0o600);
    try {
      for (const chunk of start) await file.writeFile(chunk);
      for await (const chunk of rest) await file.writeFile(chunk);
      return { bytes: (await file.stat()).size, body: () => createReadStream(path), release };
    } finally {
      await file.close();
    }
  } catch (fault) {
    await release();
    throw fault;
  }
}
