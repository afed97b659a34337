// What the page says, in both languages: every text there is, with what is put into it.
import { describe, expect, test } from 'vitest';
import type { ActType } from '#core/envelope.ts';
import { phrasesFor } from '#core/phrases/languages.ts';

const ACTS: readonly ActType[] = ['signed', 'approved', 'acknowledged', 'prepared', 'declined'];
const GIVEN = {
  when: 'WHEN',
  who: 'WHO',
  to: 'TO',
  email: 'EMAIL',
  answered: 'ANSWERED',
  lapses: 'LAPSES',
  organisation: 'ORG',
  reader: 'READER',
};

describe.each(['en', 'de'])('in %s', (language) => {
  const { page, notices, letter } = phrasesFor(language);

  test('every head has a word, a heading and a lead, with the times in them', () => {
    const { turn, acted, ...others } = page.heads;
    const heads = [
      ...Object.values(turn).map((head) => head(GIVEN)),
      ...ACTS.map((act) => acted({ act, ...GIVEN })),
      ...Object.values(others).map((head) => head(GIVEN)),
    ];
    for (const { word, heading, lead } of heads) {
      expect([word, heading, lead].filter((text) => !/\S/.test(text) || text.includes('undefined'))).toEqual([]);
      expect(lead).toMatch(/[.]$/);
    }
    expect(page.heads.out(GIVEN).lead).toContain('WHEN');
    expect(page.heads.held(GIVEN).lead).toMatch(/ANSWERED.*LAPSES/);
    expect(page.heads.voided(GIVEN).heading).toContain('WHO');
  });
  test('what is put in is shown', () => {
    expect(page.pageOf(2, 7)).toMatch(/2.*7/);
    expect([page.codeLead('EMAIL'), notices.codeSent(GIVEN)].every((text) => text.includes('EMAIL'))).toBe(true);
    expect(page.typedNameHint('NAME')).toContain('NAME');
    expect([page.comment('WHO'), notices.commented(GIVEN)].every((text) => text.includes('WHO'))).toBe(true);
    expect([page.download(2, 3).includes('(2)'), page.download(1, 1).includes('1')]).toEqual([true, false]);
    expect(letter.sentFor(GIVEN)).toMatch(/ORG.*READER/);
    expect([letter.envelope('ID'), letter.signAddress('ID'), letter.senderVia('ID')].every((text) => text.includes('ID'))).toBe(true);
  });
});
