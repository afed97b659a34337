// What a signer's fields are called on the page, in both languages.
import { expect, test } from 'vitest';
import { phrasesFor } from '#core/phrases/languages.ts';

test.each([
  ['en', 'Job title (page 2)', 'Job title (page 2, optional)'],
  ['de', 'Job title (Seite 2)', 'Job title (Seite 2, freiwillig)'],
])('a field says what is asked for, on which page, and whether it may stay empty (%s)', (language, required, optional) => {
  const { filling } = phrasesFor(language);
  expect(filling.asked({ what: 'Job title', page: 2, isRequired: true })).toBe(required);
  expect(filling.asked({ what: 'Job title', page: 2, isRequired: false })).toBe(optional);
});

test.each(['en', 'de'])('a place on a page says whose it is (%s)', (language) => {
  const { filling } = phrasesFor(language);
  expect(filling.ofReader('WHAT')).toMatch(/^WHAT: /);
  expect(filling.ofOther({ what: 'WHAT', who: 'WHO' })).toBe('WHAT: WHO');
  expect(filling.pages(filling.pageAt(3))).toMatch(/3$/);
});
