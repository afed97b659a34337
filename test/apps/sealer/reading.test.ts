// Files handed in by strangers, who decide how many there are and what is in them; the machine decides how many are open, and how far.
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Worker } from 'node:worker_threads';
import { expect, it, onTestFinished } from 'vitest';
import { inspect, TOO_MUCH_WHY } from '#apps/sealer/inspect.ts';
import { verify } from '#apps/sealer/verify.ts';
import { lockedBomb } from '../../support/locked-bomb.ts';

it('many files that come at once are read a few at a time, and each gets its answer', async () => {
  const open = { now: 0, most: 0 };
  const count = (message: unknown) => {
    open.now += 1;
    open.most = Math.max(open.most, open.now);
    (message as { readonly worker: Worker }).worker.once('exit', () => (open.now -= 1));
  };
  subscribe('worker_threads', count);
  onTestFinished(() => void unsubscribe('worker_threads', count));
  const files = Array.from({ length: 9 }, (_, at) => Buffer.from(`%PDF-1.7\n${at}\n%%EOF\n`));
  const verdicts = await Promise.all(files.map(async (file) => verify(file, { trust: [] })));
  expect(verdicts.map(({ why }) => why)).toEqual(files.map(() => 'The file carries no seal.'));
  expect(open.most).toBeGreaterThan(0);
  expect(open.most).toBeLessThanOrEqual(2);
});

it('a file that unpacks to gigabytes once its encryption is undone is given up before it fills the process', async () => {
  const gigabyte = 1024 ** 3;
  const bomb = await lockedBomb(4);
  const before = process.memoryUsage.rss();
  let most = 0;
  const timer = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 50);
  onTestFinished(() => clearInterval(timer));
  expect(await inspect(bomb)).toMatchObject({ verdict: 'reject', why: TOO_MUCH_WHY });
  expect(most - before).toBeLessThan(2 * gigabyte);
}, 60_000);
