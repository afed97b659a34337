// What a check says, in other languages: nothing that the checks can say is left in English, and what is unknown stays as it is.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { languageFor } from '#apps/verify-page/words/languages.ts';
import { catalogue } from '#apps/verify-page/words/translated.ts';

const SEALER = fileURLToPath(new URL('../../../apps/sealer/', import.meta.url));
/** What has a say in a verdict. */
const CHECKS = /^(?:check-.+|byte-range|bare-signature|embedded-record|prescan|trust|verify|stamping\/token|changes\/.+)\.ts$/;

/** Sentences as they stand in the code: `${…}` and `#` are whatever they are about. */
async function sentencesOfChecks(): Promise<readonly string[]> {
  const files = (await readdir(SEALER, { recursive: true })).filter((name) => CHECKS.test(name));
  const texts = await Promise.all(files.map(async (name) => readFile(join(SEALER, name), 'utf8')));
  const code = texts.map((text) => text.replace(/^\s*(?:\/\/|\*|\/\*\*).*$/gm, '')).join('\n');
  const literals = [...code.matchAll(/'([A-Z][^'\n]* [^'\n]*\.)'|`([A-Z][^`\n]* [^`\n]*\.)`/g)].map(
    ([, plain, form]) => plain ?? form ?? '',
  );
  // What is thrown is caught, and told as a sentence of its own.
  return literals
    .filter((text) => !text.startsWith('Could not '))
    .map((text) => text.replace(/\$\{(?:[^{}]|\{[^{}]*\})*\}/g, '7').replace('#', '3'));
}

describe('German', () => {
  const { told, words } = languageFor(['fr-FR', 'de-CH', 'en']);

  test('is chosen for whoever wants it first among the languages that there are, and English for all others', () => {
    expect(words.language).toBe('de');
    expect([languageFor(['fr']).words.language, languageFor([]).words.language]).toEqual(['en', 'en']);
  });

  test('has a sentence for every one that the checks have', async () => {
    const sentences = await sentencesOfChecks();
    expect(sentences.length).toBeGreaterThan(50);
    expect(sentences.filter((sentence) => told(sentence) === sentence)).toEqual([]);
  });

  test.each([
    ['The form field “rent. Due” was changed.', 'Das Formularfeld „rent. Due“ wurde geändert.'],
    ['An annotation (FreeText) was added on page 2.', 'Eine Anmerkung (FreeText) wurde auf Seite 2 hinzugefügt.'],
    [
      'A page was added. The content of page 3 was changed. Something else.',
      'Eine Seite wurde hinzugefügt. Der Inhalt von Seite 3 wurde geändert. Something else.',
    ],
    [
      'Signature 2 of 3 (Ana) does not hold: it uses an algorithm that is not supported.',
      'Signatur 2 von 3 (Ana) stimmt nicht: Ihr Verfahren wird nicht unterstützt.',
    ],
  ])('says “%s”', (english, german) => {
    expect(told(english)).toBe(german);
  });
});

test('what a sentence is about is kept as it is, also where it looks like a place for another', () => {
  expect(catalogue([['{} ate {}.', '{} aß {}.']])('{} ate $1.')).toBe('{} aß $1.');
});
