// A process that works through the job until it is killed: by itself at its n-th write, or by whoever started it.
//   node kill-worker.ts FOLDER '{"envelopes":1,"crowded":false,"dieAt":17,"when":"before"}'
// It prints `ready` when it starts to work and `writes N` when it has finished.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Table } from '#core/ports.ts';
import { carryOn, envelopes, scriptFor, untilAnswered } from './kill-script.ts';
import { killWorld } from './kill-world.ts';
import { timesOut } from './kill-verdict.ts';

export type WorkOrder = {
  readonly envelopes: number;
  readonly crowded: boolean;
  readonly dieAt?: number;
  readonly when?: 'before' | 'after';
};

const [folder = '', order = ''] = process.argv.slice(2);
const { envelopes: count, crowded, dieAt, when } = JSON.parse(order) as WorkOrder;
let writes = 0;

function dying(inner: Table): Table {
  async function write<T>(store: () => Promise<T>): Promise<T> {
    writes += 1;
    const isLast = writes === dieAt;
    if (isLast && when === 'before') process.kill(process.pid, 'SIGKILL');
    const verdict = await store();
    if (isLast && when === 'after') process.kill(process.pid, 'SIGKILL');
    return verdict;
  }
  return {
    ...inner,
    putIfAbsent: async (item) => write(async () => inner.putIfAbsent(item)),
    putIfVersion: async (item, expected) => write(async () => inner.putIfVersion(item, expected)),
    putIfNewer: async (item) => write(async () => inner.putIfNewer(item)),
    delete: async (key) => write(async () => inner.delete(key)),
  };
}

const world = await killWorld(folder, { wrap: dying, ...(crowded ? { timesOut } : {}) });
process.stdout.write('ready\n');
if (crowded) {
  const over = new AbortController();
  const dispatching = (async () => {
    while (!over.signal.aborted) {
      await world.dispatcher.sweep();
      await sleep(1);
    }
  })();
  const settled = async (stage: Parameters<typeof untilAnswered>[1]) => untilAnswered(world, stage);
  await Promise.all(envelopes(count).map(async (id) => carryOn(world, folder, { script: scriptFor(id, { crowded }), settled })));
  over.abort();
  await dispatching;
} else {
  const settled = async () => world.dispatcher.settle();
  await settled();
  for (const id of envelopes(count)) await carryOn(world, folder, { script: scriptFor(id, { crowded }), settled });
}
process.stdout.write(`writes ${writes}\n`);
await world.table.close();
