// A file that a verb writes: never over another, and under its name only once it is whole and on disk.
import { access, rename, rm } from 'node:fs/promises';
import { ConfigProblem } from '#apps/config.ts';
import { writeDurably } from '#stores/durable-files.ts';
import { UsageProblem } from './arguments.ts';

export async function refuseExisting(file: string): Promise<void> {
  const isThere = await access(file).then(
    () => true,
    () => false,
  );
  if (isThere) throw new UsageProblem(`There is a file ${file} already. Name another.`);
}

export async function writeNew(file: string, content: Uint8Array | AsyncIterable<Uint8Array>): Promise<void> {
  const part = `${file}.part`;
  try {
    await writeDurably(part, content);
    await rename(part, file);
  } catch (cause) {
    await rm(part, { force: true });
    throw new ConfigProblem(`The file ${file} could not be written. Check the disk and the folder's rights.`, { cause });
  }
}
