// What a tenant chooses: its policy, revision by revision, and who stands in for whom.
import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '#core/policy/policy.ts';
import type { TenantId } from '#core/ids.ts';
import { plus } from '#core/time.ts';
import { T0, TENANT } from '../support/build.ts';
import { storeKit } from '../support/store-kit.ts';

const OTHER = 'contoso' as TenantId;
const NEVER = { ...DEFAULT_POLICY, delegation: 'never' } as const;

describe('a policy', () => {
  it('is the default until one is set, and stands by revision from then on', async () => {
    const { policies } = storeKit();
    expect(await policies.of(TENANT)).toEqual(DEFAULT_POLICY);
    expect(await policies.put(TENANT, NEVER)).toEqual({ ...NEVER, revision: 2 });
    expect(await policies.put(TENANT, DEFAULT_POLICY)).toMatchObject({ revision: 3, delegation: 'own-people' });
    expect((await policies.all(TENANT)).map(({ revision }) => revision)).toEqual([3, 2]);
  });
  it('that says the same as the one in force is no revision', async () => {
    const { policies } = storeKit();
    expect(await policies.put(TENANT, { ...DEFAULT_POLICY, revision: 9 })).toEqual(DEFAULT_POLICY);
    await policies.put(TENANT, NEVER);
    expect(await policies.put(TENANT, NEVER)).toMatchObject({ revision: 2 });
  });
  it('of one tenant is none of another’s', async () => {
    const { policies } = storeKit();
    await policies.put(TENANT, NEVER);
    expect(await policies.of(OTHER)).toEqual(DEFAULT_POLICY);
  });
  it('of several who set one at once gets a revision each', async () => {
    const { policies } = storeKit();
    const days = [1, 2, 3, 4].map((afterDays) => ({ ...DEFAULT_POLICY, expiry: { afterDays, warnBeforeDays: 1 } }));
    const stored = await Promise.all(days.map(async (one) => policies.put(TENANT, one)));
    expect(stored.map(({ revision }) => revision).toSorted((a, b) => a - b)).toEqual([2, 3, 4, 5]);
  });
});

describe('an absence', () => {
  const LEE = { name: 'Lee', email: 'Lee@northwind.test' };
  const away = { person: 'Max@northwind.test', to: LEE, from: T0, until: plus(T0, { days: 5 }) };

  it('is in force from its first moment until just before its last', async () => {
    const { absences } = storeKit();
    await absences.put(TENANT, away);
    const at = async (days: number) => (await absences.at(TENANT, 'max@northwind.test', plus(T0, { days })))?.to.email;
    expect([await at(-1), await at(0), await at(4), await at(5)]).toEqual([
      undefined,
      'lee@northwind.test',
      'lee@northwind.test',
      undefined,
    ]);
  });
  it('that began last counts where several overlap', async () => {
    const { absences } = storeKit();
    await absences.put(TENANT, away);
    await absences.put(TENANT, { ...away, from: plus(T0, { days: 2 }), to: { name: 'Kim', email: 'kim@northwind.test' } });
    expect((await absences.at(TENANT, away.person, plus(T0, { days: 3 })))?.to.name).toBe('Kim');
    expect((await absences.at(TENANT, away.person, plus(T0, { days: 1 })))?.to.name).toBe('Lee');
  });
  it('can be replaced and taken back, and is this person’s alone', async () => {
    const { absences } = storeKit();
    await absences.put(TENANT, away);
    await absences.put(TENANT, { ...away, until: plus(T0, { days: 1 }) });
    expect(await absences.all(TENANT)).toHaveLength(1);
    expect(await absences.at(TENANT, 'max@northwind.testing', T0)).toBeUndefined();
    expect(await absences.remove(TENANT, { person: 'MAX@northwind.test', from: T0 })).toBe(true);
    expect(await absences.remove(TENANT, away)).toBe(false);
    expect(await absences.at(TENANT, away.person, T0)).toBeUndefined();
  });
});
