// German says everything that English says, in German; a language that is not there is English.
import { describe, expect, test } from 'vitest';
import { english } from '#core/phrases/en/english.ts';
import { german } from '#core/phrases/de/german.ts';
import { phrasesFor } from '#core/phrases/languages.ts';
import { dataIn, everyAnswer, everyTold } from '../views/stories.ts';
import { answeredView, linesOf, settingIn, toldView } from '../views/texts.ts';

/** The same in both languages, or nothing but punctuation around what is put in. */
const SAME = [
  'letter.code',
  'page.product',
  'personLine',
  'why.title',
  'place',
  'listed',
  'certificate.marks.kinds.text',
  'filling.ofOther',
];
const LAW = 'Law of Property (Miscellaneous Provisions) Act';

/** What is said where nothing is put in, or else how it is made. */
function wordsOf(value: unknown): string {
  return typeof value === 'function'
    ? value.length === 0
      ? JSON.stringify(Reflect.apply(value, undefined, []))
      : String(value)
    : String(value);
}

type Leaf = readonly [string, unknown];

function leavesOf(value: unknown, path: string): Leaf[] {
  if (typeof value !== 'object' || value === null) return [[path, value]];
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, path === '' ? key : `${path}.${key}`));
}

describe('German', () => {
  const inGerman = new Map(leavesOf(german, ''));
  const inEnglish = leavesOf(english, '');

  test('has the keys of English, and no other', () => {
    expect([...inGerman.keys()].toSorted()).toEqual(inEnglish.map(([path]) => path).toSorted());
  });
  test('takes what English takes', () => {
    for (const [path, value] of inEnglish) {
      const other = inGerman.get(path);
      expect(typeof other, path).toBe(typeof value);
      // A phrase may have no use for an argument, but never for one that English has not.
      if (typeof value === 'function' && typeof other === 'function') expect(other.length, path).toBe(value.length);
    }
  });
  test('is nowhere English', () => {
    const same = inEnglish.filter(([path, value]) => wordsOf(inGerman.get(path)) === wordsOf(value)).map(([path]) => path);
    expect(same.filter((path) => !SAME.some((one) => path === one))).toEqual([]);
  });
  test('addresses its reader formally, in every view, and holds no English but commands', () => {
    const setting = settingIn('de');
    const views = [
      ...everyTold('de').map((told) => ({ state: told.state, lines: linesOf(toldView(told, setting)) })),
      ...everyAnswer('de').map((answered) => ({ state: answered.state, lines: linesOf(answeredView(answered, setting)) })),
    ];
    for (const { state, lines } of views)
      for (const line of lines) {
        const ours = dataIn(state).reduce((text, one) => text.replaceAll(one, ''), line.replace(/„[^“]*“/g, '').replace(LAW, ''));
        expect(ours).not.toMatch(/\b(?:the|and|you|your|of|with|they|been|asked|please|answer|nothing|until)\b/i);
        expect(ours).not.toMatch(/\b(?:du|dein|deine|dir|dich|euch|ihr habt)\b/i);
      }
  });
});

test('writes dates, pages and cadence as people do', () => {
  const { dateTime, pages, everyDays, listed } = german;
  expect(dateTime('2026-03-04 09:20', 'Europe/Berlin')).toBe('4. März 2026, 09:20 Uhr (Europe/Berlin)');
  expect([pages(1), pages(4), everyDays(0, 3, 5), everyDays(3, 3, 5), everyDays(1, 1, 5), everyDays(2, 0, 1)]).toEqual([
    '1 Seite',
    '4 Seiten',
    'keine',
    'nach 3 Tagen, dann alle 3 Tage, höchstens 5',
    'nach 1 Tag, dann jeden Tag, höchstens 5',
    'einmal, nach 2 Tagen',
  ]);
  expect([listed([]), listed(['Ana']), listed(['Ana', 'Bob', 'Cy'])]).toEqual(['', 'Ana', 'Ana, Bob und Cy']);
  expect([dateTime('2026-99-04 09:20', 'UTC'), english.dateTime('2026-99-04 19:20', 'UTC')].every((text) => text.includes('2026'))).toBe(
    true,
  );
});

test('English writes dates, pages and cadence as people do', () => {
  const { dateTime, pages, everyDays, listed } = english;
  expect(dateTime('2026-11-04 19:20', 'UTC')).toBe('4 Nov 2026, 19:20 (UTC)');
  expect([pages(1), pages(4), everyDays(0, 3, 5), everyDays(3, 3, 5), everyDays(1, 1, 5), everyDays(2, 0, 1)]).toEqual([
    '1 page',
    '4 pages',
    'none',
    'after 3 days, then every 3 days, at most 5',
    'after 1 day, then every day, at most 5',
    'once, after 2 days',
  ]);
  expect(listed(['Ana', 'Bob', 'Cy'])).toBe('Ana, Bob and Cy');
});

test.each([
  ['de', 'de'],
  ['de-AT', 'de'],
  ['DE', 'de'],
  ['en-GB', 'en'],
  ['fr', 'en'],
  ['', 'en'],
  ['constructor', 'en'],
])('%j is served by %s', (language, served) => expect(phrasesFor(language).language).toBe(served));
