// A process that refuses one file and says what that cost it.
import { readFile } from 'node:fs/promises';
import { performance } from 'node:perf_hooks';
import { inspect } from '#apps/sealer/inspect.ts';
import { bombIn } from '#apps/sealer/prescan.ts';
import type { Cost } from './bombs.ts';

process.on('message', (file: Uint8Array) => {
  void costOf(file).then((cost) => process.send?.(cost));
});

async function costOf(file: Uint8Array): Promise<Cost> {
  const from = performance.now();
  const { why } = await inspect(file);
  const inspectMs = Math.round(performance.now() - from);
  const before = process.cpuUsage();
  bombIn(file);
  const { user, system } = process.cpuUsage(before);
  return { why, guardMs: Math.round((user + system) / 1000), inspectMs, peakMb: Math.round((await peakKb()) / 1024) };
}

/** Of this process alone: what `resourceUsage` says counts its parent at the moment of the fork. */
async function peakKb(): Promise<number> {
  const status = await readFile('/proc/self/status', 'utf8').catch(() => '');
  return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? process.resourceUsage().maxRSS);
}
