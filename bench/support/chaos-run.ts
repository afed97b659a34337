// Many envelopes at once, from drafting to their end, while everything around the product fails by dice; then everything comes to rest and
// is looked at.
import { NORTHWIND } from '#apps/local/cast.ts';
import { NO_ENVELOPE, type Envelope } from '#core/envelope.ts';
import { fold } from '#core/fold.ts';
import type { EnvelopeId } from '#core/ids.ts';
import { plus } from '#core/time.ts';
import { dice } from '#test/support/dice.ts';
import { doNext, type End, type Plan } from './chaos-people.ts';
import { verdictOn, type Verdict } from './chaos-verdict.ts';
import { chaosWorld, type ChaosWorld } from './chaos-world.ts';

type Run = {
  readonly folder: string;
  readonly seed: number;
  readonly envelopes: number;
  /** How many people work on at a time. */
  readonly atOnce?: number;
  readonly progress?: (line: string) => void;
  /** When all is done, and before it is looked at: for whoever doubts that it is looked at. */
  readonly tamper?: (world: ChaosWorld) => Promise<void>;
};

export type Result = {
  readonly seed: number;
  readonly envelopes: number;
  readonly acts: number;
  readonly virtualMinutes: number;
} & Verdict;

/** Of ten envelopes. */
const ENDS: readonly End[] = [
  'completed',
  'completed',
  'completed',
  'completed',
  'completed',
  'completed',
  'declined-by-approver',
  'declined-by-signer',
  'voided',
  'expired',
];

export async function runChaos(run: Run): Promise<Result> {
  const { folder, seed, envelopes } = run;
  const random = dice(seed);
  // The product spreads its back-offs by it.
  const { random: before } = Math;
  Math.random = dice(seed + 1);
  const world = await chaosWorld({ folder, random });
  try {
    const plans = Array.from({ length: envelopes }, (_, at) => planOf(at, random));
    world.dice.begin();
    const { acts, titles } = await played(world, plans, { ...run, random });
    await expired(world);
    world.dice.end();
    await rest(world);
    await run.tamper?.(world);
    const verdict = await verdictOn(world, plans, titles);
    return { seed, envelopes, acts, virtualMinutes: Math.round(world.time.passedMs() / 60_000), ...verdict };
  } finally {
    Math.random = before;
    await world.close();
  }
}

function planOf(at: number, random: () => number): Plan {
  return {
    title: `Agreement ${String(at + 1).padStart(3, '0')}`,
    sender: at % 2 === 0 ? 'slack' : 'email',
    signer: Math.floor(at / 2) % 2 === 0 ? 'slack' : 'email',
    end: ENDS[Math.floor(random() * ENDS.length)] ?? 'completed',
  };
}

const AT_ONCE = 25;
const MOST_ACTS_EACH = 400;

type Played = { readonly acts: number; readonly titles: ReadonlyMap<string, EnvelopeId> };
type Playing = Run & { readonly random: () => number };

async function played(world: ChaosWorld, plans: readonly Plan[], { atOnce = AT_ONCE, random, progress }: Playing): Promise<Played> {
  const waiting = [...plans];
  const active = waiting.splice(0, atOnce);
  const titles = new Map<string, EnvelopeId>();
  const pump = async () => {
    await world.world.dispatcher.sweep();
    world.time.pass(500 + random() * 4_000);
  };
  let acts = 0;
  while (active.length > 0) {
    acts += 1;
    if (acts > plans.length * MOST_ACTS_EACH) throw new Error(stuck(world, active));
    const at = Math.floor(random() * active.length);
    const plan = active[at];
    if (!plan) break;
    const { id, state } = await standing(world, plan, titles);
    if (isOver(plan, state)) {
      active.splice(at, 1, ...waiting.splice(0, 1));
      if ((waiting.length + active.length) % 25 === 0)
        progress?.(`${plans.length - waiting.length - active.length} of ${plans.length} acted on, ${acts} acts`);
      continue;
    }
    const isBegun = begunOnce(plan, state);
    const did = !isBegun && (await doNext({ world, plan, id, state, pump }));
    if (!did || random() < 0.6) await pump();
    world.time.pass(random() * 2_000);
  }
  return { acts, titles };
}

const begun = new WeakSet<Plan>();

/** What was handed in stands in the inbox: nobody hands it in twice. */
function begunOnce(plan: Plan, { status }: Envelope): boolean {
  if (status !== 'none') return false;
  if (begun.has(plan)) return true;
  begun.add(plan);
  return false;
}

function isOver({ end }: Plan, state: Envelope): boolean {
  if (state.status === 'none' || state.status === 'draft') return false;
  return state.status !== 'sent' || end === 'expired';
}

async function standing(
  world: ChaosWorld,
  { title }: Plan,
  titles: Map<string, EnvelopeId>,
): Promise<{ id: EnvelopeId | undefined; state: Envelope }> {
  const { ledger } = world.world;
  const known = titles.get(title);
  if (known) return { id: known, state: fold(await ledger.load(NORTHWIND.id, known)) };
  for await (const id of ledger.envelopes(NORTHWIND.id)) {
    if ([...titles.values()].includes(id)) continue;
    const state = fold(await ledger.load(NORTHWIND.id, id));
    if (state.status === 'none') continue;
    titles.set(state.title, id);
    if (state.title === title) return { id, state };
  }
  return { id: undefined, state: NO_ENVELOPE };
}

/** The clock goes past the end of those that nobody acted on, stopping at each due time on the way. */
async function expired(world: ChaosWorld): Promise<void> {
  const { dispatcher } = world.world;
  await rest(world);
  const to = plus(world.time.clock(), { days: 40 });
  for (let next = await dispatcher.nextDue(to); next !== undefined; next = await dispatcher.nextDue(to)) {
    world.time.setClock(next);
    await dispatcher.tick();
    await rest(world);
    if ((await dispatcher.nextDue(to)) === next) world.time.setClock(plus(world.time.clock(), { minutes: 5 }));
  }
}

const MOST_RESTS = 2_000;

/** Until nothing is left to be done: what waits for a later attempt gets it. */
async function rest(world: ChaosWorld): Promise<void> {
  for (let time = 0; time < MOST_RESTS; time += 1) {
    const { undispatched } = await world.world.dispatcher.settle();
    if (undispatched === 0) return;
    world.time.pass(15_000);
  }
  throw new Error(`The dispatcher does not come to rest. It reported last: ${world.reports.slice(-5).join(' | ')}`);
}

function stuck(world: ChaosWorld, active: readonly Plan[]): string {
  const left = active.map(({ title, sender, signer, end }) => `${title} (${sender}, ${signer}, ${end})`).join('; ');
  return `People could not finish ${left}. Reported last: ${world.reports.slice(-5).join(' | ')}`;
}
