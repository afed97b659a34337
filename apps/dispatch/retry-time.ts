// When a failed effect is tried again: after a pause that doubles and is spread, or later if the vendor said how long to stay away.
import { backoffMs } from '#stores/backoff.ts';

/** After these, about two hours, an effect is dead: kept with its reason, to be driven again by a person. */
export const MOST_ATTEMPTS = 14;
const BACKOFF = { baseMs: 1_000, capMs: 15 * 60_000 } as const;

/** A vendor that asks for more is not believed: what waits for days is as good as lost. */
const MOST_VENDOR_MS = 24 * 60 * 60_000;

type Failed = { readonly attempts: number; readonly fault: unknown; readonly random: () => number };

export function pauseMs({ attempts, fault, random }: Failed): number {
  return Math.max(backoffMs({ attempts, ...BACKOFF, random }), Math.min(retryAfterOf(fault), MOST_VENDOR_MS));
}

/** Channels put `retryAfterMs` on what they throw when a vendor said so (HTTP 429, RFC 9110 §10.2.3); 0 without it. */
function retryAfterOf(fault: unknown): number {
  for (let at: unknown = fault, depth = 0; at instanceof Error && depth < 8; at = at.cause, depth += 1) {
    if ('retryAfterMs' in at && typeof at.retryAfterMs === 'number' && at.retryAfterMs > 0) return at.retryAfterMs;
  }
  return 0;
}
