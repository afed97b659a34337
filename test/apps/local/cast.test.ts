// What the demo's organisations begin with, and that what a person sets for them is not overwritten by the next start.
import { expect, it } from 'vitest';
import { NORTHWIND, seedPolicies } from '#apps/local/cast.ts';
import { policies } from '#stores/policies.ts';
import { storeKit } from '../../support/store-kit.ts';

it('reminds at every hour, so that a moved clock shows what it does', async () => {
  const { table } = storeKit();
  await seedPolicies(policies(table));
  const { reminders, levels } = await policies(table).of(NORTHWIND.id);
  expect(reminders).toMatchObject({ firstAfterDays: 3, workingHours: { days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00' } });
  expect(levels).toHaveLength(5);
});

it('keeps what was set since, whoever starts it again', async () => {
  const { table } = storeKit();
  const known = policies(table);
  await seedPolicies(known);
  const before = await known.of(NORTHWIND.id);
  const mine = await known.put(NORTHWIND.id, { ...before, delegation: 'never' });
  await seedPolicies(known);
  expect(await known.of(NORTHWIND.id)).toEqual(mine);
  expect(mine.revision).toBe(before.revision + 1);
});
