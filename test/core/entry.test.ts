// What may be entered into a field, and what a typed name says when nothing is.
import { describe, expect, test } from 'vitest';
import { fitTogether, initialsOf, isDrawing, isPlainLine, MOST_DRAWN } from '#core/entry.ts';

const LONGEST = `M10 10${'L10 10'.repeat(999)}`;

describe('a drawing', () => {
  test.each([
    ['a stroke', 'M10 20L30 25'],
    ['several strokes, one of them a dot', 'M10 20L30 25L31 26M500 200'],
    ['a stroke along the box', 'M0 0L1000 0L1000 400L0 400'],
  ])('may be %s', (_name, path) => expect(isDrawing(path)).toBe(true));
  test.each([
    ['nothing', ''],
    ['a dot alone', 'M10 20'],
    ['a line without a beginning', 'L10 20L30 25'],
    ['a curve', 'M10 20C30 25 40 40 50 50'],
    ['a relative line', 'M10 20l30 25'],
    ['a closed shape', 'M10 20L30 25Z'],
    ['parts of a point', 'M10.5 20L30 25'],
    ['a point left of the box', 'M-1 20L30 25'],
    ['a point right of the box', 'M10 20L1001 25'],
    ['a point below the box', 'M10 20L30 401'],
    ['a beginning outside the box', 'M1001 20L30 25'],
    ['a number with a zero before it', 'M010 20L30 25'],
    ['more blanks than one', 'M10  20L30 25'],
    ['something before it', ' M10 20L30 25'],
    ['something after it', 'M10 20L30 25\n'],
    ['a name', 'Max Mustermann'],
  ])('is never %s', (_name, path) => expect(isDrawing(path)).toBe(false));
  test('has 6,000 characters at most', () => {
    expect(LONGEST).toHaveLength(MOST_DRAWN);
    expect(isDrawing(LONGEST)).toBe(true);
    expect(isDrawing(`${LONGEST}0`)).toBe(false);
  });
});

describe('a line of text', () => {
  test.each(['Prokuristin', 'Łukasz 山田 مدير', 'naïve — “quoted” \u200f1', ''])('may be “%s”', (text) =>
    expect(isPlainLine(text)).toBe(true),
  );
  test.each([
    ['a second line', 'a\nb'],
    ['a tabulator', 'a\tb'],
    ['a control character of the second block', 'a\u0085b'],
    ['a line separator', 'a\u2028b'],
    ['an override of direction', 'a\u202eb'],
    ['an isolate of direction', 'a\u2066b'],
    ['half a character', 'a\ud83d'],
  ])('holds no %s', (_name, text) => expect(isPlainLine(text)).toBe(false));
});

describe('all entries of a signature', () => {
  const times = (count: number, value: string) => Array.from({ length: count }, (_, at) => ({ field: `f${at + 1}`, value }));
  test('are as many drawings as one row holds', () => {
    expect(fitTogether(times(40, LONGEST))).toBe(true);
    expect(fitTogether(times(41, LONGEST))).toBe(false);
  });
  test('count three bytes for a written character, which is the most that one takes', () => {
    expect(fitTogether(times(160, '山'.repeat(500)))).toBe(true);
    expect(fitTogether(times(161, '山'.repeat(500)))).toBe(false);
  });
});

describe('the initials of a typed name', () => {
  test.each([
    ['Ines Duarte', 'ID'],
    ['  ines   duarte ', 'ID'],
    ['Jean-Luc Picard', 'JLP'],
    ['Émile Zola', 'ÉZ'],
    ['Łukasz Żak', 'ŁŻ'],
    ['山田 太郎', '山太'],
    ['Ольга Иванова', 'ОИ'],
    ['Q. X. (Ada) Lovelace', 'QXAL'],
    ['a b c d e f g h', 'ABCDEF'],
    ['***', '***'],
  ])('%s are %s', (name, initials) => expect(initialsOf(name)).toBe(initials));
  test('keep an accent that is a character of its own', () => expect(initialsOf('x\u0323a Duarte')).toBe('X\u0323D'));
});
