// The words of the page on which fields are placed, where something is put into them.
import { describe, expect, test } from 'vitest';
import { german } from '#core/phrases/de/german.ts';
import { english } from '#core/phrases/en/english.ts';

const { placing: en } = english;
const { placing: de } = german;

test('what was saved is counted in words, and none is no “0 fields”', () => {
  expect([0, 1, 2].map(en.saved)).toEqual([
    'Saved: there are no fields. Signatures stand on a page at the end.',
    'Saved: 1 field.',
    'Saved: 2 fields.',
  ]);
  expect([0, 1, 2].map(de.saved)).toEqual([
    'Gespeichert: Es gibt keine Felder. Die Unterschriften stehen auf einer Seite am Ende.',
    'Gespeichert: 1 Feld.',
    'Gespeichert: 2 Felder.',
  ]);
});

test('a button of a card has room for 24 characters', () => {
  for (const { button } of [en, de]) expect(button.length).toBeLessThanOrEqual(24);
});

describe.each([
  ['English', en],
  ['German', de],
])('in %s', (_, words) => {
  test('a field is told by what it is, whose, and where', () => {
    expect(words.line({ kind: 'KIND', who: 'WHO', page: 'PAGE' })).toMatch(/KIND.*WHO.*PAGE/);
    expect(words.count('7')).toMatch(/ 7$/);
  });
  test('where nothing is saved yet, it says so or why, and that nothing is lost', () => {
    expect(words.codeFirst({ email: 'olivia@northwind.test' })).toContain('olivia@northwind.test');
    expect(words.changed({ when: 'TODAY' })).toContain('TODAY');
    expect(words.unreadable('2, 5')).toContain('2, 5');
  });
});
