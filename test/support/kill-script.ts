// The job that is killed: envelopes that go from the draft to the seal, each step a request whose acknowledgement is on disk before the next.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Actor, Command, CommandBody } from '#core/command.ts';
import { envelopeIdOf, type EnvelopeId } from '#core/ids.ts';
import type { CommandOutcome } from '#core/ports.ts';
import { body, DANA, INES, MAX, OLIVIA, person, r, T0, TENANT } from './build.ts';
import { append, linesOf, type Asked, type KillWorld } from './kill-world.ts';

/** `inbox`: acknowledged once it is stored. `direct`: acknowledged with its outcome. */
export type Job = Asked & { readonly via: 'inbox' | 'direct' };
/** What happens at the same time, and then what after it. */
export type Script = readonly (readonly Job[])[];
export type Acknowledged = { readonly key: string; readonly outcome?: CommandOutcome };

const TOO_EARLY = 'ines-too-early';

export function envelopes(count: number): readonly EnvelopeId[] {
  return Array.from({ length: count }, (_, at) => envelopeIdOf(Uint8Array.from([at + 1, 2, 3, 4, 5, 6, 7, 8, 9])));
}

/** @param crowded: several people and a redelivery at once where the rules allow it */
export function scriptFor(envelope: EnvelopeId, { crowded }: { readonly crowded: boolean }): Script {
  const job = (via: Job['via'], name: string, [by, what]: readonly [Actor, CommandBody]): Job => ({
    via,
    envelope,
    command: { at: T0, by, key: `${envelope}/${name}`, ...what } satisfies Command,
  });
  const max = person(MAX.email);
  const ines = person(INES.email);
  const dana = person(DANA.email, 'L2', 'web');
  const signs = job('direct', 'ines-signs', [ines, body.sign(r(2))]);
  const danaSigns = job('inbox', 'dana-signs', [dana, body.sign(r(3))]);
  const start: Script = [
    [job('inbox', 'draft', [OLIVIA, { ...body.draft(), id: envelope }])],
    [job('direct', 'send', [OLIVIA, body.send])],
    [job('inbox', TOO_EARLY, [ines, body.sign(r(2))])],
    [job('inbox', 'max-approves', [max, body.approve(r(1))])],
  ];
  if (!crowded) return [...start, [signs], [danaSigns]];
  const asks = (at: number) => job('direct', `asks-${at}`, [ines, { type: 'comment', from: r(2), to: null, text: `Question ${at}?` }]);
  return [...start, [asks(1), asks(2), asks(3)], [signs, signs, danaSigns, danaSigns]];
}

/** Carries a script on from wherever it stands. @param settled resolves when what a stage asked for has its outcome */
export async function carryOn(
  world: KillWorld,
  folder: string,
  { script, settled }: { script: Script; settled: (stage: readonly Job[]) => Promise<unknown> },
): Promise<void> {
  for (const stage of script) {
    await Promise.all(stage.map(async (job) => perform(world, folder, job)));
    await settled(stage);
  }
}

/** As a client does it: what was acknowledged is not asked for again, what was not is asked for under the same key. */
async function perform(world: KillWorld, folder: string, job: Job): Promise<void> {
  const { envelope, command, via } = job;
  if (acknowledged(folder).some(({ key }) => key === command.key)) return;
  if (via === 'inbox') {
    await world.inbox.accept('email', command.key, { envelope, command } satisfies Asked);
    append(folder, 'acknowledged', JSON.stringify({ key: command.key } satisfies Acknowledged));
    return;
  }
  const outcome = await world.commands.run(TENANT, envelope, command);
  append(folder, 'acknowledged', JSON.stringify({ key: command.key, outcome } satisfies Acknowledged));
}

export function acknowledged(folder: string): readonly Acknowledged[] {
  return linesOf(folder, 'acknowledged').map((line) => JSON.parse(line) as Acknowledged);
}

/** Until a running dispatcher has given every stored request of a stage its outcome. */
export async function untilAnswered({ inbox }: KillWorld, stage: readonly Job[]): Promise<void> {
  for (const { command } of stage.filter(({ via }) => via === 'inbox')) {
    while (!(await inbox.outcome('email', command.key))) await sleep(1);
  }
}

export function isRefusedAlways(key: string): boolean {
  return key.endsWith(TOO_EARLY);
}
