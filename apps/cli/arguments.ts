// Reading a verb's arguments strictly: an option that is not known is a slip to be told, never ignored.
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs, type ParseArgsConfig } from 'node:util';

export class UsageProblem extends Error {
  override readonly name = 'UsageProblem';
}

export function argumentsOf<T extends NonNullable<ParseArgsConfig['options']>>(args: readonly string[], options: T) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (cause) {
    throw new UsageProblem(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

/** The file itself, or all files of a folder and the folders in it, sorted by name. */
export async function filesAt(path: string | undefined): Promise<readonly string[]> {
  if (path === undefined) throw new UsageProblem('A file or a folder is missing.');
  const found = await stat(path).catch(() => undefined);
  if (!found) throw new UsageProblem(`There is no file or folder ${path}.`);
  if (!found.isDirectory()) return [path];
  const entries = await readdir(path, { withFileTypes: true, recursive: true });
  const paths = entries
    .filter((entry) => entry.isFile() || entry.isSymbolicLink())
    .map(({ parentPath, name }) => join(parentPath, name))
    .toSorted();
  // A link may lead to nothing, to a folder or to a pipe, which would be waited for.
  const kinds = await Promise.all(paths.map((one) => stat(one).catch(() => undefined)));
  return paths.filter((_, at) => kinds[at]?.isFile() === true);
}

export async function bytesOf(file: string): Promise<Uint8Array> {
  return readFile(file);
}

export function messageOf(fault: unknown): string {
  return fault instanceof Error ? fault.message : String(fault);
}
