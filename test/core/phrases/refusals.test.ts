// Why the rules said no, in every language: a sentence for each code, and nothing that its reader need not know.
import { describe, expect, test } from 'vitest';
import { EXCLUDED_CLASSES, sourceOf } from '#core/classes.ts';
import { phrasesFor } from '#core/phrases/languages.ts';
import { refusalSentence } from '#core/phrases/refusal-sentences.ts';
import type { Refusal } from '#core/refusal.ts';
import { T0 } from '#test/support/build.ts';
import { EVERY_REFUSAL } from './every-refusal.ts';

function said(language: string, refusal: Refusal, isSender = false): string {
  return refusalSentence(phrasesFor(language).refusals, refusal, { when: (at) => at, isSender });
}

describe.each(['en', 'de'])('in %s', (language) => {
  test('every refusal says what happened and what to do, to the sender as to a recipient', () => {
    for (const refusal of EVERY_REFUSAL)
      for (const isSender of [true, false]) {
        const sentence = said(language, refusal, isSender);
        expect(sentence, refusal.code).toMatch(/^\S.* .*[.”“]$/);
        expect(sentence, refusal.code).not.toMatch(/undefined|\[object|L[0-3]\b/);
      }
  });
  test('whoever answers too early is not told for whom we wait', () => {
    expect(said(language, { code: 'not-your-turn', waitingFor: ['Zora Example'] })).not.toContain('Zora');
  });
  test('not found and not yours sound the same, so that a stranger learns nothing', () => {
    expect(said(language, { code: 'not-yours' })).toBe(said(language, { code: 'no-such-envelope' }));
  });
  test('an excluded class is named in words, with what keeps it out', () => {
    for (const documentClass of EXCLUDED_CLASSES) {
      const sentence = said(language, { code: 'class-excluded', documentClass });
      const law = /\d+ USC \d+|BGB|Act 1989|910\/2014/.exec(sourceOf(documentClass))?.[0];
      expect(sentence).toContain(law ?? (language === 'de' ? 'Notar' : 'notary'));
      expect(sentence).not.toContain(`“${documentClass}”`);
    }
  });
  test('the sender hears of someone, a recipient of themselves', () => {
    for (const code of ['already-acted', 'handed-over', 'no-longer-asked', 'disputed'] as const) {
      const refusal = EVERY_REFUSAL.find((one) => one.code === code) ?? { code: 'nothing-new' };
      expect(said(language, refusal, true)).not.toBe(said(language, refusal, false));
    }
  });
  test('times are written as the view writes them', () => {
    expect(said(language, { code: 'deadline-not-later', expiresAt: T0 })).toContain(T0);
  });
});
