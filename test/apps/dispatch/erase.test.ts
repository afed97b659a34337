// An erasure on the record is carried out like any effect: retried, finished once, and nobody who was erased is written to any more.
import { describe, expect, test } from 'vitest';
import { deadList, redrive } from '#apps/dispatch/dead-list.ts';
import { checkStream } from '#core/chain.ts';
import { ERASED } from '#core/personal.ts';
import { body, CARL, command, DANA, ENVELOPE, INES, MAX, OLIVIA, person, r, sha256, SYSTEM, TENANT } from '../../support/build.ts';
import { eraseEffect } from '#stores/effect-row.ts';
import { dispatchKit } from '../../support/dispatch-kit.ts';
import { mortalTable } from '../../support/faulty-table.ts';
import { storesOver } from '../../support/store-kit.ts';

const story = () => [
  command(OLIVIA, body.draft()),
  command(OLIVIA, body.send),
  command(person(MAX.email), body.approve(r(1)), { hours: 1 }),
  command(person(INES.email), body.sign(r(2)), { hours: 2 }),
  command(person(DANA.email, 'L2', 'web'), body.sign(r(3)), { hours: 3 }),
];
const eraseAll = () => command(SYSTEM, { type: 'erase', recipient: null }, { hours: 5 });

async function completed() {
  const kit = await dispatchKit();
  for (const next of story()) {
    await kit.run(next);
    await kit.dispatcher.settle();
  }
  return kit;
}

async function desks({ projections }: Awaited<ReturnType<typeof dispatchKit>>) {
  const all = await Promise.all(
    ['olivia@northwind.test', MAX.email, INES.email, DANA.email, CARL.email].map(async (email) => projections.ofPerson(TENANT, email)),
  );
  return all.flat();
}

describe('an erasure', () => {
  test('is carried out by the dispatcher, and the desks of everyone are empty afterwards', async () => {
    const kit = await completed();
    expect(await desks(kit)).toHaveLength(5);
    await kit.run(eraseAll());
    expect(await kit.dispatcher.settle()).toMatchObject({ undispatched: 0, effects: { failed: 0 } });
    expect(await kit.state()).toMatchObject({ status: 'completed', title: ERASED, recipients: [{ email: ERASED }, {}, {}, {}] });
    expect(checkStream(await kit.ledger.load(TENANT, ENVELOPE), sha256).chain).toBe('ok');
    expect(await desks(kit)).toEqual([]);
    expect(kit.faults).toEqual([]);
  });

  test('is refused while the envelope is open', async () => {
    const kit = await dispatchKit();
    for (const next of story().slice(0, 2)) await kit.run(next);
    await expect(kit.run(eraseAll())).rejects.toThrow('still-open');
  });

  test('sends nothing more to whoever was erased, whatever others write', async () => {
    const kit = await completed();
    await kit.run(command(SYSTEM, { type: 'erase', recipient: r(2) }, { hours: 5 }));
    await kit.dispatcher.settle();
    kit.delivered.splice(0);
    await kit.run(command(OLIVIA, { type: 'comment', from: null, to: null, text: 'Thank you all' }, { hours: 6 }));
    expect(await kit.dispatcher.settle()).toMatchObject({ undispatched: 0, effects: { failed: 0 } });
    expect(kit.delivered).toEqual(['answer>r1', 'answer>r3']);
  });

  test('makes the daily walk find nothing to do again', async () => {
    const kit = await completed();
    await kit.run(eraseAll());
    await kit.dispatcher.settle();
    expect(await kit.dispatcher.walk()).toBe(0);
  });

  test('survives the death of the dispatcher at any write', async () => {
    const probe = await completed();
    await probe.run(eraseAll());
    for (let survived = 0; survived < 60; survived += 4) {
      const kit = await completed();
      await kit.run(eraseAll());
      const dying = await dispatchKit({
        kit: { ...storesOver(mortalTable(kit.bare, survived), kit.clock), bare: kit.bare },
        delivered: kit.delivered,
      });
      await dying.dispatcher.settle().catch(() => undefined);
      kit.clock.machineNow += 3_600_000;
      const told = kit.delivered.length;
      expect(await kit.dispatcher.settle()).toMatchObject({ undispatched: 0 });
      expect(await kit.state()).toMatchObject({
        title: ERASED,
        recipients: [{ email: ERASED }, { email: ERASED }, { email: ERASED }, { email: ERASED }],
      });
      expect(await desks(kit)).toEqual([]);
      expect(kit.delivered.length).toBe(told);
    }
  }, 60_000);
});

test('an erasure that was given up is carried out by a redrive, and no desk comes back with it', async () => {
  const kit = await completed();
  const { version } = await kit.ledger.load(TENANT, ENVELOPE);
  await kit.run(eraseAll());
  const planned = eraseEffect({ tenant: TENANT, envelope: ENVELOPE, event: `${version + 1}.0` });
  await kit.effects.plan(planned);
  const claimed = await kit.effects.claim(planned.key);
  if (!claimed) throw new Error('not claimed');
  await kit.effects.dead(claimed, 'a request had no outcome');
  await kit.dispatcher.settle();
  expect(await kit.state()).toMatchObject({ title: 'Mutual NDA' });
  const [dead] = await deadList(kit.bare, {});
  expect(dead).toMatchObject({ would: 'erase', letter: { kind: 'erase' } });
  if (dead) await redrive(kit.bare, dead);
  await kit.dispatcher.settle();
  expect(await kit.state()).toMatchObject({ title: ERASED });
  expect(await desks(kit)).toEqual([]);
});
