// Workspaces that belong to tenants: found both ways, replaced by one writer of several, and without secrets in what leaves the house.
import { describe, expect, it } from 'vitest';
import type { TenantId } from '#core/ids.ts';
import type { Installation } from '#core/people.ts';
import { installations } from '#stores/installations.ts';
import { T0, TENANT } from '../support/build.ts';
import { memoryTable } from '../support/memory-table.ts';

const OTHER = 'contoso' as TenantId;
const WORKSPACE: Installation = {
  platform: 'slack',
  install: 'T1',
  tenant: TENANT,
  name: 'Northwind',
  data: 'sealed-1',
  installedAt: T0,
};

describe('an installation', () => {
  it('is found by the platform’s id, by its tenant and among all of its platform', async () => {
    const known = installations(memoryTable());
    await known.put(WORKSPACE);
    await known.put({ ...WORKSPACE, install: 'T2', tenant: OTHER });
    await known.put({ ...WORKSPACE, platform: 'teams', install: 'entra' });
    expect(await known.get('slack', 'T1')).toEqual(WORKSPACE);
    expect(await known.get('teams', 'T1')).toBeUndefined();
    expect((await known.ofTenant(TENANT)).map(({ install }) => install)).toEqual(['T1', 'entra']);
    expect((await known.all('slack')).map(({ install }) => install)).toEqual(['T1', 'T2']);
  });

  it('goes along with whoever installs it anew', async () => {
    const known = installations(memoryTable());
    await known.put(WORKSPACE);
    await known.put({ ...WORKSPACE, tenant: OTHER });
    expect(await known.ofTenant(TENANT)).toEqual([]);
    expect(await known.ofTenant(OTHER)).toHaveLength(1);
  });

  it('is replaced by one of several who saw the same, and the others are told', async () => {
    const known = installations(memoryTable());
    await known.put(WORKSPACE);
    const renewed = ['a', 'b', 'c'].map((data) => ({ ...WORKSPACE, data }));
    const won = await Promise.all(renewed.map(async (next) => known.replace(WORKSPACE, next)));
    expect(won.filter(Boolean)).toHaveLength(1);
    expect(await known.get('slack', 'T1')).toEqual(renewed[won.indexOf(true)]);
    expect(await known.replace(WORKSPACE, { ...WORKSPACE, data: 'late' })).toBe(false);
  });

  it('that is gone is not brought back by a replacement', async () => {
    const table = memoryTable();
    const known = installations(table);
    await known.put(WORKSPACE);
    await known.remove('slack', 'T1');
    await known.remove('slack', 'T1');
    expect(await known.replace(WORKSPACE, { ...WORKSPACE, data: 'renewed' })).toBe(false);
    expect(table.rows()).toEqual([]);
  });

  it('leaves no secret in the rows that its tenant takes along', async () => {
    const table = memoryTable();
    await installations(table).put(WORKSPACE);
    const own = table.rows().filter(({ pk }) => pk.startsWith(`T#${TENANT}#`));
    expect(own).toHaveLength(1);
    expect(JSON.stringify(own)).not.toContain('sealed-1');
  });
});
