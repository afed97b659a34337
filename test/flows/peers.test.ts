// Defects that other products have beyond their rules: in storing, dispatching, mailing. Each by its name and issue, and what holds here.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { enclosuresFor, sealedWay } from '#apps/email/letter/enclosures.ts';
import { eventsOf } from '#core/chain.ts';
import type { Command } from '#core/command.ts';
import { fold } from '#core/fold.ts';
import { body, command, DANA, ENVELOPE, INES, MAX, OLIVIA, person, r, seat, sha256, SYSTEM, TENANT } from '../support/build.ts';
import { dispatchKit } from '../support/dispatch-kit.ts';
import { mortalTable } from '../support/faulty-table.ts';
import { interleavedTable } from '../support/interleaved-table.ts';
import { stateAfter } from '../support/spec.ts';
import { storeKit, storesOver } from '../support/store-kit.ts';

const drafted = command(OLIVIA, body.draft());
const sent = command(OLIVIA, body.send);
const approved = command(person(MAX.email), body.approve(r(1)), { hours: 1 });
const ines = command(person(INES.email), body.sign(r(2)), { hours: 2 });
const dana = command(person(DANA.email, 'L2', 'web'), body.sign(r(3)), { hours: 3 });
const story = [drafted, sent, approved, ines, dana];

type Kit = Awaited<ReturnType<typeof dispatchKit>>;

async function typesOn({ ledger }: Pick<Kit, 'ledger'>): Promise<readonly string[]> {
  return eventsOf(await ledger.load(TENANT, ENVELOPE)).map(({ event }) => event.type);
}

function times(names: readonly string[], name: string): number {
  return names.filter((one) => one === name).length;
}

/** Two who write at once, in every order of their reads and writes. @returns what was recorded */
async function race(scheduler: fc.Scheduler, before: readonly Command[], both: readonly [Command, Command]): Promise<readonly string[]> {
  const kit = storeKit();
  for (const one of before) await kit.commands.run(TENANT, ENVELOPE, one);
  const racing = storesOver(interleavedTable(kit.bare, scheduler), kit.clock);
  const writing = Promise.all(both.map(async (one) => racing.commands.run(TENANT, ENVELOPE, one)));
  await scheduler.waitFor(writing);
  return typesOn(kit);
}

describe('races on the record', () => {
  test('documenso#3187: two last signers at once: both signatures, one completion, in every order of reads and writes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const types = await race(scheduler, [drafted, sent, approved], [ines, dana]);
        expect(times(types, 'signed')).toBe(2);
        expect(times(types, 'completed')).toBe(1);
      }),
    );
  });

  test('documenso#3287: decline against sign: one of them ends on the record as the last word, in every order of reads and writes', async () => {
    const declined = command(person(INES.email), body.decline(r(2)), { hours: 3 });
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const types = await race(scheduler, [drafted, sent, approved], [declined, dana]);
        expect(times(types, 'envelope-declined')).toBe(1);
        expect(types.at(-1)).toBe('envelope-declined');
        expect(times(types, 'completed')).toBe(0);
      }),
    );
  });

  test('documenso#3187: two sealers at once: one seal is on the record, and everyone hears of the end once', async () => {
    const kit = await dispatchKit();
    for (const next of story) await kit.run(next);
    const other = await dispatchKit({ kit: storesOver(kit.bare, kit.clock), delivered: kit.delivered });
    await Promise.all([kit.dispatcher.settle(), other.dispatcher.settle()]);
    kit.clock.machineNow += 3_600_000;
    await kit.dispatcher.settle();
    expect(times(await typesOn(kit), 'sealed')).toBe(1);
    for (const seat of ['sender', 'r1', 'r2', 'r3', 'r4']) expect(times(kit.delivered, `completed>${seat}`)).toBe(1);
  });
});

describe('delivery', () => {
  test('documenso#3038: 1 of N mail rejects: everyone else gets theirs once, and the sender is told of the one', async () => {
    const kit = await dispatchKit();
    kit.world.mood = (message) => ('notification' in message && message.notification.to === r(2) ? 'refuses' : 'ok');
    for (const next of story) await kit.run(next);
    for (let round = 0; round < 3; round += 1) {
      await kit.dispatcher.settle();
      kit.clock.machineNow += 3_600_000;
    }
    expect(await kit.dispatcher.settle()).toMatchObject({ undispatched: 0 });
    for (const seat of ['sender', 'r1', 'r3', 'r4']) expect(times(kit.delivered, `completed>${seat}`)).toBe(1);
    expect(times(kit.delivered, 'completed>r2')).toBe(0);
    expect(kit.delivered).toContain('undeliverable>sender');
  });

  test('documenso#3190: the completion mail is not sent again, whatever is swept, walked or retried afterwards', async () => {
    const kit = await dispatchKit();
    for (const next of story) await kit.run(next);
    await kit.dispatcher.settle();
    const before = [...kit.delivered];
    for (let round = 0; round < 4; round += 1) {
      kit.clock.machineNow += 86_400_000;
      await kit.dispatcher.walk();
      await kit.dispatcher.tick();
      await kit.dispatcher.settle();
    }
    expect(kit.delivered).toEqual(before);
  });

  test('documenso#2313: an endpoint that refuses for ever is tried a bounded number of times, then left alone and kept to be looked at', async () => {
    const kit = await dispatchKit();
    kit.world.mood = () => 'down';
    await kit.run(drafted);
    for (let round = 0; round < 60; round += 1) {
      await kit.dispatcher.settle();
      kit.clock.machineNow += 3_600_000;
    }
    const [effect] = await kit.effects.list(TENANT, ENVELOPE);
    expect(effect).toMatchObject({ state: 'dead', attempts: 14, lastError: 'the relay is down' });
    expect(await kit.dispatcher.settle()).toMatchObject({ undispatched: 0 });
  });

  test('documenso#2950: a job vanished: a process that dies right after the commit loses no message, another one sends it', async () => {
    for (let survived = 0; survived < 6; survived += 1) {
      const kit = await dispatchKit();
      await kit.run(drafted);
      await kit.dispatcher.settle();
      const dying = storesOver(mortalTable(kit.bare, survived), kit.clock);
      const hasCommitted = await dying.commands.run(TENANT, ENVELOPE, sent).then(
        () => true,
        () => false,
      );
      kit.clock.machineNow += 3_600_000;
      await kit.dispatcher.settle();
      expect(times(await typesOn(kit), 'sent') === 1).toBe(times(kit.delivered, 'approve-request>r1') === 1);
      if (hasCommitted) expect(times(kit.delivered, 'approve-request>r1')).toBe(1);
    }
  });

  test('documenso#1663: signed but never sealed: a seal that fails for hours is still tried, and everyone hears of the end', async () => {
    const kit = await dispatchKit();
    kit.world.sealerFails = 9;
    for (const next of story) await kit.run(next);
    for (let round = 0; round < 40; round += 1) {
      await kit.dispatcher.settle();
      kit.clock.machineNow += 3_600_000;
    }
    expect(await kit.state()).toMatchObject({ status: 'completed', sealing: { state: 'sealed' } });
    expect(kit.delivered).toContain('seal-failed>sender');
    expect(times(kit.delivered, 'completed>r2')).toBe(1);
  });

  test('documenso#1813: an approvers’ group is not serialised: all of it is asked in one pass', async () => {
    const kit = await dispatchKit();
    const recipients = ['Ann', 'Ben', 'Cho'].map((name) => seat(name, 'approver', 1));
    await kit.run(command(OLIVIA, body.draft({ recipients })));
    await kit.run(sent);
    await kit.dispatcher.settle();
    expect(kit.delivered.filter((name) => name.startsWith('approve-request')).toSorted()).toEqual([
      'approve-request>r1',
      'approve-request>r2',
      'approve-request>r3',
    ]);
  });
});

describe('size', () => {
  const sealedOf = (bytes: number) =>
    stateAfter(
      ...story,
      command(SYSTEM, { type: 'record-seal', documents: [{ document: 'd1', sha256: sha256('sealed'), bytes, pages: 6 }] }),
    );

  test('documenso#3383: a sealed file over the mail size cap goes as a link; the mail goes out all the same', async () => {
    const large = sealedOf(30 * 1024 * 1024);
    if (large.status === 'none') throw new Error('There is no envelope.');
    expect(sealedWay(large)).toBe('linked');
    const unread = async () => {
      throw new Error('A file that is not enclosed is not read.');
    };
    const notification = { kind: 'completed', to: r(2), event: '6.0' } as const;
    const tenant = { id: TENANT, name: 'Northwind', domains: [], zone: 'UTC' };
    const addressed = { message: { effect: 'e', notification, envelope: large, tenant }, state: large };
    expect(await enclosuresFor(addressed as unknown as Parameters<typeof enclosuresFor>[0], unread)).toEqual([]);
  });

  test('documenso#1675: a file within the cap comes with the mail', () => {
    const small = sealedOf(40_000);
    if (small.status === 'none') throw new Error('There is no envelope.');
    expect(sealedWay(small)).toBe('attached');
  });
});

test('OpenSign triggerEvent: the record is appended to, never rewritten: a second writer of a version changes nothing', async () => {
  const kit = storeKit();
  for (const next of story) await kit.commands.run(TENANT, ENVELOPE, next);
  const stream = await kit.ledger.load(TENANT, ENVELOPE);
  const [first] = stream.commits;
  if (!first) throw new Error('Nothing is on the record.');
  expect(await kit.ledger.append(TENANT, ENVELOPE, { ...first, writer: 'someone else', stored: [] })).toBe('someone-was-first');
  expect(fold(await kit.ledger.load(TENANT, ENVELOPE))).toEqual(fold(stream));
});
