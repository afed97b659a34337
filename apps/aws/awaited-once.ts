// What a function makes at its first call and keeps for the others: not for ever, since secrets are renewed. A failure is not kept.
const KEPT_MS = 10 * 60_000;

/** @param keptMs Infinity for what must remember. `now`: machine time in milliseconds */
export function awaitedOnce<T>(make: () => Promise<T>, { keptMs = KEPT_MS, now = Date.now } = {}): () => Promise<T> {
  let made: Promise<T> | undefined;
  let madeAt = 0;
  return async () => {
    if (now() - madeAt >= keptMs) made = undefined;
    if (!made) {
      madeAt = now();
      made = make();
    }
    return made.catch((fault: unknown) => {
      made = undefined;
      throw fault;
    });
  };
}
