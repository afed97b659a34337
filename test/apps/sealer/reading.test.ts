// Many files handed in at once: strangers decide how many there are, the machine how many are open.
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Worker } from 'node:worker_threads';
import { expect, it, onTestFinished } from 'vitest';
import { verify } from '#apps/sealer/verify.ts';

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
