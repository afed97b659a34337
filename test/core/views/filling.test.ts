// A signer who has something to fill in is told so where they are asked, and is not sent to an answer that would be refused.
import { describe, expect, test } from 'vitest';
import { seatCard } from '#core/cards/seat.ts';
import type { Existing } from '#core/envelope.ts';
import { phrasesFor } from '#core/phrases/languages.ts';
import { refusalSentence } from '#core/phrases/refusal-sentences.ts';
import type { FieldName, Refusal } from '#core/refusal.ts';
import { notificationView } from '#core/views/notification.ts';
import { body, command, DANA, INES, OLIVIA, r, T0 } from '#test/support/build.ts';
import { placing, put } from '#test/support/fields.ts';
import { stateAfter } from '#test/support/spec.ts';
import { settingIn } from './texts.ts';

function sent(...fields: Parameters<typeof placing>): Existing {
  const recipients = [INES, DANA].map((one) => ({ ...one, step: 1 }));
  const state = stateAfter(command(OLIVIA, body.draft({ recipients })), command(OLIVIA, placing(...fields)), command(OLIVIA, body.send));
  if (state.status === 'none') throw new Error('There is no envelope.');
  return state;
}

function mail(state: Existing, seat: number, language = 'en') {
  return notificationView({ notification: { kind: 'sign-request', to: r(seat), event: '1.0' }, state, setting: settingIn(language) });
}

const text = put('text', 1, { label: 'Job title' });
const box = put('checkbox', 1, { label: 'I agree' });
const optional = put('text', 1, { isRequired: false });

describe('a mail that asks for a signature', () => {
  test('counts what is to be filled in, and leads to the page instead of to an answer', () => {
    const { facts, how } = mail(sent(text, box, put('date', 1)), 1);
    expect(facts.at(-1)).toEqual({ label: 'To fill in', value: '2 fields' });
    expect(how[0]).toBe('To sign, open the page: there is something to fill in first, which cannot be done by answering a mail.');
    expect(how.join(' ')).not.toContain('I SIGN');
  });
  test('says the same in German', () => {
    const { facts, how } = mail(sent(text), 1, 'de');
    expect(facts.at(-1)).toEqual({ label: 'Auszufüllen', value: '1 Feld' });
    expect(how[0]).toContain('Zum Unterschreiben öffnen Sie die Seite');
    expect(mail(sent(text, box), 1, 'de').facts.at(-1)).toEqual({ label: 'Auszufüllen', value: '2 Felder' });
  });
  test('can be answered where the fields may stay empty, or fill themselves', () => {
    expect(mail(sent(optional), 1)).toMatchObject({ how: { 0: expect.stringContaining('I SIGN') } });
    expect(mail(sent(optional), 1).facts.at(-1)).toEqual({ label: 'To fill in', value: '1 field' });
    const { facts, how } = mail(sent(put('signature', 1), put('date', 1)), 1);
    expect(how[0]).toContain('I SIGN');
    expect(facts.map(({ label }) => label)).not.toContain('To fill in');
  });
  test('says nothing of other people’s fields', () =>
    expect(mail(sent(text), 2).facts.map(({ label }) => label)).not.toContain('To fill in'));
});

describe('a card that asks for a signature', () => {
  const labels = (state: Existing, seat: number) =>
    seatCard({ state, version: 1, seat: r(seat), setting: settingIn('en'), now: T0 }).facts.map(({ label }) => label);
  test('counts what is to be filled in, as long as it is', () => {
    expect(labels(sent(text), 1)).toContain('To fill in');
    expect(labels(sent(text), 2)).not.toContain('To fill in');
    expect(labels({ ...sent(text), expiresAt: T0, disputes: [{ by: r(2), at: T0 }] }, 1)).not.toContain('To fill in');
  });
});

describe('what a refusal says of fields', () => {
  const said = (refusal: Refusal, language: string) =>
    refusalSentence(phrasesFor(language).refusals, refusal, { when: (at) => at, isSender: false });
  const title: FieldName = { kind: 'text', label: 'Job title', page: 2 };
  const tick: FieldName = { kind: 'checkbox', label: '', page: 3 };
  test.each([
    ['en', [title], '“Job title” (page 2) must be filled in before you sign.'],
    ['en', [title, tick], '“Job title” (page 2) and a box to tick (page 3) must be filled in before you sign.'],
    ['en', [tick], 'A box to tick (page 3) must be filled in before you sign.'],
    ['de', [title, tick], 'Vor dem Unterschreiben ist noch auszufüllen: „Job title“ (Seite 2) und ein Kästchen zum Ankreuzen (Seite 3).'],
  ])('in %s names what is missing', (language, fields, sentence) =>
    expect(said({ code: 'entry-missing', fields }, language)).toContain(sentence),
  );
  test.each([
    ['en', ' and 2 more must be filled in'],
    ['de', ' und 2 weitere. Öffnen Sie'],
  ])('in %s names five, and counts the rest', (language, words) => {
    const fields = Array.from({ length: 7 }, (_, at) => ({ ...title, label: `Line ${at + 1}` }));
    const sentence = said({ code: 'entry-missing', fields }, language);
    expect(sentence).toContain(words);
    expect(sentence).toContain('Line 5');
    expect(sentence).not.toContain('Line 6');
  });
});
