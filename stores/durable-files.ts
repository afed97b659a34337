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

/** Makes `path` below `root` and syncs every directory on the way: one made by somebody else a moment ago may not be on disk yet. */
export async function makeDirectory(root: string, path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  for (let at = path; at !== root && at !== dirname(at); at = dirname(at)) await syncDirectory(dirname(at));
}

export function isCode(fault: unknown, code: string): boolean {
  return typeof fault === 'object' && fault !== null && 'code' in fault && fault.code === code;
}
