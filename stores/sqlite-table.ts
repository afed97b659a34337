// The Table port on SQLite: one file in WAL mode, every acknowledged write on disk. The default engine; `:memory:` serves unit tests.
import type { DatabaseSync, SQLOutputValue, StatementSync } from 'node:sqlite';
import type { Item, Page, PartitionQuery, Table } from '#core/ports.ts';
import { bytesOf, checkItem, checkKey, checkQuery } from './limits.ts';
import { sqliteFault } from './sqlite-fault.ts';
import { sqliteLane } from './sqlite-lane.ts';
import { openDatabase } from './sqlite-open.ts';
import type { SqliteOptions } from './sqlite-open.ts';
import { sqlOf } from './sqlite-query.ts';

const MOST_PAGE_ITEMS = 1000;
/** As DynamoDB pages: whoever forgets to ask for the next page is found out here already. */
const MOST_PAGE_BYTES = 1024 * 1024;

/** @param path a file, or `:memory:` for a table that ends with its process */
export function sqliteTable(path: string, options: SqliteOptions = {}): Table {
  const db = attempt('open the database', () => openDatabase(path, options));
  const prepared = statementCache(db);
  const lane = sqliteLane(db, (what, cause) => sqliteFault(what, path, cause));

  function attempt<T>(what: string, work: () => T): T {
    try {
      return work();
    } catch (cause) {
      throw sqliteFault(what, path, cause);
    }
  }

  function write(sql: string, values: readonly (string | number)[]): Promise<boolean> {
    return lane.write(() => Number(prepared(sql).run(...values).changes) > 0);
  }

  return {
    async get(key) {
      checkKey(key);
      const row = attempt('read a row', () => lane.read(() => prepared(GET).get(key.pk, key.sk)));
      return row && itemOf(row);
    },
    async putIfAbsent(item) {
      checkItem(item);
      return write(PUT_IF_ABSENT, [item.pk, item.sk, item.version, item.body]);
    },
    async putIfVersion(item, expected) {
      checkItem(item);
      return write(PUT_IF_VERSION, [item.version, item.body, item.pk, item.sk, expected]);
    },
    async putIfNewer(item) {
      checkItem(item);
      return write(PUT_IF_NEWER, [item.pk, item.sk, item.version, item.body]);
    },
    async delete(key) {
      checkKey(key);
      await write(DELETE, [key.pk, key.sk]);
    },
    async queryPartition(query) {
      checkQuery(query);
      const { text, values } = sqlOf(query);
      return attempt('read rows', () => lane.read(() => pageOf(prepared(text).iterate(...values), query)));
    },
    async close() {
      if (!db.isOpen) return;
      lane.flush();
      attempt('close the database', () => db.close());
    },
  };
}

const GET = 'SELECT pk, sk, version, body FROM item WHERE pk = ? AND sk = ?';
const PUT_IF_ABSENT = 'INSERT INTO item (pk, sk, version, body) VALUES (?, ?, ?, ?) ON CONFLICT (pk, sk) DO NOTHING';
const PUT_IF_VERSION = 'UPDATE item SET version = ?, body = ? WHERE pk = ? AND sk = ? AND version = ?';
const PUT_IF_NEWER = `INSERT INTO item (pk, sk, version, body) VALUES (?, ?, ?, ?)
  ON CONFLICT (pk, sk) DO UPDATE SET version = excluded.version, body = excluded.body WHERE excluded.version > item.version`;
const DELETE = 'DELETE FROM item WHERE pk = ? AND sk = ?';

function statementCache(db: DatabaseSync): (sql: string) => StatementSync {
  const statements = new Map<string, StatementSync>();
  return (sql) => {
    const known = statements.get(sql);
    if (known) return known;
    const fresh = db.prepare(sql);
    statements.set(sql, fresh);
    return fresh;
  };
}

function pageOf(rows: Iterable<Record<string, SQLOutputValue>>, { limit = MOST_PAGE_ITEMS }: PartitionQuery): Page {
  const items: Item[] = [];
  let bytes = 0;
  for (const row of rows) {
    const item = itemOf(row);
    bytes += bytesOf(item);
    const last = items.at(-1);
    const isFull = items.length === Math.min(limit, MOST_PAGE_ITEMS) || bytes > MOST_PAGE_BYTES;
    if (last && isFull) return { items, next: last.sk };
    items.push(item);
  }
  return { items };
}

function itemOf(row: Record<string, SQLOutputValue>): Item {
  return { pk: String(row['pk']), sk: String(row['sk']), version: Number(row['version']), body: String(row['body']) };
}
