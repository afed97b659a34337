// A file of JSON lines that only grows: each line is on disk before its append returns, and a line that a crash cut off is never read.
import { mkdir, open, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isCode } from '#stores/durable-files.ts';

export type LinesFile = {
  /** One after the other, in the order of the calls. */
  append(value: unknown): Promise<void>;
};

export async function linesFile(path: string, read: (value: unknown) => void): Promise<LinesFile> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const text = await readFile(path, 'utf8').catch((fault: unknown) => {
    if (isCode(fault, 'ENOENT')) return '';
    throw new Error(`Could not read what the demo kept in ${path}. Check who may read it.`, { cause: fault });
  });
  for (const line of text.split('\n')) {
    const value = parsed(line);
    if (value !== undefined) read(value);
  }
  // What a crash cut off must not swallow the line after it.
  let isCutOff = text !== '' && !text.endsWith('\n');
  let before: Promise<unknown> = Promise.resolve();

  async function write(value: unknown): Promise<void> {
    const file = await open(path, 'a', 0o600);
    try {
      await file.appendFile(`${isCutOff ? '\n' : ''}${JSON.stringify(value)}\n`);
      isCutOff = false;
      await file.datasync();
    } finally {
      await file.close();
    }
  }
  return {
    async append(value) {
      const now = before.then(async () => write(value));
      before = now.catch(() => undefined);
      return now;
    },
  };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
