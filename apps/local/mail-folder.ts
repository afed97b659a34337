// Messages as files, one `.eml` each, in one folder. The file's name says in which order it came and to whom, so there is nothing beside
// the messages that could be lost or disagree with them.
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isCode, syncDirectory, writeDurably } from '#stores/durable-files.ts';

export type MailFolder = {
  /** On disk before it returns. @returns the id; ids sort in the order of arrival */
  store(content: Uint8Array | AsyncIterable<Uint8Array>, to: string): Promise<string>;
  raw(id: string): Promise<Buffer | undefined>;
  /** Oldest first. */
  ids(): Promise<string[]>;
};

/** A running number and whose mailbox it is in. */
const ID = /^\d{8}-[0-9a-f]{12}$/;
const SUFFIX = '.eml';

export function mailFolder(dir: string): MailFolder {
  let last = 0;

  async function ids(): Promise<string[]> {
    const names = await readdir(dir).catch(orElse<string[]>([]));
    return names
      .filter((name) => name.endsWith(SUFFIX))
      .map((name) => name.slice(0, -SUFFIX.length))
      .filter((id) => ID.test(id))
      .toSorted();
  }

  async function nextNumber(): Promise<number> {
    const highest = Number((await ids()).at(-1)?.slice(0, 8) ?? 0);
    last = Math.max(last, highest) + 1;
    return last;
  }

  return {
    ids,
    async raw(id) {
      return ID.test(id) ? readFile(join(dir, id + SUFFIX)).catch(orElse(undefined)) : undefined;
    },
    async store(content, to) {
      await mkdir(dir, { recursive: true, mode: 0o700 });
      const draft = join(dir, `.incoming-${randomUUID()}`);
      try {
        await writeDurably(draft, content);
        const id = `${String(await nextNumber()).padStart(8, '0')}-${ownerMark(to)}`;
        await rename(draft, join(dir, id + SUFFIX));
        await syncDirectory(dir);
        return id;
      } finally {
        await rm(draft, { force: true });
      }
    },
  };
}

export function isOwnedBy(id: string, address: string): boolean {
  return id.endsWith(`-${ownerMark(address)}`);
}

function ownerMark(address: string): string {
  return createHash('sha256').update(address.trim().toLowerCase()).digest('hex').slice(0, 12);
}

function orElse<T>(value: T): (fault: unknown) => T {
  return (fault) => {
    if (isCode(fault, 'ENOENT')) return value;
    throw fault;
  };
}
