// Group commit: writes that arrive in the same turn of the event loop share one transaction and so one fsync.
// Each keeps its own conditional verdict; if the transaction fails, all of them fail, since none was kept for certain. Reads of one turn share
// a transaction too: SQLite's locks cost more than what is read under them.
import { setImmediate } from 'node:timers';
import type { DatabaseSync } from 'node:sqlite';

type Waiting = {
  readonly work: () => boolean;
  readonly resolve: (verdict: boolean) => void;
  readonly reject: (fault: Error) => void;
};

export type Lane = {
  /** What others have written since is seen from the next turn on, what was written here as soon as it is on disk. */
  read<T>(work: () => T): T;
  /** @returns the verdict of `work` once the transaction that holds it is on disk */
  write(work: () => boolean): Promise<boolean>;
  /** Commits at once what is waiting, and ends reading. */
  flush(): void;
};

export function sqliteLane(db: DatabaseSync, explain: (attempt: string, cause: unknown) => Error): Lane {
  let waiting: Waiting[] = [];
  const [begin, commit] = [db.prepare('BEGIN'), db.prepare('COMMIT')];
  let isReading = false;

  function endReading(): void {
    if (!isReading) return;
    isReading = false;
    // A fault while reading, such as a full disk, may have ended it.
    if (db.isOpen && db.isTransaction) commit.run();
  }

  function flush(): void {
    const batch = waiting;
    waiting = [];
    try {
      endReading();
      if (batch.length === 0) return;
      // IMMEDIATE takes the write lock first: a transaction that began by reading could not wait for it (SQLITE_BUSY_SNAPSHOT).
      db.exec('BEGIN IMMEDIATE');
      const verdicts = batch.map(({ work }) => work());
      db.exec('COMMIT');
      batch.forEach(({ resolve }, at) => resolve(verdicts[at] === true));
    } catch (cause) {
      const fault = explain(batch.length === 1 ? 'store a row' : `store ${batch.length} rows`, rollBack(db, cause));
      for (const { reject } of batch) reject(fault);
    }
  }

  return {
    read(work) {
      if (!isReading) {
        begin.run();
        isReading = true;
        if (waiting.length === 0) setImmediate(flush);
      }
      return work();
    },
    write: (work) =>
      new Promise((resolve, reject) => {
        if (waiting.length === 0 && !isReading) setImmediate(flush);
        waiting.push({ work, resolve, reject });
      }),
    flush,
  };
}

/** A full disk makes SQLite roll back by itself; then there is no transaction left to end. */
function rollBack(db: DatabaseSync, cause: unknown): unknown {
  try {
    if (db.isOpen && db.isTransaction) db.exec('ROLLBACK');
    return cause;
  } catch (second) {
    return new AggregateError([cause, second], 'The transaction failed, and so did its rollback');
  }
}
