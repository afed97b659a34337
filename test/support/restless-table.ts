// A Table on which everyone is overtaken at times: each operation waits a few turns of the event loop, more or fewer by the dice, so that
// whoever runs at the same time meets in other places each time.
import type { Table } from '#core/ports.ts';
import { wrapTable } from './counting-table.ts';
import { dice } from './dice.ts';

const MOST_TURNS = 6;

/** @param isRestless asked at each operation: what comes before the moment in question goes straight on */
export function restlessTable(inner: Table, { seed, isRestless }: { readonly seed: number; readonly isRestless: () => boolean }): Table {
  const chance = dice(seed);
  async function pause(): Promise<void> {
    if (!isRestless()) return;
    for (let turns = Math.floor(chance() * MOST_TURNS); turns > 0; turns -= 1) await new Promise((done) => setImmediate(done));
  }
  return wrapTable(inner, (_operation, call) => async (...args) => {
    await pause();
    const result = await call(...args);
    await pause();
    return result;
  });
}
