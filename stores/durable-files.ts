// File operations that survive a power cut: a file is on disk only when its content and the directory entry that names it both are.
import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Writes a new file and waits until its content is on disk. Its directory entry is the caller's to make durable. */
export async function writeDurably(path: string, content: Uint8Array | AsyncIterable<Uint8Array>): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    if (content instanceof Uint8Array) await file.writeFile(content);
    else for await (const chunk of content) await file.writeFile(chunk);
    await file.sync();
  } finally {
    await file.close();
  }
}

export async function syncDirectory(path: string): Promise<void> {
  // Windows neither opens directories as files nor needs it: NTFS journals its entries.
  if (process.platform === 'win32') return;
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

/**
 * Syncs directories for several who ask at about the same time: what was entered before a sync began is on disk when it ends, so those who
 * come while one is under way share the next.
 */
export function directorySync(): (path: string) => Promise<void> {
  const under = new Map<string, { readonly running: Promise<void>; next?: Promise<void> }>();

  async function begin(path: string): Promise<void> {
    const mine = { running: syncDirectory(path) };
    under.set(path, mine);
    try {
      await mine.running;
    } finally {
      if (under.get(path) === mine && !('next' in mine)) under.delete(path);
    }
  }

  return async (path) => {
    const known = under.get(path);
    if (!known) return begin(path);
    known.next ??= known.running.then(
      async () => begin(path),
      async () => begin(path),
    );
    return known.next;
  };
}

/** Makes `path` below `root` and syncs every directory on the way: one made by somebody else a moment ago may not be on disk yet. */
export async function makeDirectory(root: string, path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  for (let at = path; at !== root && at !== dirname(at); at = dirname(at)) await syncDirectory(dirname(at));
}

export function isCode(fault: unknown, code: string): boolean {
  return typeof fault === 'object' && fault !== null && 'code' in fault && fault.code === code;
}
