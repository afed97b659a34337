// Tokens of the read API: worth something to whoever holds one, and to nobody who reads the table.
import { describe, expect, it } from 'vitest';
import type { TenantId } from '#core/ids.ts';
import type { Table } from '#core/ports.ts';
import { plus } from '#core/time.ts';
import { apiTokens } from '#stores/api-tokens.ts';
import { T0 } from '../support/build.ts';
import { mortalTable } from '../support/faulty-table.ts';
import { memoryTable } from '../support/memory-table.ts';

const ACME = 'acme' as TenantId;
const ANA = { tenant: ACME, email: 'Ana@acme.example', expiresAt: plus(T0, { days: 90 }) };

function kit(table: Table = memoryTable()) {
  const clock = { now: T0 };
  return { clock, tokens: apiTokens(table, { now: () => clock.now }) };
}

describe('a token of the read API', () => {
  it('says whose it is until it is over', async () => {
    const { tokens, clock } = kit();
    const { token } = await tokens.make(ANA);
    expect(token).toMatch(/^cs_[A-Za-z0-9_-]{43}$/);
    expect(await tokens.find(token)).toEqual({ tenant: 'acme', email: 'ana@acme.example' });
    clock.now = plus(T0, { days: 90, minutes: -1 });
    expect(await tokens.find(token)).toBeDefined();
    clock.now = plus(T0, { days: 90 });
    expect(await tokens.find(token)).toBeUndefined();
  });

  it('stands nowhere in the table, and no row can be used in its place', async () => {
    const table = memoryTable();
    const { tokens } = kit(table);
    const { token, id } = await tokens.make(ANA);
    const text = JSON.stringify(table.rows());
    expect(text).not.toContain(token);
    expect(text).not.toContain(token.slice(3));
    const names = table.rows().flatMap(({ pk, sk }) => [...pk.split('#'), sk]);
    for (const guess of [...names, ...names.map((name) => `cs_${name.slice(0, 43)}`), id, '', 'cs_', `${token}x`])
      expect(await tokens.find(guess)).toBeUndefined();
  });

  it('is ended by its name, once, and stays listed', async () => {
    const { tokens, clock } = kit();
    const first = await tokens.make(ANA);
    clock.now = plus(T0, { hours: 1 });
    const second = await tokens.make({ ...ANA, email: 'ben@acme.example' });
    expect(await tokens.end(first.id)).toMatchObject({ id: first.id, endedAt: null });
    clock.now = plus(T0, { hours: 2 });
    expect(await tokens.end(first.id)).toMatchObject({ endedAt: plus(T0, { hours: 1 }) });
    expect([await tokens.find(first.token), await tokens.find(second.token)]).toEqual([
      undefined,
      { tenant: 'acme', email: 'ben@acme.example' },
    ]);
    expect(await tokens.ofTenant(ACME)).toMatchObject([{ email: 'ana@acme.example', endedAt: plus(T0, { hours: 1 }) }, { endedAt: null }]);
    expect(await tokens.ofTenant('globex' as TenantId)).toEqual([]);
  });

  it.each(['', 'acme', 'acme.', 'acme.0123456789ab', 'globex.0123456789ab', 'acme#POLICY.0123456789ab', 'acme.0123456789AB'])(
    'called %j there is none to end',
    async (id) => {
      const { tokens } = kit();
      await tokens.make(ANA);
      expect(await tokens.end(id)).toBeUndefined();
    },
  );

  it('that was cut off while it was made opens nothing and spoils no list', async () => {
    for (let writes = 0; writes < 2; writes += 1) {
      const table = memoryTable();
      await expect(kit(mortalTable(table, writes)).tokens.make(ANA)).rejects.toThrow('died');
      const { tokens } = kit(table);
      expect(await tokens.ofTenant(ACME)).toEqual([]);
      expect(table.rows().filter(({ pk }) => pk.startsWith('API#'))).toEqual([]);
    }
  });
});
