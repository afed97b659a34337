// Starts the process that is to be killed, kills it, and carries its job on in a process that knows nothing but what is on disk.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { carryOn, envelopes, scriptFor } from './kill-script.ts';
import { ambiguous, timesOut, verdictOn, type Verdict } from './kill-verdict.ts';
import type { WorkOrder } from './kill-worker.ts';
import { killWorld } from './kill-world.ts';

/** What the first process compiled serves those after it; nobody's measurements depend on it. */
const COMPILED = mkdtempSync(join(tmpdir(), 'countersign-compiled-'));
process.once('exit', () => rmSync(COMPILED, { recursive: true, force: true }));

const WORKER = fileURLToPath(new URL('./kill-worker.ts', import.meta.url));

/** `writes`: how many it made when it was left alone; `ranMs`: from its first sign of life to its end. */
export type Work = { readonly isKilled: boolean; readonly writes: number; readonly ranMs: number };

/** @param killAfterMs counted from the process's first sign of life */
export async function work(folder: string, order: WorkOrder, killAfterMs?: number): Promise<Work> {
  const child = spawn(process.execPath, [WORKER, folder, JSON.stringify(order)], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_COMPILE_CACHE: COMPILED },
    timeout: 60_000,
  });
  let printed = '';
  let complaints = '';
  let readyAt = 0;
  child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString('utf8')));
  child.stdout.on('data', (chunk: Buffer) => {
    printed += chunk.toString('utf8');
    if (readyAt > 0 || !printed.includes('ready')) return;
    readyAt = performance.now();
    if (killAfterMs !== undefined) setTimeout(() => void child.kill('SIGKILL'), killAfterMs);
  });
  await once(child, 'close');
  const ranMs = performance.now() - readyAt;
  if (child.signalCode === 'SIGKILL') return { isKilled: true, writes: 0, ranMs };
  const writes = /writes (\d+)/.exec(printed)?.[1];
  if (writes === undefined) throw new Error(`The process ended by itself before its work was done (${child.exitCode}): ${complaints}`);
  return { isKilled: false, writes: Number(writes), ranMs };
}

/** Deliveries that the death left in doubt: in the world, and not in our record. */
export async function inDoubt(folder: string, { envelopes: count }: WorkOrder, seen: Set<string>): Promise<number> {
  const world = await killWorld(folder);
  try {
    return await ambiguous(world, folder, { ids: envelopes(count), seen });
  } finally {
    await world.table.close();
  }
}

/** Carries the job to its end and judges it. `doubts`: what the last death left in doubt, beside what was `seen`. */
export async function finished(folder: string, order: WorkOrder, seen = new Set<string>()): Promise<Verdict & { readonly doubts: number }> {
  const { envelopes: count, crowded } = order;
  const world = await killWorld(folder, crowded ? { timesOut } : {});
  try {
    const ids = envelopes(count);
    const doubts = await ambiguous(world, folder, { ids, seen });
    const settled = async () => world.dispatcher.settle();
    await settled();
    for (const id of ids) await carryOn(world, folder, { script: scriptFor(id, { crowded }), settled });
    // Whatever waits for another attempt has waited long enough by now, twice over.
    for (let hour = 0; hour < 2; hour += 1) {
      world.clock.aheadMs += 3_600_000;
      await settled();
    }
    return { ...(await verdictOn(world, folder, ids)), doubts };
  } finally {
    await world.table.close();
  }
}

/** A folder that is gone afterwards, whatever happens in between. */
export async function inFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-kill-'));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs as many at a time as there are lanes: each starts a process of its own. */
export async function inLanes<T>(tasks: readonly (() => Promise<T>)[], lanes: number): Promise<readonly T[]> {
  const results: T[] = [];
  let next = 0;
  async function lane(): Promise<void> {
    for (let task = tasks[next]; task; task = tasks[next]) {
      const at = next;
      next += 1;
      results[at] = await task();
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane));
  return results;
}

/** KILLS=100 kills at every write point and at a hundred random moments; KILL_SEED chooses other moments. */
export const KILLS = Number(process.env.KILLS ?? 15);
export const KILL_SEED = Number(process.env.KILL_SEED ?? 20_261_124);
export const isThorough = KILLS >= 100;
