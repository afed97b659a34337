// Effects that are passed on to others: whatever order messages come in, however often, and whichever are lost, each person is told once.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { leadMessage, readLead, type FifoMessage } from '#apps/aws/leads.ts';
import { passingRunner, readPassed, type Carriers } from '#apps/aws/passing-runner.ts';
import type { Lead } from '#apps/dispatch/dispatcher.ts';
import { body, command, DANA, ENVELOPE, INES, MAX, OLIVIA, person, r, TENANT } from '../../support/build.ts';
import { dispatchKit } from '../../support/dispatch-kit.ts';

const drafted = command(OLIVIA, body.draft());
const sent = command(OLIVIA, body.send);
const approved = command(person(MAX.email), body.approve(r(1)), { hours: 1 });
const inesSigned = command(person(INES.email), body.sign(r(2)), { hours: 2 });
const danaSigned = command(person(DANA.email, 'L2', 'web'), body.sign(r(3)), { hours: 3 });
const voided = command(OLIVIA, { type: 'void', reason: 'Wrong file' }, { hours: 4 });
const story = [drafted, sent, approved, inesSigned, danaSigned];
const commitAt = (version: number): Lead => ({ pointer: { kind: 'commit', tenant: TENANT, envelope: ENVELOPE, version } });

const FORGETS_AFTER_MS = 5 * 60_000;

/** Queues that hold what they were given until it is taken, and drop what they were given in the five minutes before, as those of SQS do. */
async function estate() {
  const kit = await dispatchKit();
  const effects: FifoMessage[] = [];
  const leads: Lead[] = [];
  const given = new Map<string, number>();
  const machineNow = () => kit.clock.machineNow;
  const queue = {
    async put(messages: readonly FifoMessage[]) {
      for (const message of messages) {
        if (machineNow() - (given.get(message.dedupe) ?? -Infinity) < FORGETS_AFTER_MS) continue;
        given.set(message.dedupe, machineNow());
        effects.push(message);
      }
    },
  };
  const carriers: Carriers = {
    email: queue,
    slack: queue,
    teams: queue,
    upkeep: queue,
    seal: async ({ key, lead, name }) => queue.put([{ body: JSON.stringify({ key, lead }), group: 'seal', dedupe: name }]),
  };
  return {
    kit,
    effects,
    leads,
    async follow(lead: Lead) {
      await kit.dispatcherBy(passingRunner({ effects: kit.effects, carriers, machineNow }, lead)).follow([lead]);
    },
    async carry({ body: text }: FifoMessage) {
      const { key, lead } = readPassed(text);
      const effect = await kit.runner.run(key, await kit.ledger.load(TENANT, ENVELOPE));
      if (effect.state !== 'pending') leads.push(lead);
    },
    /** As the clock does it: whatever is pending is led to. */
    async sweep() {
      leads.push(...(await kit.dispatcher.pending()).map(({ lead }) => lead));
    },
  };
}

describe('an effect that is passed on', () => {
  test('is planned and put into a queue once, however often it is come across', async () => {
    const { kit, effects, follow } = await estate();
    await kit.run(drafted);
    for (let time = 0; time < 3; time += 1) await follow(commitAt(1));
    expect(effects).toHaveLength(1);
    expect(kit.delivered).toEqual([]);
    expect(await kit.dispatcher.pending()).toHaveLength(1);
  });

  test('is recorded, and its pointer closed, when what led to it is looked at again', async () => {
    const { kit, effects, leads, follow, carry } = await estate();
    await kit.run(drafted);
    await follow(commitAt(1));
    for (const message of effects.splice(0)) await carry(message);
    expect(kit.delivered).toEqual(['draft>sender']);
    for (const lead of leads.splice(0)) await follow(lead);
    expect(await kit.dispatcher.pending()).toEqual([]);
  });

  test('is passed on again for its next attempt when its time has come, not before', async () => {
    const { kit, effects, follow, carry } = await estate();
    await kit.run(drafted);
    await follow(commitAt(1));
    kit.world.mood = () => 'down';
    for (const message of effects.splice(0)) await carry(message);
    await follow(commitAt(1));
    expect(effects).toEqual([]);
    kit.clock.machineNow += 3_600_000;
    await follow(commitAt(1));
    expect(effects).toHaveLength(1);
  });

  test('is closed unsent when it has become untrue while it waited', async () => {
    const { kit, effects, leads, follow, carry, sweep } = await estate();
    kit.world.mood = () => 'down';
    for (const one of [drafted, sent]) await kit.run(one);
    await sweep();
    for (const lead of leads.splice(0)) await follow(lead);
    for (const message of effects.splice(0)) await carry(message);
    kit.world.mood = () => 'ok';
    await kit.run(voided);
    await sweep();
    for (const lead of leads.splice(0)) await follow(lead);
    for (const message of effects.splice(0)) await carry(message);
    expect(kit.delivered.toSorted()).toEqual(['voided>r1', 'voided>sender']);
  });
});

test('whatever is doubled, lost or out of order, everyone is told of everything once, and nothing stays pending', async () => {
  await fc.assert(
    fc.asyncProperty(fc.infiniteStream(fc.nat(99)), async (chances) => {
      const chance = () => chances.next().value as number;
      const { kit, effects, leads, follow, carry, sweep } = await estate();
      for (const next of story) {
        await kit.run(next);
        await sweep();
        for (let left = chance() % 30; left > 0 && effects.length + leads.length > 0; left -= 1) {
          const [effect] = chance() < 50 ? effects.splice(chance() % Math.max(1, effects.length), 1) : [];
          const [lead] = effect ? [] : leads.splice(chance() % Math.max(1, leads.length), 1);
          const times = chance() < 20 ? 0 : chance() < 25 ? 2 : 1;
          for (let time = 0; time < times; time += 1) {
            if (effect) await carry(effect);
            if (lead) await follow(lead);
          }
        }
      }
      for (let round = 0; (await kit.dispatcher.pending()).length > 0; round += 1) {
        expect(round).toBeLessThan(50);
        kit.clock.machineNow += 60_000;
        await sweep();
        for (const lead of leads.splice(0)) await follow(lead);
        for (const message of effects.splice(0)) await carry(message);
      }
      expect(kit.delivered.filter((one, at) => kit.delivered.indexOf(one) !== at)).toEqual([]);
      expect(kit.delivered).toEqual(expect.arrayContaining(['completed>sender', 'completed>r2', 'completed>r3', 'completed>r4']));
      expect(await kit.state()).toMatchObject({ status: 'completed', sealing: { state: 'sealed' } });
    }),
    { numRuns: 60 },
  );
}, 120_000);

test('a lead comes out of its message as it went in, and is the same message for the same reason only', () => {
  for (const lead of [commitAt(3), { request: { channel: 'email', key: 'a#b' } } as const]) {
    const message = leadMessage(lead, '3');
    expect(readLead(message.body)).toEqual(lead);
    expect(leadMessage(lead, '3').dedupe).toBe(message.dedupe);
    expect(leadMessage(lead, '4')).toMatchObject({ group: message.group, dedupe: expect.not.stringMatching(message.dedupe) });
  }
  expect(leadMessage(commitAt(3), '1').group).toBe(leadMessage(commitAt(4), '1').group);
  expect(() => readLead('{"pointer":{"kind":"other"}}')).toThrow(/kind/);
});
