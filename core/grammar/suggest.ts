// Which commands a mistyped word may have meant. They are offered, never run.
import type { Verb } from './line-intent.ts';
import { itemAt } from './match.ts';
import type { Vocabulary } from './vocabulary.ts';

const MOST_SUGGESTIONS = 3;
const MOST_WORD_CHARS = 24;
const SHORT = 4;

/** Damerau–Levenshtein, each pair of letters swapped at most once (optimal string alignment). */
export function distance(a: string, b: string): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const isSame = a[row - 1] === b[column - 1];
      const isSwapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      current.push(
        Math.min(
          itemAt(above, column, 0) + 1,
          itemAt(current, column - 1, 0) + 1,
          itemAt(above, column - 1, 0) + (isSame ? 0 : 1),
          isSwapped ? itemAt(before, column - 2, 0) + 1 : Infinity,
        ),
      );
    }
    before = above;
    above = current;
  }
  return itemAt(above, b.length, 0);
}

/** Nearest first, a command's own name before others for it, each command once. Short words have too many neighbours for two mistakes. */
export function suggestionsFor(word: string, { verbs }: Vocabulary): Verb[] {
  if (word.length < 2 || word.length > MOST_WORD_CHARS) return [];
  const near = [...verbs]
    .map(([alias, verb]) => ({
      verb,
      isAlias: alias !== verb,
      away: distance(word.toLowerCase(), alias),
      most: Math.min(alias.length, word.length) <= SHORT ? 1 : 2,
    }))
    .filter(({ away, most }) => away <= most)
    .toSorted((a, b) => a.away - b.away || Number(a.isAlias) - Number(b.isAlias));
  return [...new Set(near.map(({ verb }) => verb))].slice(0, MOST_SUGGESTIONS);
}
