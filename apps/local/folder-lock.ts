// One writer per data folder: an exclusive SQLite transaction held as long as the process lives. The system ends it with the process,
// so nothing stale remains after a kill, which a file with a process id in it could not promise.
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { ConfigProblem } from '#apps/config.ts';

/** @returns a function that lets the folder go. @throws ConfigProblem when another process works on the folder. */
export function lockFolder(path: string): () => void {
  const database = new DatabaseSync(join(path, 'lock.sqlite'), { timeout: 0 });
  try {
    database.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    database.close();
    throw new ConfigProblem(`Countersign runs already on the data folder ${path}. Stop it, or set DATA_DIR to another folder.`, { cause });
  }
  return () => database.close();
}
