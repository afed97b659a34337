// Properties over random histories: each is a test of its own, but a file's histories are made and played only once for all of them. What
// breaks is then run alone, so that fast-check shrinks it and prints seed and path.
//   FC_RUNS=20000 npx vitest run test/core/invariants      more histories
//   FC_SEED=1234 npx vitest run test/core/invariants       other histories
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { histories, played, type History, type Step } from './play.ts';

/** How many histories each property looks at; fewer would miss what is rare. */
export const HISTORIES = Number(process.env.FC_RUNS ?? 2_000);

/** For a test over as many of them as anyone asks for. */
export const LONG = { timeout: 1_800_000 };

type Check = (steps: readonly Step[]) => void;

export function eachHolds(checks: Readonly<Record<string, Check>>): void {
  let broken: ReadonlySet<string> | undefined;
  for (const [name, check] of Object.entries(checks)) {
    test(name, LONG, () => {
      broken ??= brokenOf(checks);
      if (broken.has(name))
        fc.assert(
          fc.property(histories, (history) => check([...played(history)])),
          { numRuns: HISTORIES },
        );
      expect(broken).not.toContain(name);
    });
  }
}

/** In blocks, so that more histories need no more memory; one seed makes them all. */
function brokenOf(checks: Readonly<Record<string, Check>>): ReadonlySet<string> {
  const broken = new Set<string>();
  forEachHistory((history) => {
    const steps = [...played(history)];
    for (const [name, check] of Object.entries(checks)) if (!broken.has(name) && breaks(check, steps)) broken.add(name);
  });
  return broken;
}

export function forEachHistory(look: (history: History) => void, numRuns = HISTORIES): void {
  const { seed } = fc.readConfigureGlobal();
  console.log(`Invariants: ${numRuns} random histories, seed ${seed}`);
  fc.assert(
    fc.property(histories, (history) => {
      look(history);
      return true;
    }),
    { numRuns },
  );
}

function breaks(check: Check, steps: readonly Step[]): boolean {
  try {
    check(steps);
    return false;
  } catch {
    return true;
  }
}
