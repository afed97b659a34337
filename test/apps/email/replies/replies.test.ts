// Answers out of every mail program, to the mail that really goes out: no text that is no decision is read as one, and decisions are read.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAnswer } from '#apps/email/answering/reading.ts';
import { GENUINE, NOT_ACTS } from './answers.ts';
import { HTML_STYLES } from './html-styles.ts';
import { NAMES, ourRequest, type Style } from './our-request.ts';
import { TEXT_STYLES } from './text-styles.ts';

const STYLES: readonly Style[] = [...HTML_STYLES, ...TEXT_STYLES];
const REQUESTS = { en: ourRequest('en'), de: ourRequest('de') };
const ACTS = ['sign', 'approve', 'acknowledge', 'decline', 'delegate', 'withdraw', 'dispute'];
type Language = keyof typeof REQUESTS;

function read({ write }: Style, answer: string, language: Language = 'en'): string {
  const request = REQUESTS[language];
  const { text, html } = write(answer, request);
  const { intent } = readAnswer({
    mail: { text, html },
    role: 'signer',
    names: NAMES,
    greeted: ['Olivia Park'],
    ownAddresses: ['@in.countersign.test'],
    sentTexts: request.sentTexts,
  });
  return 'verb' in intent ? intent.verb : intent.ambiguous;
}

/** One row for each style: how many genuine acts were understood, and which were not. */
function table(language: Language): string[] {
  return STYLES.flatMap((style) => {
    const missed = GENUINE.filter(([answer, means]) => read(style, answer, language) !== means);
    if (missed.length === 0) return [];
    const [first] = missed.map(([answer]) => `${JSON.stringify(answer)} is ${read(style, answer, language)}`);
    return [`${style.name}: ${GENUINE.length - missed.length} of ${GENUINE.length}; ${first}`];
  });
}

describe.each(['en', 'de'] as const)('answers to a request in %s', (language) => {
  it.each(STYLES)('record nothing that is no decision: $name', (style) => {
    expect(NOT_ACTS.filter((answer) => ACTS.includes(read(style, answer, language)))).toEqual([]);
  });

  it('are understood when they are decisions, in 98 of 100 at least', () => {
    const total = STYLES.length * GENUINE.length;
    const understood = STYLES.flatMap((style) => GENUINE.filter(([answer, means]) => read(style, answer, language) === means)).length;
    expect(understood / total >= 0.98 ? [] : table(language)).toEqual([]);
  });
});

it('there are at least 30 styles and 60 texts', () => {
  expect(STYLES.length).toBeGreaterThanOrEqual(30);
  expect(NOT_ACTS.length + GENUINE.length).toBeGreaterThanOrEqual(60);
});

it('any words around a phrase, in any style, keep it from acting', () => {
  const words = fc.array(fc.string({ unit: fc.constantFrom(...'bcfgjklmpqvwxz'), minLength: 2, maxLength: 7 }), {
    minLength: 1,
    maxLength: 4,
  });
  fc.assert(
    fc.property(
      fc.constantFrom(...STYLES),
      fc.constantFrom('I SIGN', 'I APPROVE', 'I ACKNOWLEDGE', 'WITHDRAW'),
      words.map((some) => some.join(' ')),
      fc.constantFrom(' ', '\n', '\n\n', ', '),
      fc.boolean(),
      (style, phrase, more, gap, isBefore) => {
        expect(ACTS).not.toContain(read(style, isBefore ? `${more}${gap}${phrase}` : `${phrase}${gap}${more}`));
      },
    ),
    { numRuns: 400 },
  );
});
