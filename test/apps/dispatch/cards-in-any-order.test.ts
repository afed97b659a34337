// Two dispatchers, a platform that fails and forgets to answer, runners that die or are slow beyond their lease, in any order: when all is
// quiet again, every card shows the record.
//   FC_RUNS=5000 npx vitest run test/apps/dispatch/cards-in-any-order.test.ts     more of them
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Command } from '#core/command.ts';
import { board, wordsOf } from '../../support/board.ts';
import { ENVELOPE, TENANT } from '../../support/build.ts';
import { dispatchKit } from '../../support/dispatch-kit.ts';
import { mortalTable } from '../../support/faulty-table.ts';
import { interleavedTable } from '../../support/interleaved-table.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { commandsOf, randomHistory } from '../../support/random-history.ts';
import { LEASE_MS, storesOver } from '../../support/store-kit.ts';

const RUNS = Number(process.env.FC_RUNS ?? 150);

type Trouble = 'none' | 'answers are lost' | 'platform is down' | 'a runner dies' | 'a lease lapses' | 'a card is deleted';
const troubles = fc.array(
  fc.constantFrom<Trouble>('none', 'none', 'answers are lost', 'platform is down', 'a runner dies', 'a lease lapses', 'a card is deleted'),
  { minLength: 18, maxLength: 18 },
);

/** Everyone in Slack. */
function inSlack(command: Command): Command {
  if (command.type !== 'draft') return command;
  const recipients = command.content.recipients.map((one) => ({ ...one, channel: 'slack' as const }));
  return { ...command, content: { ...command.content, recipients } };
}

async function world(scheduler: fc.Scheduler) {
  const bare = memoryTable();
  const clock = { machineNow: 1_795_543_200_000 };
  const slack = board('slack');
  slack.world.meanwhile = async () => scheduler.schedule(Promise.resolve(), 'the platform');
  /** @param survives how many writes until it dies */
  const process = async (survives = Number.POSITIVE_INFINITY) => {
    const table = interleavedTable(mortalTable(bare, survives), scheduler);
    return dispatchKit({ kit: { ...storesOver(table, clock), bare: table }, outbound: { slack: slack.outbound } });
  };
  const calm = await dispatchKit({ kit: { ...storesOver(bare, clock), bare }, outbound: { slack: slack.outbound } });
  await calm.directory.addTenant({ id: TENANT, name: 'Northwind', domains: ['northwind.test'], zone: 'UTC' });
  return { clock, slack, process, calm };
}

type World = Awaited<ReturnType<typeof world>>;

async function step({ clock, slack, process }: World, scheduler: fc.Scheduler, command: Command | undefined, trouble: Trouble) {
  slack.world.fault = trouble === 'platform is down' ? new Error('503') : undefined;
  if (trouble === 'answers are lost') slack.world.lost = 2;
  if (trouble === 'a card is deleted') for (const ref of [...slack.shown.keys()].slice(-1)) slack.world.gone.add(ref);
  const [one, other] = await Promise.all([process(trouble === 'a runner dies' ? 9 : undefined), process()]);
  const lapse = async () => {
    for (let wait = 0; wait < 9; wait += 1) await scheduler.schedule(Promise.resolve(), 'time');
    clock.machineNow += LEASE_MS + 1;
  };
  const storing = command ? other.commands.run(TENANT, ENVELOPE, command) : undefined;
  const sweeps = [one, other].map(async ({ dispatcher }) => dispatcher.sweep());
  const all = Promise.allSettled([storing, ...sweeps, ...(trouble === 'a lease lapses' ? [lapse()] : [])]);
  await scheduler.waitFor(all);
  clock.machineNow += 1_500;
}

async function quiet({ clock, slack, calm }: World): Promise<void> {
  slack.world.fault = undefined;
  slack.world.lost = 0;
  slack.world.meanwhile = async () => undefined;
  for (let hour = 0; hour < 6; hour += 1) {
    clock.machineNow += 3_600_000;
    await calm.dispatcher.settle();
  }
  await calm.dispatcher.walk();
  await calm.dispatcher.settle();
}

it('every live card ends at the newest version, and nothing stays to be done', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), randomHistory, troubles, async (scheduler, moves, trouble) => {
      const all = await world(scheduler);
      const story = commandsOf(moves).map(inSlack);
      for (const [at, what] of trouble.entries()) await step(all, scheduler, story[at], what);
      await quiet(all);
      const state = await all.calm.state();
      if (state.status === 'none') throw new Error('nothing was stored');
      const { version } = await all.calm.ledger.load(TENANT, ENVELOPE);
      const cards = await all.calm.cards.ofEnvelope(TENANT, ENVELOPE);
      for (const { posted, isGone, version: shows } of cards) {
        if (isGone) continue;
        expect([posted.ref, shows, all.slack.shown.get(posted.ref)?.words]).toEqual([posted.ref, version, wordsOf(state)]);
      }
      expect(cards.filter(({ isGone, posted }) => isGone && !all.slack.world.gone.has(posted.ref))).toEqual([]);
      expect(await all.calm.dispatcher.settle()).toMatchObject({ undispatched: 0 });
      const pending = (await all.calm.effects.list(TENANT, ENVELOPE)).filter((effect) => effect.state === 'pending');
      expect(pending.map(({ key }) => key.sk)).toEqual([]);
    }),
    { numRuns: RUNS },
  );
}, 600_000);
