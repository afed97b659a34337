// How long to wait before trying again: doubling, capped, and spread so that those who failed together do not come back together.

export type Backoff = {
  /** How often it has been tried already, from 1. */
  readonly attempts: number;
  readonly baseMs: number;
  readonly capMs: number;
  /** From 0 to below 1. */
  readonly random: () => number;
};

export function backoffMs({ attempts, baseMs, capMs, random }: Backoff): number {
  const longest = Math.min(capMs, baseMs * 2 ** (attempts - 1));
  return Math.round(longest / 2 + (longest / 2) * random());
}
