// What was replaced or deleted in a table on disk is not in its file any more.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sqliteTable } from '#stores/sqlite-table.ts';
import { temporaryFolder } from '../support/temporary.ts';

test('a value that was replaced or deleted cannot be found in the file, however long it was', async () => {
  const path = join(temporaryFolder(), 'table.sqlite');
  const long = (text: string) => JSON.stringify(text.repeat(3_000));
  const first = sqliteTable(path);
  for (const sk of ['a', 'b', 'c']) await first.putIfAbsent({ pk: 'p', sk, version: 1, body: long(`Quirinus${sk}`) });
  await first.close();
  expect(readFileSync(path).includes('Quirinusa')).toBe(true);

  const later = sqliteTable(path);
  await later.putIfVersion({ pk: 'p', sk: 'a', version: 2, body: '""' }, 1);
  await later.delete({ pk: 'p', sk: 'b' });
  await later.close();
  const bytes = readFileSync(path);
  expect(['Quirinusa', 'Quirinusb', 'Quirinusc'].map((value) => bytes.includes(value))).toEqual([false, false, true]);
});
