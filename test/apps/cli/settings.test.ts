// `countersign policy` and `away`: what an administrator sets, beside the running product or without it.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { countersign } from '../../support/command.ts';
import { startedDemo } from '../../support/demo.ts';
import { temporaryFolder } from '../../support/temporary.ts';

function fileWith(document: unknown): string {
  const file = join(temporaryFolder(), 'policy.json');
  writeFileSync(file, typeof document === 'string' ? document : JSON.stringify(document));
  return file;
}

test('a policy is shown, set as the next revision, and the same again is no revision', async () => {
  const { dataDir } = await startedDemo();
  const policy = async (...args: string[]) => countersign(['policy', ...args, '--tenant', 'northwind'], { DATA_DIR: dataDir });
  const shown = await policy('show');
  expect(JSON.parse(shown.out)).toMatchObject({ format: 1, delegation: 'own-people' });
  expect(shown.err).toMatch(/^Revision 2 of northwind; its hash in envelopes: [0-9a-f]{64}/);
  const file = fileWith({ delegation: 'never' });
  expect(await policy('set', file)).toMatchObject({ code: 0, out: expect.stringContaining('Revision 3 of northwind is in force') });
  expect((await policy('set', file)).out).toContain('Nothing changed');
  expect(JSON.parse((await policy('show')).out)).toMatchObject({ revision: 3, delegation: 'never' });
});

describe('a policy with mistakes', () => {
  test('names each with its place, and changes nothing', async () => {
    const checked = await countersign(['policy', 'check', fileWith({ delegation: 'maybe', reminders: { most: -1 } })]);
    expect(checked).toMatchObject({ code: 1, err: expect.stringContaining('“delegation” must be') });
    expect(checked.err).toContain('“reminders.most” must be a whole number from 0 to 50; it is -1.');
    expect(checked.err).toContain('Nothing was changed.');
  });
  test('that is no JSON, or not there, is told as such', async () => {
    expect(await countersign(['policy', 'check', fileWith('not JSON')])).toMatchObject({
      code: 1,
      err: expect.stringContaining('holds no JSON'),
    });
    expect(await countersign(['policy', 'check', '/nowhere.json'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('Could not read'),
    });
    expect(await countersign(['policy'])).toMatchObject({ code: 2, err: expect.stringContaining('show, check or set') });
  });
});

test('an absence is added, listed and removed; mistakes are told', async () => {
  const { dataDir } = await startedDemo();
  const away = async (...args: string[]) => countersign(['away', ...args], { DATA_DIR: dataDir });
  const days = ['--from', '2026-12-01', '--until', '2026-12-05'];
  const added = await away('add', 'max@northwind.test', ...days, '--to', 'ines@northwind.test');
  expect(added).toMatchObject({ code: 0, out: expect.stringContaining('goes to Ines Duarte <ines@northwind.test>') });
  const listed = JSON.parse((await away('list', '--json')).out) as object;
  expect(listed).toMatchObject({ person: 'max@northwind.test', from: '2026-11-30T23:00:00.000Z', until: '2026-12-05T22:59:59.000Z' });
  expect((await away('list')).out).toContain('max@northwind.test');
  expect((await away('add', 'max@northwind.test', ...days, '--to', 'max@northwind.test')).err).toContain('stand in for themselves');
  expect((await away('add', 'max@northwind.test', ...days, '--to', 'dana@fabrikam.test')).err).toContain('nobody of the same organisation');
  expect((await away('add', 'max@northwind.test', '--from', 'soon', '--to', 'ines@northwind.test')).err).toContain('YYYY-MM-DD');
  expect((await away('remove', 'max@northwind.test', '--from', '2026-12-01')).out).toContain('Removed.');
  expect((await away('remove', 'max@northwind.test', '--from', '2026-12-01')).code).toBe(1);
});
