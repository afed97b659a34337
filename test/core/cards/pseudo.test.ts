// No card has words of its own: in a language that nobody speaks nothing is left that could be read, but commands.
import { expect, test } from 'vitest';
import { offsetAt } from '#apps/world/hashing.ts';
import type { Setting } from '#core/views/facts.ts';
import { LETTER, pseudo } from '../phrases/pseudo.ts';
import { dataIn } from '../views/stories.ts';
import { everyCard, linesOf, otherCards } from './kit.ts';

const SETTING: Setting = { phrases: pseudo(), offsetAt };

function leftIn(line: string, data: readonly string[]): string {
  const known = data.toSorted((a, b) => b.length - a.length);
  return known
    .reduce((rest, one) => rest.replaceAll(one, ''), line.replaceAll(LETTER, ''))
    .replace(/[^\p{L}]+/gu, ' ')
    .trim();
}

test('in a language that nobody speaks, everything that is not data is from the phrases', () => {
  const said = Map.groupBy(everyCard('en', SETTING), ({ state }) => state);
  for (const [state, cards] of said) {
    const data = [...dataIn(state), ...state.documents.map(({ sha256 }) => sha256.slice(0, 12))];
    const lines = [...new Set(cards.flatMap(({ card }) => linesOf(card)))];
    expect(lines.map((line) => leftIn(line, data)).filter(Boolean)).toEqual([]);
  }
});

test('lists and the way in as well', () => {
  const data = ['Title', 'CS-12345-67890', '/sign', 'help'];
  const cards = otherCards(SETTING).slice(0, 8);
  expect(cards.flatMap((card) => linesOf(card).map((line) => leftIn(line, data))).filter(Boolean)).toEqual([]);
});
