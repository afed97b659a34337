// What a tenant may send in a day and ask for in a minute: never more, never less, whoever else asks at the same moment.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { envelopeIdOf, type EnvelopeId, type TenantId } from '#core/ids.ts';
import type { Table } from '#core/ports.ts';
import { plus } from '#core/time.ts';
import { pace } from '#stores/pace.ts';
import { sendDays } from '#stores/send-days.ts';
import { DEFAULT_LIMITS, LIMITS_MOMENT_MS, tenantLimits } from '#stores/tenant-limits.ts';
import { fold } from '#core/fold.ts';
import { body, command, OLIVIA, T0, TENANT } from '../support/build.ts';
import { sizeOf } from '../support/capacity-table.ts';
import { interleavedTable } from '../support/interleaved-table.ts';
import { memoryTable } from '../support/memory-table.ts';
import { storeKit, type StoreKit } from '../support/store-kit.ts';

const DAY = '2026-11-25';
const OTHER = 'fabrikam' as TenantId;

function envelope(number: number): EnvelopeId {
  return envelopeIdOf(Uint8Array.from([1, 1, 1, 1, 1, 1, number >> 10, number >> 5, number]));
}

function idsUpTo(count: number): readonly EnvelopeId[] {
  return Array.from({ length: count }, (_, at) => envelope(at));
}

describe('the places of a day', () => {
  it('are given to as many envelopes as there are places, in every order of reads and writes, and each asks as often as it likes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        // Beside a row that is nearly full, so that several want to begin the next one.
        fc.constantFrom(0, 48),
        fc.nat({ max: 6 }),
        fc.array(fc.nat({ max: 7 }), { minLength: 1, maxLength: 10 }),
        async (scheduler, before, room, asking) => {
          const plain = memoryTable();
          const most = before + room;
          for (const known of idsUpTo(before)) await sendDays(plain).take(TENANT, { envelope: known, day: DAY, most });
          const ask = async (table: Table) =>
            Promise.all(asking.map(async (one) => sendDays(table).take(TENANT, { envelope: envelope(1_000 + one), day: DAY, most })));
          const given = await scheduler.waitFor(ask(interleavedTable(plain, scheduler)));
          const winners = new Set(asking.filter((_, at) => given[at]));
          const losers = new Set(asking.filter((_, at) => !given[at]));
          expect(winners.size).toBe(Math.min(room, new Set(asking).size));
          expect(winners.intersection(losers).size).toBe(0);
          expect(await ask(plain)).toEqual(given);
        },
      ),
    );
  });

  it('are a tenant’s and a day’s own', async () => {
    const days = sendDays(memoryTable());
    const [one, two] = [envelope(1), envelope(2)];
    expect(await days.take(TENANT, { envelope: one, day: DAY, most: 1 })).toBe(true);
    expect(await days.take(TENANT, { envelope: two, day: DAY, most: 1 })).toBe(false);
    expect(await days.take(OTHER, { envelope: two, day: DAY, most: 1 })).toBe(true);
    expect(await days.take(TENANT, { envelope: two, day: '2026-11-26', most: 1 })).toBe(true);
    // Raised in the middle of the day.
    expect(await days.take(TENANT, { envelope: two, day: DAY, most: 2 })).toBe(true);
  });

  it('stay in rows of less than a kilobyte', async () => {
    const table = memoryTable();
    for (const one of idsUpTo(120)) await sendDays(table).take(TENANT, { envelope: one, day: DAY, most: 120 });
    const sizes = table.rows().map(sizeOf);
    expect(sizes).toHaveLength(3);
    expect(Math.max(...sizes)).toBeLessThan(1024);
  });
});

async function drafted({ commands }: StoreKit, number: number): Promise<EnvelopeId> {
  const id = envelope(number);
  await commands.run(TENANT, id, command(OLIVIA, { ...body.draft(), id }));
  return id;
}

describe('a send', () => {
  it('beyond the day’s number is refused with the next day, changes nothing, and goes out then', async () => {
    const kit = storeKit();
    await kit.limits.set(TENANT, { envelopesPerDay: 2 });
    const ids = await Promise.all([1, 2, 3].map(async (number) => drafted(kit, number)));
    const outcomes = [];
    for (const id of ids) outcomes.push(await kit.commands.run(TENANT, id, command(OLIVIA, body.send)));
    const [last = envelope(0)] = ids.slice(-1);
    const midnight = `${plus(T0, { days: 1 }).slice(0, 10)}T00:00:00.000Z`;
    const refused = { ok: false, refusal: { code: 'too-many-today', most: 2, againAt: midnight } };
    expect(outcomes).toMatchObject([{ ok: true }, { ok: true }, refused]);
    expect(fold(await kit.ledger.load(TENANT, last)).status).toBe('draft');
    expect(await kit.commands.run(TENANT, last, command(OLIVIA, body.send, { days: 1 }))).toMatchObject({ ok: true });
  });

  it('that is tried again is counted once, also where it was cut off before it was recorded', async () => {
    const kit = storeKit();
    await kit.limits.set(TENANT, { envelopesPerDay: 2 });
    const [one, two] = [await drafted(kit, 1), await drafted(kit, 2)];
    const send = command(OLIVIA, body.send);
    const append = kit.ledger.append;
    kit.ledger.append = async () => {
      throw new Error('the machine dies');
    };
    await expect(kit.commands.run(TENANT, one, send)).rejects.toThrow('dies');
    kit.ledger.append = append;
    for (let times = 0; times < 3; times += 1) expect(await kit.commands.run(TENANT, one, send)).toMatchObject({ ok: true, version: 2 });
    expect(await kit.commands.run(TENANT, two, command(OLIVIA, body.send))).toMatchObject({ ok: true });
    expect(await placesTaken(kit)).toBe(2);
  });

  it('that is refused for another reason takes no place', async () => {
    const kit = storeKit();
    const id = await drafted(kit, 1);
    await kit.commands.run(TENANT, id, command({ ...OLIVIA, email: 'eve@evil.test' } as typeof OLIVIA, body.send));
    expect(await placesTaken(kit)).toBe(0);
    await kit.commands.run(TENANT, id, command(OLIVIA, body.send));
    await kit.commands.run(TENANT, id, command(OLIVIA, body.send));
    expect(await placesTaken(kit)).toBe(1);
  });
});

async function placesTaken({ table }: StoreKit): Promise<number> {
  const { items } = await table.queryPartition({ pk: `T#${TENANT}#QUOTA`, prefix: 'SENT#' });
  return items.flatMap(({ body: text }) => (JSON.parse(text) as { envelopes: string[] }).envelopes).length;
}

describe('limits', () => {
  it('are the defaults until they are set, one by one, and seen elsewhere within moments', async () => {
    const table = memoryTable();
    let now = 0;
    const [here, there] = [tenantLimits(table, () => now), tenantLimits(table, () => now)];
    expect([await here.of(TENANT), await there.of(TENANT)]).toEqual([DEFAULT_LIMITS, DEFAULT_LIMITS]);
    await here.set(TENANT, { envelopesPerDay: 5 });
    expect(await here.set(TENANT, { requestsPerMinute: 7 })).toEqual({ envelopesPerDay: 5, requestsPerMinute: 7 });
    expect(await here.of(TENANT)).toEqual({ envelopesPerDay: 5, requestsPerMinute: 7 });
    expect(await there.of(TENANT)).toEqual(DEFAULT_LIMITS);
    now += LIMITS_MOMENT_MS;
    expect(await there.of(TENANT)).toEqual({ envelopesPerDay: 5, requestsPerMinute: 7 });
    expect(await here.of(OTHER)).toEqual(DEFAULT_LIMITS);
  });

  it('that cannot be read are asked for again', async () => {
    const table = memoryTable();
    let isDown = true;
    const limits = tenantLimits({ ...table, get: async (key) => (isDown ? Promise.reject(new Error('down')) : table.get(key)) }, () => 0);
    await expect(limits.of(TENANT)).rejects.toThrow('down');
    isDown = false;
    expect(await limits.of(TENANT)).toEqual(DEFAULT_LIMITS);
  });
});

describe('the minute', () => {
  const MINUTE = 60_000;

  it('takes as many as it may, and spreads the rest over the next ones', async () => {
    let now = 5 * MINUTE + 1;
    const minutes = pace({ machineNow: () => now });
    const take = async (times: number) => Promise.all(Array.from({ length: times }, async () => minutes.take(TENANT, 2)));
    expect(await take(7)).toEqual([undefined, undefined, ...[6, 6, 7, 7, 8].map((minute) => minute * MINUTE)]);
    expect(await minutes.take(OTHER, 2)).toBeUndefined();
    now = 6 * MINUTE;
    // Two of those that waited, and one that is new: behind those that wait for the minutes to come.
    expect(await take(3)).toEqual([undefined, undefined, 8 * MINUTE]);
    now = 60 * MINUTE;
    expect(await take(3)).toEqual([undefined, undefined, 61 * MINUTE]);
  });

  it('is never taken more often than it may by several processes together, and by one alone as often', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.integer({ min: 1, max: 300 }),
        fc.array(fc.nat({ max: 2 }), { maxLength: 40 }),
        async (scheduler, most, asking) => {
          const plain = memoryTable();
          const shared = { machineNow: () => MINUTE, table: interleavedTable(plain, scheduler) };
          const processes = [pace(shared), pace(shared), pace(shared)];
          const asked = await scheduler.waitFor(Promise.all(asking.map(async (one) => processes[one]?.take(TENANT, most))));
          const granted = asked.filter((until) => until === undefined).length;
          expect(granted).toBeLessThanOrEqual(most);
          const alone = pace({ machineNow: () => 2 * MINUTE, table: plain });
          const answers = [];
          for (let times = 0; times < most + 3; times += 1) answers.push(await alone.take(TENANT, most));
          expect(answers.filter((until) => until === undefined)).toHaveLength(most);
        },
      ),
    );
  });
});
