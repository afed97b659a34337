// Keeps the dispatcher running: at once when something was stored, and regularly for what was missed or has become due.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Instant } from '#core/time.ts';
import type { Dispatcher } from '#apps/dispatch/dispatcher.ts';

export type Engine = {
  /** What it keeps running, once that is there. */
  run(dispatcher: Dispatcher): void;
  wake(): void;
  /** Lets what is under way end, and starts nothing more. */
  stop(): Promise<void>;
};

const EVERY_MS = 1_000;
const WALK_EVERY_MS = 24 * 60 * 60 * 1_000;

type Settings = { readonly report: (fault: unknown, doing: string) => void };

export function engine({ report }: Settings): Engine {
  let running: Dispatcher | undefined;
  const stopping = new AbortController();
  let walkedAt = Number.NEGATIVE_INFINITY;
  let isWoken = false;
  let nudge: () => void = () => undefined;

  async function round(): Promise<void> {
    if (!running) return;
    try {
      if (performance.now() - walkedAt > WALK_EVERY_MS) {
        await running.walk();
        walkedAt = performance.now();
      }
      await running.tick();
      while (!stopping.signal.aborted && (await running.sweep())) {
        // A sweep may store what the next one dispatches.
      }
    } catch (fault) {
      report(fault, 'running the dispatcher');
    }
  }

  async function loop(): Promise<void> {
    while (!stopping.signal.aborted) {
      isWoken = false;
      await round();
      if (isWoken || stopping.signal.aborted) continue;
      const pause = new AbortController();
      nudge = () => pause.abort();
      await sleep(EVERY_MS, undefined, { signal: pause.signal }).catch(() => undefined);
    }
  }

  function wake(): void {
    isWoken = true;
    nudge();
  }

  const finished = loop();
  return {
    run(dispatcher) {
      running = dispatcher;
      wake();
    },
    wake,
    async stop() {
      stopping.abort();
      nudge();
      await finished;
    },
  };
}

/** Moves the demo's clock to `to`, stopping at each due time on the way, so that nothing happens later than it should. */
export async function advance({ dispatcher, clock, to }: { dispatcher: Dispatcher; clock: MovableClock; to: Instant }): Promise<Instant> {
  for (let next = await dispatcher.nextDue(to); next !== undefined; next = await dispatcher.nextDue(to)) {
    const before = next;
    if (next > clock.now()) clock.set(next);
    await dispatcher.tick();
    await dispatcher.settle();
    // What stays due though it was carried out waits for something else (an input without an outcome); time goes on.
    if ((await dispatcher.nextDue(to)) === before) break;
  }
  clock.set(to);
  await dispatcher.tick();
  await dispatcher.settle();
  return clock.now();
}

export type MovableClock = { now(): Instant; set(to: Instant): void };
