// No view has words of its own: in a language that nobody speaks nothing is left that could be read.
import { describe, expect, test } from 'vitest';
import { consentText } from '#core/consent.ts';
import { dataIn, everyAnswer, everyTold } from '../views/stories.ts';
import { answeredView, linesOf, settingWith, toldView } from '../views/texts.ts';
import { LETTER, pseudo } from './pseudo.ts';

const SETTING = settingWith(pseudo());
const CONSENTS = ['sign/en/2', 'sign/de/1'].map((id) => consentText(id) ?? '');

/** What is neither a phrase nor data. */
function leftIn(line: string, data: readonly string[]): string {
  const known = [...data, ...CONSENTS].toSorted((a, b) => b.length - a.length);
  return known
    .reduce((rest, one) => rest.replaceAll(one, ''), line.replaceAll(LETTER, ''))
    .replace(/[^\p{L}]+/gu, ' ')
    .trim();
}

describe('in a language that nobody speaks, everything that is not data is from the phrases', () => {
  test.each(everyTold('en').map((told) => [told.name, told] as const))('%s', (_, told) => {
    const lines = linesOf(toldView(told, SETTING));
    expect(lines.map((line) => leftIn(line, dataIn(told.state))).filter(Boolean)).toEqual([]);
    expect(lines.some((line) => line.includes(LETTER))).toBe(true);
  });
  test('answers, and the status in every state', () => {
    for (const answered of everyAnswer('en')) {
      const lines = linesOf(answeredView(answered, SETTING));
      expect(lines.map((line) => leftIn(line, dataIn(answered.state))).filter(Boolean), answered.name).toEqual([]);
    }
  });
  test('a view that glued a word of its own would be noticed', () => {
    expect(leftIn('⟦ẋẋẋ⟧ and Max', ['Max'])).toBe('and');
  });
});
