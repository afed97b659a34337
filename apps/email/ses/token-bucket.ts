// How fast one may send: so many a second, with a few at once after a pause. Each sender is told how long to wait and has then its turn
// for certain, so nobody starves. Nothing here reads a clock.

/** `tokens`: below zero, so many are in line. */
export type Bucket = { readonly tokens: number; readonly atMs: number };
export type Pace = { readonly perSecond: number; readonly burst: number };

export function takeToken(bucket: Bucket | undefined, { perSecond, burst }: Pace, nowMs: number): { bucket: Bucket; waitMs: number } {
  const before = bucket ?? { tokens: burst, atMs: nowMs };
  // A clock that was set back gives nothing, and takes nothing.
  const passedMs = Math.max(0, nowMs - before.atMs);
  const tokens = Math.min(burst, before.tokens + (passedMs / 1000) * perSecond) - 1;
  return { bucket: { tokens, atMs: nowMs }, waitMs: tokens >= 0 ? 0 : Math.ceil((-tokens / perSecond) * 1000) };
}
