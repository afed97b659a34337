// Carries out one effect under its lease and says how it stands afterwards. A message repeats only when death falls between the
// vendor's acceptance and our record of it; it carries its effect's name so that the repeat is recognisable.
import type { Key } from '#core/ports.ts';
import { backoffMs } from '#stores/backoff.ts';
import { effectName, type Effect } from '#stores/effect-row.ts';
import type { Effects } from '#stores/effects.ts';
import { carryOut, type CarryOutParts, type Outcome } from './carry-out.ts';

type Parts = CarryOutParts & {
  readonly effects: Effects;
  readonly counts: EffectCounts;
  readonly machineNow: () => number;
  readonly jitter: () => number;
  readonly report: (fault: unknown, doing: string) => void;
};

/** Since the start of the process; `finished` includes what was superseded. */
export type EffectCounts = { done: number; failed: number; finished: number };
export type EffectRunner = { run(key: Key): Promise<Effect> };

/** After these, about two hours, an effect is dead: kept with its reason, to be driven again by a person. */
const MOST_ATTEMPTS = 14;
const BACKOFF = { baseMs: 1_000, capMs: 15 * 60_000 } as const;

export function effectRunner(parts: Parts): EffectRunner {
  const { effects, counts } = parts;

  async function close(claimed: Effect, outcome: Outcome): Promise<void> {
    if (outcome === 'superseded') await effects.superseded(claimed);
    else if (outcome.outcome === 'undeliverable') await effects.dead(claimed, outcome.why);
    else await effects.done(claimed, outcome);
    counts.finished += 1;
    counts[outcome !== 'superseded' && outcome.outcome === 'undeliverable' ? 'failed' : 'done'] += 1;
  }

  async function postpone(claimed: Effect, fault: unknown): Promise<void> {
    const error = fault instanceof Error ? fault.message : String(fault);
    parts.report(fault, `carrying out ${effectName(claimed.key)}`);
    if (claimed.attempts >= MOST_ATTEMPTS) {
      counts.failed += 1;
      await effects.dead(claimed, error);
      return;
    }
    const waitMs = backoffMs({ attempts: claimed.attempts, ...BACKOFF, random: parts.jitter });
    await effects.retry(claimed, { at: parts.machineNow() + waitMs, error });
  }

  return {
    async run(key) {
      const claimed = await effects.claim(key);
      if (!claimed) return current(effects, key);
      try {
        await close(claimed, await carryOut(parts, claimed));
      } catch (fault) {
        await postpone(claimed, fault);
      }
      return current(effects, key);
    },
  };
}

async function current(effects: Effects, key: Key): Promise<Effect> {
  const effect = await effects.get(key);
  if (effect) return effect;
  throw new Error(`The effect ${effectName(key)} is gone though it was planned. Restore its row, or delete its pointer to drop it.`);
}
