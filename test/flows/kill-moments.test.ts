// kill -9 at random moments, while several people work on several envelopes at once and the vendor's answers get lost now and then; some
// processes are killed while they clear up after one that was killed.
//   KILLS=100 KILL_SEED=7 npx vitest run test/flows/kill-moments.test.ts
import { expect, test } from 'vitest';
import { dice } from '../support/dice.ts';
import { finished, inDoubt, inFolder, isThorough, KILL_SEED, KILLS, work } from '../support/kill-driver.ts';
import { linesOf } from '../support/kill-world.ts';

const JOB = { envelopes: 3, crowded: true } as const;
const MOST_KILLS_OF_ONE_JOB = 5;

test(
  'no moment at which the process is killed loses what was acknowledged, doubles an act, or leaves anything undone',
  { timeout: isThorough ? 3_600_000 : 600_000 },
  async () => {
    const undisturbed = await inFolder(async (folder) => {
      const { ranMs } = await work(folder, JOB);
      return { ranMs, verdict: await finished(folder, JOB) };
    });
    expect(undisturbed.verdict).toMatchObject({ lost: [], doubled: [], broken: [] });

    // The shortest that a job took which got away: a moment after its end kills nobody.
    const span = { ms: undisturbed.ranMs };
    let kills = 0;
    let seed = KILL_SEED;
    async function lane(): Promise<readonly Awaited<ReturnType<typeof killedJob>>[]> {
      const results = [];
      while (kills < KILLS) {
        seed += 1;
        const result = await killedJob(seed, span);
        kills += result.kills;
        results.push(result);
      }
      return results;
    }
    const results = (await Promise.all([lane(), lane()])).flat();

    for (const { seed: mine, doubts, kills: times, verdict } of results) {
      const name = `seed ${mine}`;
      expect(verdict, name).toMatchObject({ lost: [], doubled: [], broken: [] });
      expect(verdict.told.filter(isAlwaysTrue), name).toEqual(undisturbed.verdict.told.filter(isAlwaysTrue));
      expect(doubts, name).toBeLessThanOrEqual(times);
      expect(verdict.unexplained, name).toBeLessThanOrEqual(doubts);
    }
    const sum = (of: (one: (typeof results)[number]) => number) => results.reduce((total, one) => total + of(one), 0);
    console.log(
      `kill -9 at ${kills} random moments of ${results.length} jobs (KILL_SEED=${KILL_SEED}): ` +
        `0 of ${sum(({ verdict }) => verdict.acknowledged)} acknowledged requests lost, 0 acts doubled, ` +
        `${sum(({ verdict }) => verdict.repeats)} visible repeats for ${sum(({ doubts }) => doubts)} attempts left in doubt by a death ` +
        `and ${sum(({ timeouts }) => timeouts)} by a lost answer`,
    );
  },
);

/** Killed again and again, with what is left of the job each time, and then carried to its end. */
async function killedJob(seed: number, span: { ms: number }) {
  const roll = dice(seed);
  return inFolder(async (folder) => {
    const seen = new Set<string>();
    let kills = 0;
    let doubts = 0;
    while (kills < MOST_KILLS_OF_ONE_JOB) {
      const { isKilled, ranMs } = await work(folder, JOB, roll() * span.ms);
      if (!isKilled) span.ms = Math.min(span.ms, ranMs);
      if (!isKilled) break;
      kills += 1;
      doubts += await inDoubt(folder, JOB, seen);
    }
    const verdict = await finished(folder, JOB, seen);
    return { seed, kills, doubts: doubts + verdict.doubts, timeouts: linesOf(folder, 'timed-out').length, verdict };
  });
}

/** An invitation may be overtaken by the act that it asks for, and is then closed unsent; these may not. */
function isAlwaysTrue(told: string): boolean {
  return /#(recorded|completed|refused|question)$/.test(told);
}
