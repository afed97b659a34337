// What only a card in Teams says, in each language.
import { expect, test } from 'vitest';
import { phrasesFor } from '#core/phrases/languages.ts';

test('tells how much is not shown and which field is empty', () => {
  const [en, de] = [phrasesFor('en').teams, phrasesFor('de').teams];
  expect([en.more(3), en.missing('Reason')]).toEqual(['and 3 more', '“Reason” is needed.']);
  expect([de.more(3), de.missing('Grund')]).toEqual(['und 3 weitere', '„Grund“ wird gebraucht.']);
});
