// Keeps to the rate that Amazon SES allows this account: asked from time to time, since AWS raises it as one sends and lowers it when mail
// bounces. SES names no rate in its answers; it only refuses what is too fast.
import { takeToken, type Bucket } from './token-bucket.ts';

/** What an account in the sandbox may: used until SES has said more. */
const LEAST_PER_SECOND = 1;
const REFRESH_MS = 15 * 60_000;
/** Whoever would wait longer comes back later, so that no claim on an effect runs out meanwhile. */
const MOST_WAIT_MS = 30_000;

export type PaceParts = {
  /** @returns messages a second */
  readonly quota: () => Promise<number>;
  readonly machineNow: () => number;
  readonly sleep: (ms: number) => Promise<void>;
};

/** @returns what waits for the next turn; it throws, with `retryAfterMs`, where that is too far off */
export function sesPace({ quota, machineNow, sleep }: PaceParts): () => Promise<void> {
  let perSecond = LEAST_PER_SECOND;
  let askedAt: number | undefined;
  let asking: Promise<void> | undefined;
  let bucket: Bucket | undefined;

  async function refresh(): Promise<void> {
    askedAt = machineNow();
    const told = await quota().catch(() => undefined);
    if (told !== undefined && told > 0) perSecond = told;
  }

  return async () => {
    if (askedAt === undefined || machineNow() - askedAt >= REFRESH_MS) asking = refresh();
    await asking;
    const taken = takeToken(bucket, { perSecond, burst: Math.max(1, Math.floor(perSecond)) }, machineNow());
    if (taken.waitMs > MOST_WAIT_MS) throw tooMany(taken.waitMs);
    bucket = taken.bucket;
    if (taken.waitMs > 0) await sleep(taken.waitMs);
  };
}

function tooMany(retryAfterMs: number): Error {
  return Object.assign(new Error('More mails wait than Amazon SES lets this account send just now. It is tried again.'), { retryAfterMs });
}
