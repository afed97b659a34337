// Time that passes only when everyone waits: hundreds of writers with real pauses between them, in no time at all and always alike.
import { setImmediate } from 'node:timers/promises';
import type { Table } from '#core/ports.ts';
import { wrapTable } from './counting-table.ts';

export type VirtualTime = {
  sleep(ms: number): Promise<void>;
  /** The same table, each operation taking as long as `latency` says before it has its effect. */
  slowed(table: Table, latency: () => number): Table;
  /** Lets time pass until the work is done. @returns how much of it passed, in milliseconds */
  pass(work: Promise<unknown>): Promise<number>;
};

export function virtualTime(): VirtualTime {
  let now = 0;
  const underWay = new Set<object>();
  const waiting: { readonly at: number; readonly wake: () => void }[] = [];

  async function sleep(ms: number): Promise<void> {
    await new Promise<void>((wake) => waiting.push({ at: now + ms, wake }));
  }

  return {
    sleep,
    slowed: (table, latency) =>
      wrapTable(table, (_operation, call) => async (...args) => {
        await sleep(latency());
        const mark = {};
        underWay.add(mark);
        try {
          return await call(...args);
        } finally {
          underWay.delete(mark);
        }
      }),
    async pass(work) {
      const start = now;
      let isDone = false;
      const ended = work.finally(() => {
        isDone = true;
      });
      ended.catch(() => undefined);
      for (;;) {
        await setImmediate();
        if (underWay.size > 0) continue;
        if (isDone) break;
        const [next] = waiting.toSorted((a, b) => a.at - b.at);
        if (!next) continue;
        waiting.splice(waiting.indexOf(next), 1);
        now = Math.max(now, next.at);
        next.wake();
      }
      await ended;
      return now - start;
    },
  };
}
