// Opening the database file: durability settings and the one table, with a version so that a later layout is not misread.
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

const LAYOUT = 1;

export type SqliteOptions = {
  /** For those who only look: no file is created and no layout is laid. */
  readonly readOnly?: boolean;
  /** How long a write waits for another process that writes. */
  readonly busyMs?: number;
};

export function openDatabase(path: string, { readOnly = false, busyMs = 5000 }: SqliteOptions): DatabaseSync {
  if (path !== ':memory:' && !readOnly) mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const db = new DatabaseSync(path, { readOnly, timeout: busyMs });
  try {
    if (!readOnly) layOut(db);
    const layout = layoutOf(db);
    if (layout !== LAYOUT)
      throw new Error(`its layout is ${layout}, and this version reads layout ${LAYOUT}. Use the version that wrote it`);
    return db;
  } catch (cause) {
    db.close();
    throw cause;
  }
}

function layOut(db: DatabaseSync): void {
  // What is replaced or deleted is overwritten, so that erased values are not left in free pages.
  db.exec('PRAGMA secure_delete = ON;');
  // fullfsync matters on macOS only, where a plain fsync stops at the drive's cache.
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON;');
  if (layoutOf(db) !== 0) return;
  // TEXT in a UTF-8 database under BINARY compares by memcmp: sort keys are ordered by their UTF-8 bytes.
  db.exec(`
    BEGIN IMMEDIATE;
    CREATE TABLE IF NOT EXISTS item (
      pk TEXT NOT NULL COLLATE BINARY,
      sk TEXT NOT NULL COLLATE BINARY,
      version INTEGER NOT NULL,
      body TEXT NOT NULL,
      PRIMARY KEY (pk, sk)
    ) STRICT;
    PRAGMA user_version = ${LAYOUT};
    COMMIT;`);
}

function layoutOf(db: DatabaseSync): number {
  return Number(db.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0);
}
