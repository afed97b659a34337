// What one seal took, and how much memory at its height. Modules are loaded before the clock runs. Started by seal-process.js.
import { readFile, writeFile } from 'node:fs/promises';
import type { SealTask, SealTook } from './seal-task.ts';

const [, , asked = '{}', out = ''] = process.argv;
const task = JSON.parse(asked) as SealTask;
const { prepared } = await (task.who === 'ours'
  ? import('./seal-ours.ts')
  : task.who === 'theirs'
    ? import('./seal-theirs.ts')
    : import('./seal-job.ts'));
const work = await prepared(task);
if (task.isLater) await work(await readFile(task.file));
const idle = await highestMegabytes();
const before = process.cpuUsage();
const start = performance.now();
// Read and held by nobody else: what is no longer needed may go, as it may in the product.
const sealed = await work(await readFile(task.file));
const ms = performance.now() - start;
const { user, system } = process.cpuUsage(before);
const took: SealTook = { ms, cpuMs: (user + system) / 1_000, megabytes: await highestMegabytes(), idle, bytes: sealed.length };
if (out !== '') await writeFile(out, sealed);
console.log(JSON.stringify(took));
// Whatever was kept open for a next one, there is none.
process.exit(0);

/** As the system counts it (proc(5), VmHWM). */
async function highestMegabytes(): Promise<number> {
  const [, kilobytes = 'NaN'] = /^VmHWM:\s+(\d+) kB/m.exec(await readFile('/proc/self/status', 'utf8')) ?? [];
  return Math.round(Number(kilobytes) / 102.4) / 10;
}
