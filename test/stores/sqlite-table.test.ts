// The SQLite engine: the contract, in memory and on disk, and what only a file can show.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { allRows } from '#stores/pages.ts';
import { sqliteTable } from '#stores/sqlite-table.ts';
import { tableContract } from '../contract/table.ts';
import { temporaryFolder } from '../support/temporary.ts';

tableContract('SQLite in memory', async () => sqliteTable(':memory:'));
tableContract('SQLite on disk', async () => sqliteTable(join(temporaryFolder(), 'data', 'table.db')));

const row = (sk: string, body = '{}') => ({ pk: 'p', sk, version: 1, body });

describe('SQLite on disk', () => {
  it('finds everything again after it was closed, also what was being written', async () => {
    const file = join(temporaryFolder(), 'table.db');
    const first = sqliteTable(file);
    const writes = ['a', 'b', 'c'].map((sk) => first.putIfAbsent(row(sk)));
    await first.close();
    expect(await Promise.all(writes)).toEqual([true, true, true]);
    const second = sqliteTable(file);
    expect((await allRows(second, { pk: 'p' })).map(({ sk }) => sk)).toEqual(['a', 'b', 'c']);
    await second.close();
    await second.close();
    await expect(second.get(row('a'))).rejects.toThrow(/Could not read a row in .*table\.db/);
    await expect(second.putIfAbsent(row('a'))).rejects.toThrow(/Could not store a row/);
  });

  it('gives each of the writes that share a transaction its own verdict', async () => {
    const table = sqliteTable(join(temporaryFolder(), 'table.db'));
    const verdicts = await Promise.all([
      table.putIfAbsent(row('a')),
      table.putIfAbsent(row('a', '"late"')),
      table.putIfVersion({ ...row('a'), version: 2 }, 1),
      table.putIfVersion({ ...row('a'), version: 3 }, 1),
      table.putIfNewer({ ...row('a'), version: 2 }),
    ]);
    expect(verdicts).toEqual([true, false, true, false, false]);
    await table.close();
  });

  it('is read by a second process while the first one writes', async () => {
    const file = join(temporaryFolder(), 'table.db');
    const writer = sqliteTable(file);
    const reader = sqliteTable(file, { readOnly: true });
    await writer.putIfAbsent(row('a'));
    expect(await reader.get(row('a'))).toEqual(row('a'));
    await expect(reader.putIfAbsent(row('b'))).rejects.toThrow(/read-only/);
    await writer.close();
    await reader.close();
  });

  it('makes no file for somebody who only looks', () => {
    const file = join(temporaryFolder(), 'none.db');
    expect(() => sqliteTable(file, { readOnly: true })).toThrow(/Could not open the database in .*none\.db: the file cannot be opened/);
    expect(existsSync(file)).toBe(false);
  });

  it('fails every write of a transaction that fails, says why, and recovers', async () => {
    const file = join(temporaryFolder(), 'table.db');
    const table = sqliteTable(file, { busyMs: 1 });
    const blocker = new DatabaseSync(file);
    blocker.exec('BEGIN IMMEDIATE');
    const writes = await Promise.allSettled(['a', 'b', 'c'].map((sk) => table.putIfAbsent(row(sk))));
    blocker.exec('ROLLBACK');
    blocker.close();
    for (const write of writes) {
      expect(write).toMatchObject({
        status: 'rejected',
        reason: { message: expect.stringMatching(/store 3 rows .* locked/), cause: { errcode: 5 } },
      });
    }
    expect(await table.putIfAbsent(row('a'))).toBe(true);
    await table.close();
  });

  it.each(['ROLLBACK', 'ABORT'])(
    'keeps nothing of a transaction that fails half-way, whether SQLite ends it or leaves it (%s)',
    async (how) => {
      const file = join(temporaryFolder(), 'table.db');
      const table = sqliteTable(file);
      const other = new DatabaseSync(file);
      // On a full disk SQLite rolls back by itself; after other errors it leaves that to its caller.
      other.exec(`CREATE TRIGGER fault BEFORE INSERT ON item WHEN new.sk = 'c' BEGIN SELECT RAISE(${how}, 'no room'); END`);
      other.close();
      const writes = await Promise.allSettled(['a', 'b', 'c', 'd'].map((sk) => table.putIfAbsent(row(sk))));
      expect(writes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected', 'rejected']);
      expect(await allRows(table, { pk: 'p' })).toEqual([]);
      expect(await table.putIfAbsent(row('a'))).toBe(true);
      await table.close();
    },
  );

  it('ends a page early when its rows are large, as other engines do', async () => {
    const table = sqliteTable(':memory:');
    const body = JSON.stringify('x'.repeat(300_000));
    for (const sk of ['a', 'b', 'c', 'd', 'e']) await table.putIfAbsent(row(sk, body));
    const page = await table.queryPartition({ pk: 'p' });
    expect(page).toMatchObject({ items: [{ sk: 'a' }, { sk: 'b' }, { sk: 'c' }], next: 'c' });
    await table.close();
  });

  it('refuses a file that is no database, and a layout of another version', () => {
    const folder = temporaryFolder();
    const later = new DatabaseSync(join(folder, 'later.db'));
    later.exec('PRAGMA user_version = 99');
    later.close();
    expect(() => sqliteTable(join(folder, 'later.db'))).toThrow(/layout is 99/);
    expect(() => sqliteTable(folder)).toThrow(/Could not open the database/);
  });

  it('has every acknowledged row after its writers were killed, and can be written on', async () => {
    const file = join(temporaryFolder(), 'table.db');
    const acknowledged = (await Promise.all([killedWriter(file, 'one'), killedWriter(file, 'two')])).flat();
    expect(acknowledged.length).toBeGreaterThan(100);
    const table = sqliteTable(file);
    const stored = new Map((await allRows(table, { pk: 'rows' })).map(({ sk, body }) => [sk, body]));
    for (const sk of acknowledged) expect(stored.get(sk)).toBe(JSON.stringify(sk.repeat(50)));
    expect(await table.putIfAbsent({ pk: 'rows', sk: 'after', version: 1, body: '{}' })).toBe(true);
    await table.close();
  });
});

/** Two of them also open the new file at the same moment. @returns the rows that it was told are stored */
async function killedWriter(file: string, prefix: string): Promise<string[]> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('../support/append-rows.ts', import.meta.url)), file, prefix], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const closed = once(child, 'close');
  const rows: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    rows.push(line);
    if (rows.length === 60) child.kill('SIGKILL');
  }
  await closed;
  return rows;
}
