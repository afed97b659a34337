// What every score has in common: how many of how many, which target and which rivals it stands beside, and each miss by name.
export type Miss = { readonly path: string; readonly why: string };

export type Score = {
  readonly name: string;
  readonly n: number;
  readonly right: number;
  /** The share that is asked for, 0 to 1; absent where the number is only shown. */
  readonly target?: number;
  /** The best of the others that were measured on the same input. */
  readonly best: string;
  readonly misses: readonly Miss[];
};

/** Something that must not happen at all, such as quoted words taken for the writer's. */
export type Never = { readonly name: string; readonly found: readonly Miss[] };

export type Verdict = { readonly scores: readonly Score[]; readonly nevers: readonly Never[] };

export function shareOf({ right, n }: Score): number {
  return n === 0 ? 1 : right / n;
}

export function isMet(score: Score): boolean {
  return score.target === undefined || shareOf(score) >= score.target;
}

export function scored(score: Omit<Score, 'n' | 'right'> & { readonly n: number }): Score {
  return { ...score, right: score.n - score.misses.length };
}
