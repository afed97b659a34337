// How much slower the product answers than the kits that it is built on: `npm run bench:ack`. Signed deliveries over loopback HTTP to the
// product's own server and to bare echoes, each in a process of its own, in alternating rounds. Ends with one line of JSON.
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { childOf } from './support/children.ts';
import { slackDelivery, teamsDelivery } from './support/signed.ts';
import { compared, printed, type Compared, type Plan, type Targets } from './support/rounds.ts';
import type { Presses } from './support/bodies.ts';
import type { TeamsSettings } from '#apps/teams/settings.ts';
import type { Json } from '#apps/local/teams/teams-store.ts';

const ROUNDS = 5;
const READS = { each: 2_000, warmUp: 2_000, rounds: ROUNDS };
const BUSY = { ...READS, each: 1_000, warmUp: 1_000, atOnce: 8 };
/** Each approves another envelope, and all that follows from the one before is done first. */
const WRITES = { each: 30, warmUp: 20, rounds: ROUNDS };
const TARGET = 1.3;
const SECRET = 'what Slack signs with in this benchmark';

type Ready = {
  readonly port: number;
  readonly statuses: readonly Record<string, string>[];
  readonly refreshes: readonly Json[];
  readonly token: string;
  readonly teams: TeamsSettings;
};

const folder = await mkdtemp(join(tmpdir(), 'countersign-ack-'));
const product = await childOf({ file: 'product-process.ts', args: [folder, SECRET] });
const bare = await childOf({ file: 'bare-process.ts', args: [SECRET] });
const results: Record<string, Compared> = {};

async function measured(name: string, targets: Targets, plan: Plan): Promise<void> {
  const found = await compared(targets, plan);
  results[name] = found;
  console.log(printed(name, found));
}

try {
  const { port, statuses, refreshes, token, teams } = product.ready as Ready;
  const { bolt } = bare.ready as { bolt: number };
  const { bot } = (await bare.ask(teams)) as { bot: number };

  const status = (serial: number) => slackDelivery(SECRET, { ...cycled(statuses, serial), trigger_id: `trigger.${serial}` });
  const refresh = (serial: number) => teamsDelivery(token, { ...cycled(refreshes, serial), id: `f:refresh-${serial}` });
  const ours = { port, cpuMs: product.cpuMs };
  const [bareBolt, bareBot] = [bolt, bot].map((at) => ({ port: at, cpuMs: bare.cpuMs }));
  if (!bareBolt || !bareBot) throw new Error('The bare echoes are not there.');
  const statusTargets = {
    ours: { ...ours, make: status, isRight: (body: string) => body.includes('"blocks"') && body.includes('Agreement') },
    bare: { ...bareBolt, make: status, isRight: (body: string) => body.includes('status CS-') },
  };
  const refreshTargets = {
    ours: { ...ours, make: refresh, isRight: (body: string) => isCard(body) && body.includes('Agreement') },
    bare: { ...bareBot, make: refresh, isRight: isCard },
  };
  await measured('slackStatus', statusTargets, { ...READS, atOnce: 1 });
  await measured('teamsRefresh', refreshTargets, { ...READS, atOnce: 1 });
  await measured('slackStatusBusy', statusTargets, BUSY);
  await measured('teamsRefreshBusy', refreshTargets, BUSY);

  const presses = (await product.ask({ more: WRITES.each * WRITES.rounds + WRITES.warmUp })) as Presses;
  const atRest = async () => void (await product.ask({}));
  const press = (serial: number) => slackDelivery(SECRET, { payload: JSON.stringify(presses.slack[serial]) });
  const approve = (serial: number) => teamsDelivery(token, { ...presses.teams[serial], id: `f:approve-${serial}` });
  await measured(
    'slackApprove',
    { ours: { ...ours, make: press, isRight: isEmpty }, bare: { ...bareBolt, make: press, isRight: isEmpty } },
    { ...WRITES, atOnce: 1, before: atRest },
  );
  await measured(
    'teamsApprove',
    { ours: { ...ours, make: approve, isRight: isCard }, bare: { ...bareBot, make: approve, isRight: isCard } },
    { ...WRITES, atOnce: 1, before: atRest },
  );
} finally {
  await Promise.all([product.end(), bare.end()]);
  await rm(folder, { recursive: true, force: true });
}

const isMet = ['slackStatus', 'teamsRefresh'].every((name) => (results[name]?.medianRatioOfP99 ?? Number.NaN) <= TARGET);
console.log(JSON.stringify({ bench: 'ack', node: process.version, cpus: cpus().length, target: TARGET, isMet, results }));
process.exitCode = isMet ? 0 : 1;

function isCard(body: string): boolean {
  return body.includes('"statusCode":200') && body.includes('AdaptiveCard');
}

function isEmpty(body: string): boolean {
  return body === '';
}

function cycled<T>(all: readonly T[], at: number): T {
  const one = all[at % all.length];
  if (one === undefined) throw new Error('There is nothing to deliver: the product posted no card that could be asked for.');
  return one;
}
