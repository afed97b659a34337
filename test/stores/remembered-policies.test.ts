// A policy is remembered for a moment, and never longer.
import { expect, it, onTestFinished } from 'vitest';
import type { TenantId } from '#core/ids.ts';
import { DEFAULT_POLICY } from '#core/policy/policy.ts';
import { policies } from '#stores/policies.ts';
import { POLICY_MOMENT_MS, rememberedPolicies } from '#stores/remembered-policies.ts';
import { sqliteTable } from '#stores/sqlite-table.ts';

const ACME = 'acme' as TenantId;
const GLOBEX = 'globex' as TenantId;
const STRICT = { ...DEFAULT_POLICY, language: 'de' };

function kit() {
  const table = sqliteTable(':memory:');
  onTestFinished(async () => table.close());
  const state = { now: 0, reads: 0, isDown: false };
  const stored = policies(table);
  const counted: typeof stored = {
    ...stored,
    of: async (tenant) => {
      state.reads += 1;
      if (state.isDown) throw new Error('down');
      return stored.of(tenant);
    },
  };
  return { state, stored, remembered: rememberedPolicies(counted, () => state.now) };
}

it('asks the store once in a moment, for each tenant', async () => {
  const { state, remembered } = kit();
  await Promise.all([remembered.of(ACME), remembered.of(ACME), remembered.of(GLOBEX)]);
  expect(state.reads).toBe(2);
});

it('sees at once what is set here, and what is set elsewhere when the moment is over', async () => {
  const { state, stored, remembered } = kit();
  await remembered.of(ACME);
  await remembered.put(ACME, STRICT);
  expect((await remembered.of(ACME)).language).toBe('de');
  await stored.put(ACME, DEFAULT_POLICY);
  expect((await remembered.of(ACME)).language).toBe('de');
  state.now += POLICY_MOMENT_MS;
  expect((await remembered.of(ACME)).language).toBe('en');
  expect((await remembered.all(ACME)).map(({ language }) => language)).toEqual(['en', 'de']);
});

it('does not remember a failure', async () => {
  const { state, remembered } = kit();
  state.isDown = true;
  await expect(remembered.of(ACME)).rejects.toThrow('down');
  state.isDown = false;
  expect(await remembered.of(ACME)).toEqual(DEFAULT_POLICY);
});
