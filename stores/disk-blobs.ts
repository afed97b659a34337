// The Blobs port on a folder. A blob appears whole or not at all: it is written aside, synced, and then linked to its name,
// which, unlike renaming, fails when the name is taken; so the first write wins in a race, too.
import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { link, readFile, readdir, rm, stat, unlink } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { BlobHead, Blobs } from '#core/ports.ts';
import { segmentsOf } from './blob-key.ts';
import { letGo, type BlobSource } from './blob-source.ts';
import { directorySync, isCode, makeDirectory, writeDurably } from './durable-files.ts';

/** Begins with a dot, which no key can. */
const INCOMING = '.incoming';
/** No upload takes as long: what is older was left behind by a process that died. */
const STRAY_AFTER_MS = 24 * 60 * 60 * 1000;
const LITTLE_BYTES = 16 * 1024;
/** Read in one piece. */
const AT_ONCE_BYTES = 4 * 1024 * 1024;
/** Of pieces that were read and let go, the engine collects few at a time: small ones keep what waits for it small. */
const PIECE_BYTES = 8 * 1024;

export function diskBlobs(folder: string): Blobs {
  const root = resolve(folder);
  const incoming = join(root, INCOMING);
  const ready = onceDone(async () => {
    await makeDirectory(dirname(root), incoming);
    await sweepStrays(incoming);
  });
  const synced = directorySync();
  const directories = new Map<string, () => Promise<void>>();

  /** Once per directory and process is enough: directories are never removed. */
  function directoryOf(path: string): Promise<void> {
    const directory = dirname(path);
    const made = directories.get(directory) ?? onceDone(() => makeDirectory(root, directory));
    directories.set(directory, made);
    return made();
  }

  function pathOf(key: string): string {
    return join(root, ...segmentsOf(key));
  }

  async function put(path: string, content: BlobSource): Promise<boolean> {
    const temporary = join(incoming, randomUUID());
    await ready();
    await directoryOf(path);
    // Looking spares writing what is there already; of a few bytes, writing them costs no more than the look.
    if (!isLittle(content) && (await headOf(path))) {
      await letGo(content);
      // The winner may not have come to this yet, but our caller takes the blob for stored from now on.
      await synced(dirname(path));
      return false;
    }
    try {
      await writeDurably(temporary, content);
      const isFirst = await linkOnce(temporary, path);
      await Promise.all([synced(dirname(path)), unlink(temporary)]);
      return isFirst;
    } catch (fault) {
      await rm(temporary, { force: true });
      throw fault;
    }
  }

  return {
    async put(key, content) {
      const path = pathOf(key);
      return naming('store', key, () => put(path, content));
    },
    async get(key) {
      const path = pathOf(key);
      return naming('read', key, () => headOf(path)).then((found) => found && chunksOf({ key, path, ...found }));
    },
    async head(key) {
      const path = pathOf(key);
      return naming('read', key, () => headOf(path));
    },
    async delete(key) {
      const path = pathOf(key);
      await naming('delete', key, () => rm(path, { force: true }));
    },
    async link(key) {
      segmentsOf(key);
      return undefined;
    },
  };
}

type Stored = BlobHead & { readonly key: string; readonly path: string };

/** Opens the file when iteration begins, so that a blob that nobody reads holds no file open. */
async function* chunksOf({ key, path, bytes }: Stored): AsyncGenerator<Uint8Array> {
  try {
    if (bytes <= AT_ONCE_BYTES) yield await readFile(path);
    else yield* createReadStream(path, { highWaterMark: PIECE_BYTES });
  } catch (cause) {
    throw new Error(`Could not read blob ${key}. Check the disk and the permissions of the data directory.`, { cause });
  }
}

async function headOf(path: string): Promise<BlobHead | undefined> {
  try {
    const found = await stat(path);
    return found.isFile() ? { bytes: found.size } : undefined;
  } catch (fault) {
    if (isCode(fault, 'ENOENT') || isCode(fault, 'ENOTDIR')) return undefined;
    throw fault;
  }
}

async function linkOnce(temporary: string, path: string): Promise<boolean> {
  try {
    await link(temporary, path);
    return true;
  } catch (fault) {
    if (isCode(fault, 'EEXIST')) return false;
    throw fault;
  }
}

async function sweepStrays(incoming: string): Promise<void> {
  for (const name of await readdir(incoming)) {
    const path = join(incoming, name);
    const found = await stat(path).catch(() => undefined);
    if (found && Date.now() - found.mtimeMs > STRAY_AFTER_MS) await rm(path, { force: true });
  }
}

function isLittle(content: BlobSource): boolean {
  return content instanceof Uint8Array && content.length <= LITTLE_BYTES;
}

/** A failed attempt is forgotten, so that the next caller tries again. */
function onceDone(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => {
    running ??= work().catch((fault: unknown) => {
      running = undefined;
      throw fault;
    });
    return running;
  };
}

async function naming<T>(attempt: string, key: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw new Error(`Could not ${attempt} blob ${key}: ${reasonOf(cause)}`, { cause });
  }
}

function reasonOf(cause: unknown): string {
  if (isCode(cause, 'ENOSPC')) return 'the disk is full. Free some space and try again.';
  if (cause instanceof Error && 'syscall' in cause) return 'the disk refused. Check it and the permissions of the data directory.';
  return 'its source failed. Nothing of it was kept; try again.';
}
