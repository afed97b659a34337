// When a failed effect is tried again: spread, bounded, and never before the vendor allows it.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MOST_ATTEMPTS, pauseMs } from '#apps/dispatch/retry-time.ts';
import { backoffMs } from '#stores/backoff.ts';
import { body, command, ENVELOPE, OLIVIA, TENANT } from '../../support/build.ts';
import { dispatchKit } from '../../support/dispatch-kit.ts';

const below1 = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const attempts = fc.integer({ min: 1, max: 5_000 });
const DAY = 24 * 60 * 60_000;

function limited(retryAfterMs: unknown): Error {
  return Object.assign(new Error('429 Too Many Requests'), { retryAfterMs });
}

describe('back-off', () => {
  test('lies between half and all of a doubling, capped step, however often it failed and whatever the dice say', () => {
    fc.assert(
      fc.property(attempts, below1, fc.integer({ min: 1, max: 5_000 }), (tried, dice, baseMs) => {
        const wait = backoffMs({ attempts: tried, baseMs, capMs: 600_000, random: () => dice });
        const longest = Math.min(600_000, baseMs * 2 ** (tried - 1));
        expect(wait).toBeGreaterThanOrEqual(Math.floor(longest / 2));
        expect(wait).toBeLessThanOrEqual(longest);
      }),
    );
  });

  test('never shortens the shortest wait from one failure to the next, and spreads those who failed together', () => {
    fc.assert(
      fc.property(attempts, (tried) => {
        const shortest = (count: number) => pauseMs({ attempts: count, fault: undefined, random: () => 0 });
        expect(shortest(tried + 1)).toBeGreaterThanOrEqual(shortest(tried));
        const latest = pauseMs({ attempts: tried, fault: undefined, random: () => 0.999_999 });
        expect(latest - shortest(tried)).toBeGreaterThanOrEqual(shortest(tried) * 0.99 - 1);
      }),
    );
  });

  test('lets an effect live for hours, not days', () => {
    const sum = (dice: number) =>
      Array.from({ length: MOST_ATTEMPTS - 1 }, (_, at) => pauseMs({ attempts: at + 1, fault: undefined, random: () => dice })).reduce(
        (all, one) => all + one,
        0,
      );
    expect(sum(0)).toBeGreaterThan(30 * 60_000);
    expect(sum(0.999_999)).toBeLessThan(3 * 60 * 60_000);
  });
});

describe('a vendor that says how long to stay away', () => {
  test('is obeyed, up to a day, also when its fault lies inside another; never is the wait shorter than without it', () => {
    fc.assert(
      fc.property(attempts, below1, fc.integer({ min: 1, max: 3 * DAY }), (tried, dice, asked) => {
        const plain = pauseMs({ attempts: tried, fault: new Error('down'), random: () => dice });
        for (const fault of [limited(asked), new Error('could not post', { cause: limited(asked) })])
          expect(pauseMs({ attempts: tried, fault, random: () => dice })).toBe(Math.max(plain, Math.min(asked, DAY)));
      }),
    );
  });

  test('is not believed when what it says is no time', () => {
    for (const said of ['30', Number.NaN, -1, 0, null]) {
      expect(pauseMs({ attempts: 1, fault: limited(said), random: () => 0 })).toBe(500);
    }
    const circle = new Error('a circle');
    circle.cause = circle;
    expect(pauseMs({ attempts: 1, fault: circle, random: () => 0 })).toBe(500);
  });

  test('is left alone until then', async () => {
    const kit = await dispatchKit();
    kit.world.fault = limited(30_000);
    await kit.run(command(OLIVIA, body.draft()));
    await kit.dispatcher.settle();
    const [waiting] = await kit.effects.list(TENANT, ENVELOPE);
    expect(waiting).toMatchObject({ state: 'pending', attempts: 1, retryAt: kit.clock.machineNow + 30_000 });
    kit.world.fault = undefined;
    kit.clock.machineNow += 29_999;
    await kit.dispatcher.settle();
    expect(kit.delivered).toEqual([]);
    kit.clock.machineNow += 1;
    await kit.dispatcher.settle();
    expect(kit.delivered).toEqual(['draft>sender']);
  });
});
