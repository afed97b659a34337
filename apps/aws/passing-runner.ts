// Where other functions carry effects out: an effect is planned here, and passed on to the queue of those who can, together with what led to
// it. Who carries it out says so to that lead, which is then looked at again.
import { z } from 'zod';
import type { Lead } from '#apps/dispatch/dispatcher.ts';
import type { EffectRunner } from '#apps/dispatch/effect-runner.ts';
import { stillTrue } from '#apps/dispatch/still-true.ts';
import type { Key } from '#core/ports.ts';
import type { Stream } from '#core/record.ts';
import type { Channel } from '#core/terms.ts';
import { effectName, type Effect } from '#stores/effect-row.ts';
import type { Effects } from '#stores/effects.ts';
import { nameFor, readLead } from './leads.ts';
import type { Queue } from './queue.ts';

/** Each kind of effect has a queue of its own, so that one vendor's bad day keeps nobody else waiting. */
export type Carriers = Readonly<Record<'email' | 'slack' | 'teams' | 'upkeep', Queue>> & {
  /** Starts the state machine; starting the same attempt twice is once. */
  readonly seal: (passed: PassedEffect & { readonly name: string; readonly effect: Effect }) => Promise<void>;
};

export type PassedEffect = { readonly key: Key; readonly lead: Lead };

type Parts = {
  readonly effects: Pick<Effects, 'plan' | 'get'>;
  readonly carriers: Carriers;
  readonly machineNow: () => number;
};

/** @param lead what this process was given to look at */
export function passingRunner({ effects, carriers, machineNow }: Parts, lead: Lead): EffectRunner {
  async function run(key: Key, stream?: Stream): Promise<Effect> {
    const effect = await effects.get(key);
    if (!effect) throw new Error(`The effect ${effectName(key)} is gone though it was planned. Restore its row, or delete its pointer.`);
    if (isReady(effect, machineNow()) || isUntrue(effect, stream)) await pass(effect);
    return effect;
  }

  async function pass(effect: Effect): Promise<void> {
    const { key, job } = effect;
    // One attempt is passed on once, however often it is come across; the next one is another message.
    const name = nameFor(`${key.pk} ${key.sk} ${effect.redriven} ${effect.attempts} ${effect.version}`);
    if (job.do === 'seal') return carriers.seal({ key, lead, name, effect });
    await carriers[carrierOf(effect)].put([
      { body: JSON.stringify({ key, lead } satisfies PassedEffect), group: groupOf(effect), dedupe: name },
    ]);
  }

  return {
    run,
    beginPass: () => undefined,
    async start(planned, stream) {
      await effects.plan(planned);
      return run(planned.key, stream);
    },
  };
}

const schema = z.object({ key: z.object({ pk: z.string(), sk: z.string() }), lead: z.unknown() });

export function readPassed(body: string): PassedEffect {
  const { key, lead } = schema.parse(JSON.parse(body));
  return { key, lead: readLead(JSON.stringify(lead)) };
}

function isReady({ state, leaseUntil, retryAt }: Effect, now: number): boolean {
  return state === 'pending' && (leaseUntil ?? 0) <= now && (retryAt ?? 0) <= now;
}

/** It is closed at once, though it waits for its next attempt. */
function isUntrue({ state, job }: Effect, stream: Stream | undefined): boolean {
  return state === 'pending' && job.do === 'tell' && stream !== undefined && !stillTrue(stream, job.notification);
}

function carrierOf({ job }: Effect): Exclude<keyof Carriers, 'seal'> {
  if (job.do === 'tell' || job.do === 'card') return ofChannel(job.channel);
  return job.do === 'answer' ? ofChannel(job.answer.channel) : 'upkeep';
}

function ofChannel(channel: Channel): Exclude<keyof Carriers, 'seal'> {
  return channel === 'email' || channel === 'slack' || channel === 'teams' ? channel : 'upkeep';
}

/** Drawings of one card follow each other, and so do messages about one envelope. */
function groupOf({ key, job }: Effect): string {
  return nameFor(job.do === 'card' ? `${job.channel} ${job.ref}` : key.pk);
}
