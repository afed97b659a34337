// What is done every hour: also when it failed before, and never after it was stopped.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { hourly } from '#apps/local/hourly.ts';

const HOUR_MS = 60 * 60 * 1_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('it is done at the start and every hour, and a failure is told and forgotten', async () => {
  const told: string[] = [];
  let times = 0;
  async function work(): Promise<void> {
    times += 1;
    if (times === 1) throw new Error('once');
  }
  const stop = hourly(work, { doing: 'renewing', report: (fault, doing) => void told.push(`${doing}: ${String(fault)}`) });
  await vi.advanceTimersByTimeAsync(2 * HOUR_MS);
  expect([times, told]).toEqual([3, ['renewing: Error: once']]);
  await stop();
  await vi.advanceTimersByTimeAsync(2 * HOUR_MS);
  expect(times).toBe(3);
});

test('stopping waits for what is under way', async () => {
  let end: () => void = () => undefined;
  const under = new Promise<void>((done) => {
    end = done;
  });
  const stop = hourly(async () => under, { doing: 'renewing', report: () => undefined });
  let isStopped = false;
  const stopping = stop().then(() => (isStopped = true));
  await vi.advanceTimersByTimeAsync(1);
  expect(isStopped).toBe(false);
  end();
  await stopping;
  expect(isStopped).toBe(true);
});
