// Codes for one use: whoever comes second, too late or with junk gets nothing.
import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { plus, type Duration } from '#core/time.ts';
import { oneTime } from '#stores/one-time.ts';
import { T0, TENANT } from '../support/build.ts';
import { memoryTable } from '../support/memory-table.ts';

function desk() {
  const table = memoryTable();
  let now = T0;
  const made = oneTime(table, { now: () => now, randomHex: (bytes) => randomBytes(bytes).toString('hex') });
  return { ...made, table, pass: (by: Duration) => void (now = plus(now, by)) };
}

describe('a code for one use', () => {
  it('gives its tenant once, to one of those who come at once', async () => {
    const { make, take, table } = desk();
    const code = await make(TENANT, { minutes: 10 });
    const taken = await Promise.all([take(code), take(code), take(code)]);
    expect(taken.filter((tenant) => tenant === TENANT)).toHaveLength(1);
    expect(await take(code)).toBeUndefined();
    expect(table.rows()).toEqual([]);
  });

  it('ends with its time', async () => {
    const { make, take, pass } = desk();
    const [early, late] = [await make(TENANT, { minutes: 10 }), await make(TENANT, { minutes: 10 })];
    pass({ minutes: 9 });
    expect(await take(early)).toBe(TENANT);
    pass({ minutes: 1 });
    expect(await take(late)).toBeUndefined();
  });

  it('cannot be guessed, nor read from the table', async () => {
    const { make, take, table } = desk();
    const code = await make(TENANT, { minutes: 10 });
    expect(code).toMatch(/^[0-9a-f]{64}$/);
    expect(JSON.stringify(table.rows())).not.toContain(code);
    expect(await take('')).toBeUndefined();
    expect(await take(`${code.slice(0, -1)}x`)).toBeUndefined();
    expect(await take(code)).toBe(TENANT);
  });

  it('is never given out twice, also by a source of randomness that repeats itself', async () => {
    const { make } = oneTime(memoryTable(), { now: () => T0, randomHex: (bytes) => 'a'.repeat(bytes * 2) });
    await make(TENANT, { minutes: 1 });
    await expect(make(TENANT, { minutes: 1 })).rejects.toThrow('randomness');
  });
});
