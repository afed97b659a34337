// Dead letters and redrive: what was given up is found without a search, and put back without being lost or doubled on the way.
import { describe, expect, test } from 'vitest';
import { deadList, redrive } from '#apps/dispatch/dead-list.ts';
import type { Answer } from '#core/answer.ts';
import { answerEffect } from '#stores/effect-row.ts';
import { allRows } from '#stores/pages.ts';
import { body, command, ENVELOPE, MAX, OLIVIA, TENANT } from '../../support/build.ts';
import { countingTable } from '../../support/counting-table.ts';
import { dispatchKit } from '../../support/dispatch-kit.ts';
import { mortalTable } from '../../support/faulty-table.ts';
import { LEASE_MS, storesOver } from '../../support/store-kit.ts';

const drafted = command(OLIVIA, body.draft());
const sent = command(OLIVIA, body.send);
const voided = command(OLIVIA, { type: 'void', reason: 'Wrong file' }, { hours: 4 });

type Kit = Awaited<ReturnType<typeof dispatchKit>>;

/** The request to Max is refused for good. */
async function withDeadRequest(): Promise<Kit> {
  const kit = await dispatchKit();
  kit.world.mood = (message) => ('notification' in message && message.notification.kind === 'approve-request' ? 'refuses' : 'ok');
  await kit.run(drafted);
  await kit.run(sent);
  await kit.dispatcher.settle();
  kit.world.mood = () => 'ok';
  return kit;
}

const all = async ({ bare }: Kit) => deadList(bare, {});

async function redriveAll(kit: Kit): Promise<void> {
  for (const dead of await all(kit)) await redrive(kit.bare, dead);
}

describe('a dead effect', () => {
  test('is listed with its reason, attempts, kind and recipient, and found without reading what is well', async () => {
    const kit = await withDeadRequest();
    const counting = countingTable(kit.bare);
    expect(await deadList(counting.table, {})).toEqual([
      {
        letter: expect.objectContaining({
          of: 'effect',
          tenant: TENANT,
          envelope: ENVELOPE,
          kind: 'approve-request',
          to: 'r1',
          why: 'no such user',
          attempts: 1,
          at: kit.clock.machineNow,
        }),
        would: 'send',
        to: { name: 'Max', email: MAX.email, channel: 'email' },
      },
    ]);
    // The tenants, their letters, requests' letters; then the one effect and its envelope.
    expect(counting.counts).toMatchObject({ get: 1, queryPartition: 4 });
  });

  test('is filtered by tenant, envelope and kind', async () => {
    const { bare } = await withDeadRequest();
    const count = async (filter: Parameters<typeof deadList>[1]) => (await deadList(bare, filter)).length;
    expect(await count({ tenant: TENANT, envelope: ENVELOPE, kind: 'approve-request' })).toBe(1);
    expect(await count({ tenant: 'fabrikam' })).toBe(0);
    expect(await count({ kind: 'seal' })).toBe(0);
    expect(await count({ envelope: 'CS-00000-00000' as typeof ENVELOPE })).toBe(0);
  });

  test('put back is delivered, its letter and pointer are gone, and the record says that it came through', async () => {
    const kit = await withDeadRequest();
    expect(await kit.state()).toMatchObject({ recipients: [{ status: 'undeliverable' }, {}, {}, {}] });
    await redriveAll(kit);
    expect(await all(kit)).toEqual([]);
    expect(await kit.dispatcher.settle()).toMatchObject({ undispatched: 0 });
    expect(kit.delivered.filter((name) => name === 'approve-request>r1')).toHaveLength(1);
    expect(await kit.state()).toMatchObject({ recipients: [{ status: 'notified' }, {}, {}, {}] });
    expect(await letters(kit)).toEqual([]);
  });

  test('put back and refused again is dead again, with a letter of its own', async () => {
    const kit = await withDeadRequest();
    kit.world.mood = () => 'refuses';
    const [first] = await all(kit);
    await redriveAll(kit);
    await kit.dispatcher.settle();
    const [second, ...others] = (await all(kit)).filter(({ letter }) => letter.of === 'effect' && letter.kind === 'approve-request');
    expect(others).toEqual([]);
    expect(second?.letter.died).toBeGreaterThan(first?.letter.died ?? Infinity);
    expect(await kit.dispatcher.settle()).toMatchObject({ undispatched: 0 });
  });

  test('that is no longer true is said to be so, and put back it is closed unsent', async () => {
    const kit = await withDeadRequest();
    await kit.run(voided);
    await kit.dispatcher.settle();
    expect(await all(kit)).toMatchObject([{ would: 'close', to: null }]);
    await redriveAll(kit);
    await kit.dispatcher.settle();
    const effects = await kit.effects.list(TENANT, ENVELOPE);
    expect(effects.find(({ key }) => key.sk.includes('approve-request'))).toMatchObject({ state: 'superseded' });
    expect(kit.delivered).not.toContain('approve-request>r1');
    expect(await all(kit)).toEqual([]);
  });

  test('that was put back twice by two hands at once goes out once', async () => {
    const kit = await withDeadRequest();
    const found = await all(kit);
    await Promise.all([...found, ...found].map(async (dead) => redrive(kit.bare, dead)));
    await kit.dispatcher.settle();
    for (const dead of found) await redrive(kit.bare, dead);
    await kit.dispatcher.settle();
    expect(kit.delivered.filter((name) => name === 'approve-request>r1')).toHaveLength(1);
    expect(await kit.dispatcher.settle()).toMatchObject({ undispatched: 0 });
  });

  test('is lost by no death of whoever puts it back, and the wish is carried on', async () => {
    for (let survived = 0; survived <= 3; survived += 1) {
      const kit = await withDeadRequest();
      for (const dead of await all(kit)) await redrive(mortalTable(kit.bare, survived), dead).catch(() => undefined);
      await kit.dispatcher.settle();
      const isDelivered = kit.delivered.includes('approve-request>r1');
      expect(isDelivered || (await all(kit)).length === 1, `after ${survived} writes`).toBe(true);
      expect(isDelivered, `after ${survived} writes`).toBe(survived > 0);
    }
  });

  test('has its letter whatever write its runner died after, and a letter to nothing says nothing', async () => {
    for (const survived of [0, 1, 2]) {
      const kit = await dispatchKit();
      const { key } = answerEffect(ANSWER, { channel: 'email', key: 'asked', index: 0 });
      await kit.effects.plan(answerEffect(ANSWER, { channel: 'email', key: 'asked', index: 0 }));
      const claimed = await kit.effects.claim(key);
      if (!claimed) throw new Error('not claimed');
      const dying = storesOver(mortalTable(kit.bare, survived), kit.clock);
      await dying.effects.dead(claimed, 'gone').catch(() => undefined);
      const isDead = (await kit.effects.get(key))?.state === 'dead';
      expect(isDead).toBe(survived === 2);
      expect(await all(kit)).toHaveLength(isDead ? 1 : 0);
      kit.clock.machineNow += LEASE_MS;
      const again = await kit.effects.claim(key);
      if (again) await kit.effects.done(again, { providerId: 'p' });
      expect(await all(kit)).toHaveLength(isDead ? 1 : 0);
    }
  });

  test('about no envelope is put back as well', async () => {
    const kit = await dispatchKit();
    kit.world.mood = () => 'refuses';
    await kit.inbox.accept('slack', 'asked', {});
    const claimed = await kit.inbox.claim('slack', 'asked');
    if (!claimed) throw new Error('not claimed');
    await kit.inbox.settle(claimed.lease, { kind: 'answered', code: 'not-a-member' }, [ANSWER]);
    await kit.dispatcher.settle();
    kit.world.mood = () => 'ok';
    expect(await all(kit)).toMatchObject([{ would: 'send', to: { name: 'Eve', channel: 'email' } }]);
    await redriveAll(kit);
    expect(await kit.dispatcher.settle()).toMatchObject({ undispatched: 0 });
    expect(kit.delivered).toEqual(['not-a-member>Eve']);
  });

  test('from before there were letters gets one at the daily walk, and a letter that says nothing any more is cleared away', async () => {
    const kit = await withDeadRequest();
    const [row] = await letters(kit);
    if (!row) throw new Error('no letter');
    await kit.bare.delete(row);
    expect(await all(kit)).toEqual([]);
    await kit.dispatcher.walk();
    expect(await all(kit)).toMatchObject([{ letter: { why: 'no such user' } }]);
    await redriveAll(kit);
    await kit.dispatcher.settle();
    await kit.bare.putIfAbsent(row);
    expect(await all(kit)).toEqual([]);
    await kit.dispatcher.walk();
    expect(await letters(kit)).toEqual([]);
  });
});

describe('a request that keeps failing', () => {
  async function failing(): Promise<Kit> {
    const kit = await dispatchKit();
    // The kit's channel runs the request as a command: this one is no command at all.
    await kit.inbox.accept('email', 'poison', { type: 'nonsense' });
    for (let round = 0; round < 30; round += 1) {
      await kit.dispatcher.settle();
      kit.clock.machineNow += 60 * 60_000;
    }
    return kit;
  }

  test('is given up after a bounded number of tries, kept, and listed with its last fault', async () => {
    const kit = await failing();
    expect(await kit.inbox.pending()).toEqual([]);
    expect(await all(kit)).toMatchObject([
      { letter: { of: 'request', channel: 'email', key: 'poison', attempts: 24, why: expect.stringMatching(/\w/) }, would: 'process' },
    ]);
    expect(await kit.inbox.accept('email', 'poison', { type: 'nonsense' })).toBe('seen');
    expect(await kit.inbox.claim('email', 'poison')).toBeUndefined();
    expect(await kit.dispatcher.settle()).toMatchObject({ undispatched: 0 });
  });

  test('no longer keeps envelopes from expiring', async () => {
    const kit = await failing();
    await kit.run(drafted);
    await kit.run(sent);
    await kit.dispatcher.settle();
    kit.at({ days: 15 });
    await kit.dispatcher.tick();
    expect(await kit.state()).toMatchObject({ status: 'expired' });
  });

  test('put back is tried afresh, and given up again when it fails again', async () => {
    const kit = await failing();
    await redriveAll(kit);
    expect(await all(kit)).toEqual([]);
    expect(await kit.inbox.pending()).toEqual([{ channel: 'email', key: 'poison' }]);
    const claimed = await kit.inbox.claim('email', 'poison');
    expect(claimed?.request).toEqual({ type: 'nonsense' });
    if (!claimed) throw new Error('not claimed');
    await kit.inbox.settle(claimed.lease, { kind: 'dropped', why: 'mended' }, []);
    expect(await kit.inbox.pending()).toEqual([]);
    expect(await kit.inbox.outcome('email', 'poison')).toMatchObject({ kind: 'dropped' });
  });

  test('is lost by no death of whoever puts it back, whatever the sweep does meanwhile', async () => {
    for (let survived = 0; survived <= 3; survived += 1) {
      const kit = await failing();
      const [dead] = await all(kit);
      if (!dead) throw new Error('nothing is dead');
      await redrive(mortalTable(kit.bare, survived), dead).catch(() => undefined);
      await kit.inbox.pending();
      const isOpen = (await kit.inbox.pending()).length === 1;
      expect(isOpen || (await all(kit)).length === 1, `after ${survived} writes`).toBe(true);
    }
  });

  test('by killing its runner each time is given up too', async () => {
    const kit = await dispatchKit();
    await kit.inbox.accept('email', 'deadly', {});
    let claims = 0;
    for (let round = 0; round < 40; round += 1) {
      if (await kit.inbox.claim('email', 'deadly')) claims += 1;
      kit.clock.machineNow += 60 * 60_000;
    }
    expect(claims).toBe(24);
    expect(await all(kit)).toMatchObject([{ letter: { of: 'request', key: 'deadly', why: 'Its runner died.' } }]);
  });
});

const ANSWER: Answer = { to: { name: 'Eve', email: 'eve@evil.test' }, channel: 'email', tenant: TENANT, say: { kind: 'not-a-member' } };

async function letters({ bare }: Kit) {
  return [...(await allRows(bare, { pk: `T#${TENANT}#DEAD` })), ...(await allRows(bare, { pk: 'DEAD' }))];
}
