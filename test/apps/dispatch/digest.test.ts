// Reminders across envelopes: so many a day for one person, and the last one of a day says what else waits.
import { expect, it } from 'vitest';
import { digestOf } from '#apps/dispatch/digest.ts';
import { offsetAt } from '#apps/world/hashing.ts';
import { eventsOf } from '#core/chain.ts';
import { DEFAULT_POLICY } from '#core/policy/policy.ts';
import type { EnvelopeId } from '#core/ids.ts';
import { fold } from '#core/fold.ts';
import { notify } from '#core/notify.ts';
import { plus } from '#core/time.ts';
import { body, command, MAX, OLIVIA, r, SYSTEM, T0, TENANT } from '../../support/build.ts';
import { storeKit } from '../../support/store-kit.ts';

const IDS = ['CS-AAAAA-AAAAA', 'CS-BBBBB-BBBBB', 'CS-CCCCC-CCCCC'].map((id) => id as EnvelopeId);
const DUE = { days: 3, hours: 1 };

/** Three envelopes in which Max was reminded by the clock on one morning. */
async function reminded(by = SYSTEM) {
  const kit = storeKit();
  const reminders: Parameters<typeof digestOf>[1][] = [];
  for (const [index, id] of IDS.entries()) {
    const draft = { ...body.draft({ title: `Contract ${index + 1}`, recipients: [MAX] }), id };
    const remind = { type: 'remind', recipient: by === SYSTEM ? r(1) : null } as const;
    for (const one of [command(OLIVIA, draft), command(OLIVIA, body.send), command(by, remind, DUE)])
      await kit.commands.run(TENANT, id, one);
    const stream = await kit.ledger.load(TENANT, id);
    await kit.projections.project(stream);
    const state = fold(stream);
    const stored = eventsOf(stream).find(({ event }) => event.type === 'reminded');
    const [notification] = stored ? notify(stored, state, state) : [];
    if (state.status === 'none' || !notification) throw new Error(`Nobody was reminded in ${id}.`);
    reminders.push({ state, stream, notification, effect: `${id}/reminder` });
  }
  const digest = async (index: number, most = 1, at = DUE) => {
    const parts = {
      ...kit,
      policyOf: async () => ({ ...DEFAULT_POLICY, reminders: { ...DEFAULT_POLICY.reminders, perPersonPerDay: most } }),
    };
    const reminder = reminders[index];
    if (!reminder) throw new Error('There is no such reminder.');
    return digestOf({ ...parts, now: () => plus(T0, at), offsetAt }, reminder);
  };
  return digest;
}

it('the only reminder of a day lists what else waits; the others of that day are joined with it', async () => {
  const digest = await reminded();
  expect(await digest(0)).toEqual([
    { envelope: IDS[1], title: 'Contract 2' },
    { envelope: IDS[2], title: 'Contract 3' },
  ]);
  expect([await digest(1), await digest(2)]).toEqual(['joined', 'joined']);
});

it('the same reminder, tried again, is the same one', async () => {
  const digest = await reminded();
  await digest(0);
  expect(await digest(0)).toHaveLength(2);
});

it('where more are allowed, the last one lists the rest', async () => {
  const digest = await reminded();
  expect([await digest(0, 2), await digest(1, 2), await digest(2, 2)]).toEqual([
    [],
    [
      { envelope: IDS[0], title: 'Contract 1' },
      { envelope: IDS[2], title: 'Contract 3' },
    ],
    'joined',
  ]);
});

it('the next day begins anew, by the person’s own calendar', async () => {
  const digest = await reminded();
  await digest(0);
  expect(await digest(1, 1, { days: 3, hours: 13 })).toBe('joined');
  expect(await digest(1, 1, { days: 3, hours: 15 })).toHaveLength(2);
});

it('what the sender asked for by hand is not held back', async () => {
  const digest = await reminded(OLIVIA);
  expect([await digest(0), await digest(1), await digest(2)]).toEqual([[], [], []]);
});
