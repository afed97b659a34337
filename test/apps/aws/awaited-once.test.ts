// What a function keeps from call to call: one for all at once, made anew after a while, and after a failure.
import { expect, test } from 'vitest';
import { awaitedOnce } from '#apps/aws/awaited-once.ts';

test('is made once for calls that come together, and anew when it has become old', async () => {
  const clock = { now: 1_000_000 };
  let made = 0;
  const get = awaitedOnce(async () => (made += 1), { keptMs: 60_000, now: () => clock.now });
  expect(await Promise.all([get(), get()])).toEqual([1, 1]);
  clock.now += 59_999;
  expect(await get()).toBe(1);
  clock.now += 1;
  expect(await get()).toBe(2);
});

test('is tried again after a failure', async () => {
  let made = 0;
  const get = awaitedOnce(async () => {
    made += 1;
    if (made === 1) throw new Error('no secret yet');
    return made;
  });
  await expect(get()).rejects.toThrow('no secret yet');
  expect(await get()).toBe(2);
});
