// What follows from the record: every message once, none that is no longer true, none lost, whatever died in between.
import { describe, expect, test } from 'vitest';
import type { Answer } from '#core/answer.ts';
import { body, command, DANA, ENVELOPE, INES, MAX, OLIVIA, person, r, TENANT } from '../../support/build.ts';
import { dispatchKit } from '../../support/dispatch-kit.ts';
import { mortalTable } from '../../support/faulty-table.ts';
import { LEASE_MS, storesOver } from '../../support/store-kit.ts';

const drafted = command(OLIVIA, body.draft());
const sent = command(OLIVIA, body.send);
const approved = command(person(MAX.email), body.approve(r(1)), { hours: 1 });
const inesSigned = command(person(INES.email), body.sign(r(2)), { hours: 2 });
const danaSigned = command(person(DANA.email, 'L2', 'web'), body.sign(r(3)), { hours: 3 });
const voided = command(OLIVIA, { type: 'void', reason: 'Wrong file' }, { hours: 4 });
const story = [drafted, sent, approved, inesSigned, danaSigned];
const TOLD = [
  'approve-request>r1',
  'recorded>r1',
  'sign-request>r2',
  'sign-request>r3',
  'recorded>r2',
  'recorded>r3',
  'completed>sender',
  'completed>r1',
  'completed>r2',
  'completed>r3',
  'completed>r4',
];

describe('dispatch', () => {
  test('each message of the main job is delivered once, its deliveries are on record, and nothing stays pending', async () => {
    const kit = await dispatchKit();
    for (const next of story) {
      await kit.run(next);
      await kit.dispatcher.settle();
    }
    expect(kit.delivered).toEqual(['draft>sender', ...TOLD]);
    expect(await kit.dispatcher.settle()).toMatchObject({ undispatched: 0, effects: { failed: 0 } });
    const state = await kit.state();
    expect(state).toMatchObject({ status: 'completed', sealing: { state: 'sealed' }, recipients: [{}, {}, {}, { status: 'notified' }] });
    expect(kit.delivered).toHaveLength(12);
  });

  test('an invitation that could not go out before a void is closed, never sent late', async () => {
    const kit = await dispatchKit();
    kit.world.mood = () => 'down';
    await kit.run(drafted);
    await kit.run(sent);
    await kit.dispatcher.settle();
    kit.world.mood = () => 'ok';
    await kit.run(voided);
    kit.clock.machineNow += 3_600_000;
    await kit.dispatcher.settle();
    expect(kit.delivered).toEqual(['voided>r1', 'voided>sender']);
  });

  test('a failed delivery is tried again when its time has come, not before', async () => {
    const kit = await dispatchKit();
    kit.world.mood = () => 'down';
    await kit.run(drafted);
    expect(await kit.dispatcher.settle()).toMatchObject({ undispatched: 1 });
    kit.world.mood = () => 'ok';
    await kit.dispatcher.settle();
    expect(kit.delivered).toEqual([]);
    kit.clock.machineNow += 2_000;
    await kit.dispatcher.settle();
    expect(kit.delivered).toEqual(['draft>sender']);
  });

  test('an address that refuses for good is told to the sender, and stands as undeliverable', async () => {
    const kit = await dispatchKit();
    kit.world.mood = (message) => ('notification' in message && message.notification.to === r(1) ? 'refuses' : 'ok');
    await kit.run(drafted);
    await kit.run(sent);
    await kit.dispatcher.settle();
    expect(kit.delivered).toContain('undeliverable>sender');
    expect(await kit.state()).toMatchObject({ recipients: [{ status: 'undeliverable' }, {}, {}, {}] });
  });

  test('what fails for hours ends as undeliverable, with its reason kept', async () => {
    const kit = await dispatchKit();
    await kit.run(drafted);
    await kit.run(sent);
    kit.world.mood = (message) => ('notification' in message && message.notification.to === r(1) ? 'down' : 'ok');
    for (let round = 0; round < 20; round += 1) {
      await kit.dispatcher.settle();
      kit.clock.machineNow += 1_000_000;
    }
    const dead = (await kit.effects.list(TENANT, ENVELOPE)).filter(({ state }) => state === 'dead');
    expect(dead).toMatchObject([{ attempts: 14, lastError: 'the relay is down' }]);
    expect(kit.delivered).toContain('undeliverable>sender');
  });

  test('a seal that keeps failing is told, goes on being tried, and is delivered when it works', async () => {
    const kit = await dispatchKit();
    kit.world.sealerFails = 4;
    for (const next of story) await kit.run(next);
    for (let round = 0; round < 8; round += 1) {
      await kit.dispatcher.settle();
      kit.clock.machineNow += 60_000;
    }
    expect(kit.delivered).toContain('seal-failed>sender');
    expect(kit.delivered.filter((name) => name === 'completed>sender')).toHaveLength(1);
    expect(await kit.state()).toMatchObject({ sealing: { state: 'sealed' } });
  });

  test('reminders go out when they are due, and an expiry waits for requests without an outcome', async () => {
    const kit = await dispatchKit();
    await kit.run(drafted);
    await kit.run(sent);
    await kit.dispatcher.settle();
    kit.at({ days: 3 });
    await kit.dispatcher.tick();
    await kit.dispatcher.settle();
    expect(kit.delivered.at(-1)).toBe('reminder>r1');
    kit.at({ days: 15 });
    await kit.inbox.accept('slack', 'unread', {});
    await kit.dispatcher.tick();
    expect(await kit.state()).toMatchObject({ status: 'sent' });
    const claimed = await kit.inbox.claim('slack', 'unread');
    if (!claimed) throw new Error('not claimed');
    await kit.inbox.settle(claimed.lease, { kind: 'dropped', why: 'test' }, []);
    await kit.dispatcher.tick();
    await kit.dispatcher.settle();
    expect(await kit.state()).toMatchObject({ status: 'expired' });
    expect(kit.delivered.slice(-2).toSorted()).toEqual(['expired>r1', 'expired>sender']);
  });

  test('a stored request without an outcome is carried out by the sweep, and its answers delivered', async () => {
    const kit = await dispatchKit();
    await kit.inbox.accept('email', drafted.key, drafted);
    await kit.dispatcher.settle();
    expect(kit.delivered).toEqual(['draft>sender']);
    const answer: Answer = { to: { name: 'Eve', email: 'eve@evil.test' }, channel: 'email', tenant: TENANT, say: { kind: 'not-a-member' } };
    await kit.inbox.accept('slack', 'asked', {});
    const claimed = await kit.inbox.claim('slack', 'asked');
    if (!claimed) throw new Error('not claimed');
    await kit.inbox.settle(claimed.lease, { kind: 'answered', code: 'not-a-member' }, [answer]);
    expect(await kit.dispatcher.settle()).toMatchObject({ undispatched: 0 });
    expect(kit.delivered).toEqual(['draft>sender', 'not-a-member>Eve']);
  });

  test('what a request recorded is followed though its runner died before its outcome, whatever the next run makes of it', async () => {
    const kit = await dispatchKit();
    await kit.inbox.accept('slack', drafted.key, drafted);
    const first = await kit.inbox.claim('slack', drafted.key);
    if (!first) throw new Error('not claimed');
    await kit.commands.run(TENANT, ENVELOPE, drafted, first.lease);
    expect(await kit.pointers.pending()).toEqual([]);
    kit.clock.machineNow += LEASE_MS;
    const second = await kit.inbox.claim('slack', drafted.key);
    if (!second) throw new Error('not claimed');
    await kit.inbox.settle(second.lease, { kind: 'answered', code: 'form-outdated' }, []);
    expect(await kit.dispatcher.settle()).toMatchObject({ undispatched: 0 });
    expect(kit.delivered).toEqual(['draft>sender']);
  });

  test('what a request recorded is followed without waiting for its outcome, and once', async () => {
    const kit = await dispatchKit();
    await kit.inbox.accept('slack', drafted.key, drafted);
    const claim = await kit.inbox.claim('slack', drafted.key);
    if (!claim) throw new Error('not claimed');
    const result = await kit.commands.run(TENANT, ENVELOPE, drafted, claim.lease);
    expect(await kit.dispatcher.settle()).toMatchObject({ undispatched: 1 });
    expect(kit.delivered).toEqual(['draft>sender']);
    await kit.inbox.settle(claim.lease, { kind: 'done', result }, []);
    expect(await kit.dispatcher.settle()).toMatchObject({ undispatched: 0 });
    expect(kit.delivered).toEqual(['draft>sender']);
  });

  test('a request that died before it stored what its index row leads to is over once nobody can store it any more', async () => {
    const kit = await dispatchKit();
    await kit.inbox.accept('slack', 'k', {});
    const claim = await kit.inbox.claim('slack', 'k');
    if (!claim) throw new Error('not claimed');
    await kit.inbox.lead(claim.lease, { tenant: TENANT, envelope: ENVELOPE, version: 1 });
    await kit.inbox.settle(claim.lease, { kind: 'dropped', why: 'test' }, []);
    expect(await kit.dispatcher.settle()).toMatchObject({ undispatched: 1 });
    kit.clock.machineNow += 11 * 60_000;
    expect(await kit.dispatcher.settle()).toMatchObject({ undispatched: 0 });
  });

  test('a pointer to nothing is kept while its writer may live, and swept when it cannot', async () => {
    const kit = await dispatchKit();
    await kit.pointers.put({ kind: 'commit', tenant: TENANT, envelope: ENVELOPE, version: 1 });
    await kit.pointers.put({ kind: 'answers', channel: 'email', key: 'gone' });
    expect(await kit.dispatcher.settle()).toMatchObject({ undispatched: 2 });
    kit.clock.machineNow += 11 * 60_000;
    expect(await kit.dispatcher.settle()).toMatchObject({ undispatched: 0 });
  });

  test('a commit that lost its pointer is found by the daily walk, and what was done is not done again', async () => {
    const kit = await dispatchKit();
    await kit.run(drafted);
    await kit.dispatcher.settle();
    await kit.run(sent);
    for (const { pointer } of await kit.pointers.pending()) await kit.pointers.done(pointer);
    await kit.dispatcher.settle();
    expect(kit.delivered).toEqual(['draft>sender']);
    expect(await kit.dispatcher.walk()).toBe(1);
    await kit.dispatcher.settle();
    expect(kit.delivered).toEqual(['draft>sender', 'approve-request>r1']);
    expect(await kit.dispatcher.walk()).toBe(0);
  });

  test('a fault in one envelope keeps nobody else waiting', async () => {
    const kit = await dispatchKit();
    await kit.pointers.put({ kind: 'commit', tenant: TENANT, envelope: ENVELOPE, version: 1 });
    await kit.bare.putIfAbsent({ pk: `T#${TENANT}#E#CS-BROKE-N0000`, sk: 'C#000001', version: 1, body: 'not json' });
    await kit.pointers.put({ kind: 'commit', tenant: TENANT, envelope: 'CS-BROKE-N0000' as typeof ENVELOPE, version: 1 });
    await kit.run(drafted);
    await kit.dispatcher.settle();
    expect(kit.delivered).toEqual(['draft>sender']);
    expect(kit.faults.length).toBeGreaterThan(0);
  });
});

describe('death at any write', () => {
  test('loses no message and doubles no act; a message repeats only after an ambiguous attempt', async () => {
    for (let survived = 0, hasDied = true; hasDied; survived += 1) {
      const kit = await dispatchKit();
      for (const next of story) await kit.run(next);
      const dying = await dispatchKit({ kit: storesOver(mortalTable(kit.bare, survived), kit.clock), delivered: kit.delivered });
      await dying.dispatcher.settle().catch(() => undefined);
      hasDied = dying.faults.includes('died');
      kit.clock.machineNow += 3_600_000;
      await kit.dispatcher.settle();
      const counts = new Map<string, number>();
      for (const name of kit.delivered) counts.set(name, (counts.get(name) ?? 0) + 1);
      for (const name of ['recorded>r1', 'recorded>r2', 'recorded>r3', ...TOLD.slice(6)])
        expect(counts.get(name) ?? 0, `${name} after ${survived}`).toBeGreaterThanOrEqual(1);
      expect([...counts.values()].filter((times) => times > 1).length, `repeats after ${survived} writes`).toBeLessThanOrEqual(1);
      expect(await kit.dispatcher.settle()).toMatchObject({ undispatched: 0 });
      expect(await kit.state()).toMatchObject({ status: 'completed', sealing: { state: 'sealed' } });
    }
  });
});
