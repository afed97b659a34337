// Accounts on Slack and Teams: found by the platform's id and by the person's address, whatever order of writes and whichever crash.
import { describe, expect, it, onTestFinished } from 'vitest';
import type { TenantId } from '#core/ids.ts';
import type { Table } from '#core/ports.ts';
import type { Account } from '#core/people.ts';
import { accounts } from '#stores/accounts.ts';
import { sqliteTable } from '#stores/sqlite-table.ts';
import { T0, TENANT } from '../support/build.ts';
import { mortalTable } from '../support/faulty-table.ts';
import { memoryTable } from '../support/memory-table.ts';

const OTHER = 'contoso' as TenantId;
const MAX: Account = {
  platform: 'slack',
  install: 'T1',
  user: 'U1',
  tenant: TENANT,
  email: 'max@northwind.test',
  isEmailConfirmed: true,
  name: 'Max Berger',
  standing: 'member',
  checkedAt: T0,
};

const engines: readonly [string, () => Table][] = [
  ['in memory', () => memoryTable()],
  [
    'in SQLite',
    () => {
      const table = sqliteTable(':memory:');
      onTestFinished(async () => table.close());
      return table;
    },
  ],
];

describe.each(engines)('an account %s', (_name, engine) => {
  it('is found by the platform’s id and by the person’s address in any case', async () => {
    const known = accounts(engine());
    await known.put({ ...MAX, email: 'Max@Northwind.test', language: 'de-DE', zone: 'Europe/Berlin', address: 'D1' });
    const stored = { ...MAX, language: 'de-DE', zone: 'Europe/Berlin', address: 'D1' };
    expect(await known.get('slack', 'T1', 'U1')).toEqual(stored);
    expect(await known.ofPerson(TENANT, 'MAX@northwind.test')).toEqual([stored]);
    expect(await known.get('slack', 'T2', 'U1')).toBeUndefined();
    expect(await known.get('teams', 'T1', 'U1')).toBeUndefined();
  });

  it('of one person may be one of several, and is none of another person’s or tenant’s', async () => {
    const known = accounts(engine());
    await known.put(MAX);
    await known.put({ ...MAX, platform: 'teams', install: 'entra', user: 'oid' });
    await known.put({ ...MAX, user: 'U2', email: 'max@northwind.testing' });
    await known.put({ ...MAX, user: 'U3', tenant: OTHER });
    expect((await known.ofPerson(TENANT, MAX.email ?? '')).map(({ platform }) => platform).toSorted()).toEqual(['slack', 'teams']);
    expect((await known.ofPerson(OTHER, MAX.email ?? '')).map(({ user }) => user)).toEqual(['U3']);
  });

  it('moves with its address, also to another tenant', async () => {
    const known = accounts(engine());
    await known.put(MAX);
    await known.put({ ...MAX, email: 'm.berger@northwind.test' });
    expect(await known.ofPerson(TENANT, 'max@northwind.test')).toEqual([]);
    expect(await known.ofPerson(TENANT, 'm.berger@northwind.test')).toHaveLength(1);
    await known.put({ ...MAX, tenant: OTHER, email: 'm.berger@northwind.test' });
    expect(await known.ofPerson(TENANT, 'm.berger@northwind.test')).toEqual([]);
    expect(await known.ofPerson(OTHER, 'm.berger@northwind.test')).toHaveLength(1);
  });

  it('without an address is nobody’s, and can get one', async () => {
    const known = accounts(engine());
    await known.put({ ...MAX, email: null });
    expect(await known.ofPerson(TENANT, '')).toEqual([]);
    await known.put(MAX);
    expect(await known.ofPerson(TENANT, 'max@northwind.test')).toEqual([MAX]);
  });

  it('goes for good when it is removed, alone or with its installation', async () => {
    const table = memoryTable();
    const known = accounts(table);
    await known.put(MAX);
    await known.put({ ...MAX, user: 'U2', email: null });
    await known.put({ ...MAX, install: 'T2', user: 'U9' });
    await known.remove('slack', 'T1', 'U1');
    await known.remove('slack', 'T1', 'nobody');
    expect(await known.get('slack', 'T1', 'U1')).toBeUndefined();
    expect((await known.ofPerson(TENANT, 'max@northwind.test')).map(({ install }) => install)).toEqual(['T2']);
    await known.removeInstall('slack', 'T1');
    await known.removeInstall('slack', 'T2');
    expect(table.rows()).toEqual([]);
  });
});

describe('a crash', () => {
  it('at any write of a move leaves the account found under what it says, and a repeat mends the rest', async () => {
    const moved = { ...MAX, email: 'm.berger@northwind.test' };
    for (let writes = 0; writes < 4; writes += 1) {
      const table = memoryTable();
      await accounts(table).put(MAX);
      await accounts(mortalTable(table, writes))
        .put(moved)
        .catch(() => undefined);
      const known = accounts(table);
      const says = (await known.get('slack', 'T1', 'U1'))?.email;
      expect(await known.ofPerson(TENANT, 'max@northwind.test')).toHaveLength(says === 'max@northwind.test' ? 1 : 0);
      await known.put(moved);
      expect(await known.ofPerson(TENANT, 'm.berger@northwind.test')).toEqual([moved]);
    }
  });

  it('at any write of a removal leaves no address behind once it is repeated', async () => {
    for (let writes = 0; writes < 2; writes += 1) {
      const table = memoryTable();
      await accounts(table).put(MAX);
      await accounts(mortalTable(table, writes))
        .remove('slack', 'T1', 'U1')
        .catch(() => undefined);
      await accounts(table).remove('slack', 'T1', 'U1');
      expect(table.rows()).toEqual([]);
    }
  });
});

it('a preference is this person’s in this tenant, and can be taken back', async () => {
  const known = accounts(memoryTable());
  expect(await known.preference(TENANT, 'max@northwind.test')).toBeUndefined();
  await known.prefer(TENANT, 'Max@northwind.test', 'slack');
  await known.prefer(TENANT, 'Max@northwind.test', 'teams');
  expect(await known.preference(TENANT, 'MAX@northwind.test')).toBe('teams');
  expect(await known.preference(OTHER, 'max@northwind.test')).toBeUndefined();
  await known.prefer(TENANT, 'max@northwind.test', undefined);
  expect(await known.preference(TENANT, 'max@northwind.test')).toBeUndefined();
});
