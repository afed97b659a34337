// Carries out one effect under its lease and says how it stands afterwards. A message repeats only when death falls between the
// vendor's acceptance and our record of it; it carries its effect's name so that the repeat is recognisable.
import type { TenantId } from '#core/ids.ts';
import type { Key, Tenant } from '#core/ports.ts';
import type { Stream } from '#core/record.ts';
import { effectName, type Effect, type NewEffect } from '#stores/effect-row.ts';
import type { Effects } from '#stores/effects.ts';
import type { Outcome } from './bring.ts';
import { carryOut, type CarryOutParts } from './carry-out.ts';
import { isLastAttempt, putOff } from './put-off.ts';
import { stillTrue } from './still-true.ts';

type Parts = CarryOutParts & {
  readonly effects: Effects;
  readonly counts: EffectCounts;
  readonly machineNow: () => number;
  readonly jitter: () => number;
  readonly report: (fault: unknown, doing: string) => void;
};

/** Since the start of the process; `finished` includes what was superseded. */
export type EffectCounts = { done: number; failed: number; finished: number };
export type EffectRunner = {
  /** Plans an effect, if it is not, and carries it out. */
  start(planned: NewEffect, stream?: Stream): Promise<Effect>;
  /** @param stream its envelope's, where it has one: what has become untrue is closed at once, though it waits for its next attempt */
  run(key: Key, stream?: Stream): Promise<Effect>;
  /** What was read for the pass before may have changed. */
  beginPass(): void;
};

export function effectRunner(parts: Parts): EffectRunner {
  const { effects, counts } = parts;
  const tenants = new Map<TenantId, Promise<Tenant | undefined>>();
  /** Read once a pass: many messages of one are of the same tenant. */
  const directory = {
    async tenant(id: TenantId): Promise<Tenant | undefined> {
      const found = tenants.get(id) ?? parts.directory.tenant(id);
      tenants.set(id, found);
      found.catch(() => tenants.delete(id));
      return found;
    },
  };

  async function end(claimed: Effect, outcome: Outcome): Promise<Effect | undefined> {
    if (outcome === 'superseded') return effects.superseded(claimed);
    if (outcome.outcome === 'elsewhere') return effects.elsewhere(claimed, outcome);
    return outcome.outcome === 'undeliverable' ? effects.dead(claimed, outcome.why) : effects.done(claimed, outcome);
  }

  async function close(claimed: Effect, outcome: Outcome): Promise<Effect | undefined> {
    const ended = await end(claimed, outcome);
    counts.finished += 1;
    const how = outcome === 'superseded' ? 'accepted' : outcome.outcome;
    // What goes out on another channel is counted there.
    if (how !== 'elsewhere') counts[how === 'undeliverable' ? 'failed' : 'done'] += 1;
    return ended;
  }

  async function postpone(claimed: Effect, fault: unknown): Promise<Effect | undefined> {
    parts.report(fault, `carrying out ${effectName(claimed.key)}`);
    if (isLastAttempt(claimed)) counts.failed += 1;
    return putOff(parts, claimed, fault);
  }

  /** Whoever lost the lease meanwhile sees what the other runner made of it. */
  async function work(claimed: Effect): Promise<Effect> {
    return (await attempt(claimed)) ?? current(effects, claimed.key);
  }

  async function attempt(claimed: Effect): Promise<Effect | undefined> {
    try {
      return await close(claimed, await carryOut({ ...parts, directory }, claimed));
    } catch (fault) {
      return postpone(claimed, fault);
    }
  }

  async function run(key: Key, stream?: Stream): Promise<Effect> {
    const claimed = await effects.claim(key);
    if (claimed) return work(claimed);
    const waiting = await current(effects, key);
    if (!stream || !isUntrue(waiting, stream)) return waiting;
    const early = await effects.claim(key, true);
    return early ? work(early) : waiting;
  }

  return {
    run,
    beginPass: () => tenants.clear(),
    async start(planned, stream) {
      const begun = await effects.begin(planned);
      return begun ? work(begun) : run(planned.key, stream);
    },
  };
}

function isUntrue({ state, job }: Effect, stream: Stream): boolean {
  return state === 'pending' && job.do === 'tell' && !stillTrue(stream, job.notification);
}

async function current(effects: Effects, key: Key): Promise<Effect> {
  const effect = await effects.get(key);
  if (effect) return effect;
  throw new Error(`The effect ${effectName(key)} is gone though it was planned. Restore its row, or delete its pointer to drop it.`);
}
