// What becomes of an effect that failed: it waits for its next attempt, or, after too many, ends as a dead letter.
import type { Effect } from '#stores/effect-row.ts';
import type { Effects } from '#stores/effects.ts';
import { MOST_ATTEMPTS, pauseMs } from './retry-time.ts';

type Parts = {
  readonly effects: Pick<Effects, 'dead' | 'retry'>;
  readonly machineNow: () => number;
  readonly jitter: () => number;
};

/** @returns how it stands then; undefined when its lease was lost */
export async function putOff({ effects, machineNow, jitter }: Parts, claimed: Effect, fault: unknown): Promise<Effect | undefined> {
  const error = fault instanceof Error ? fault.message : String(fault);
  if (isLastAttempt(claimed)) return effects.dead(claimed, error);
  const waitMs = pauseMs({ attempts: claimed.attempts, fault, random: jitter });
  return effects.retry(claimed, { at: machineNow() + waitMs, error });
}

export function isLastAttempt({ attempts }: Effect): boolean {
  return attempts >= MOST_ATTEMPTS;
}
