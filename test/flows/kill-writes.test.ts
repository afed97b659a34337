// kill -9 at every write point: a process dies before or right after its n-th write to SQLite, and another carries on with what is on disk.
//   KILLS=100 npx vitest run test/flows/kill-writes.test.ts     every write point, both ways, instead of every fifth by turns
import { expect, test } from 'vitest';
import { finished, inFolder, inLanes, isThorough, KILL_SEED, work } from '../support/kill-driver.ts';
import type { WorkOrder } from '../support/kill-worker.ts';

const JOB = { envelopes: 1, crowded: false } as const;
const STEP = isThorough ? 1 : 5;

test(
  'no write at which the process is killed loses what was acknowledged, doubles an act, or leaves anything undone',
  { timeout: isThorough ? 3_600_000 : 600_000 },
  async () => {
    const undisturbed = await inFolder(async (folder) => {
      const { writes } = await work(folder, JOB);
      return { writes, verdict: await finished(folder, JOB) };
    });
    expect(undisturbed.verdict).toMatchObject({ acknowledged: 6, lost: [], doubled: [], broken: [], repeats: 0 });

    const first = (KILL_SEED % STEP) + 1;
    const points = Array.from({ length: undisturbed.writes }, (_, at) => at + 1).filter((at) => (at - first) % STEP === 0);
    const orders = points.flatMap((dieAt, at) => whenAt(at).map((when): WorkOrder => ({ ...JOB, dieAt, when })));
    const results = await inLanes(
      orders.map(
        (order) => async () =>
          inFolder(async (folder) => {
            const { isKilled } = await work(folder, order);
            return { order, isKilled, verdict: await finished(folder, order) };
          }),
      ),
      2,
    );

    for (const { order, isKilled, verdict } of results) {
      const name = `killed ${order.when} write ${order.dieAt}`;
      expect(isKilled, name).toBe(true);
      expect(verdict, name).toMatchObject({ acknowledged: 6, lost: [], doubled: [], broken: [], told: undisturbed.verdict.told });
      expect(verdict.doubts, name).toBeLessThanOrEqual(1);
      expect(verdict.repeats, name).toBeLessThanOrEqual(verdict.doubts);
    }
    const sum = (of: (one: (typeof results)[number]) => number) => results.reduce((total, one) => total + of(one), 0);
    console.log(
      `kill -9 ${results.length} times at ${points.length} of ${undisturbed.writes} write points (KILL_SEED=${KILL_SEED}): ` +
        `0 of ${sum(({ verdict }) => verdict.acknowledged)} acknowledged requests lost, 0 acts doubled, ` +
        `${sum(({ verdict }) => verdict.repeats)} visible repeats for ${sum(({ verdict }) => verdict.doubts)} ambiguous attempts`,
    );
  },
);

/** Each point both ways, or by turns. */
function whenAt(at: number): readonly ('before' | 'after')[] {
  if (isThorough) return ['before', 'after'];
  return [at % 2 === 0 ? 'before' : 'after'];
}
