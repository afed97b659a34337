// What the registered person is told to do when someone else answers in their place.
import { describe, expect, it } from 'vitest';
import type { Command } from '#core/command.ts';
import { answerCard } from '#core/cards/answer.ts';
import type { Delegation } from '#core/terms.ts';
import { answerView } from '#core/views/answer.ts';
import { body, command, OLIVIA, person, POLICY, r, T0, TENANT } from '#test/support/build.ts';
import { stateAfter } from '#test/support/spec.ts';
import { settingIn } from './texts.ts';

const MAX = 'max@northwind.test';

function said(from: string, { delegation = 'anyone', seat = r(1), more = [], language = 'en' }: Partial<Asked> = {}) {
  const draft = body.draft({ policy: { ...POLICY, delegation } });
  const state = stateAfter(command(OLIVIA, draft), command(OLIVIA, body.send), ...more);
  if (state.status === 'none') throw new Error('no state');
  const answer = {
    to: { name: 'Max', email: MAX },
    channel: 'email',
    tenant: TENANT,
    about: { envelope: state.id, seat },
    say: { kind: 'wrong-person', from },
  } as const;
  const input = { answer, setting: settingIn(language), zone: 'Europe/Berlin', now: T0, state };
  return { mail: answerView(input).paragraphs.slice(3), card: answerCard({ ...input, version: 1 }).paragraphs.slice(3) };
}

type Asked = {
  readonly delegation: Delegation;
  readonly seat: 'sender' | typeof R1;
  readonly more: readonly Command[];
  readonly language: string;
};
const R1 = r(1);

const handOver = (to: string) => `If ${to} should act in your place, answer this mail with “DELEGATE TO ${to}”.`;

describe('whoever is asked, when someone else answers,', () => {
  it('is told the words by which the other may act, where the policy lets them', () => {
    expect(said('bob@elsewhere.test').mail).toEqual([handOver('bob@elsewhere.test')]);
    expect(said('bob@elsewhere.test', { delegation: 'own-people' }).mail).toEqual([]);
    expect(said('bob@northwind.test', { delegation: 'own-people' }).mail[0]).toBe(handOver('bob@northwind.test'));
  });

  it('is told how a second address of theirs is put right, which is never inferred', () => {
    const { mail, card } = said('Max.Berger@Northwind.test', { delegation: 'never' });
    const ask =
      'If Max.Berger@Northwind.test is an address of yours as well, ask Olivia Park to put yours right: only they can change whom a request is for.';
    expect(mail).toEqual([ask, `To do so, they answer one of our mails with “CORRECT ${MAX} TO Max.Berger@Northwind.test”.`]);
    expect(card).toEqual([ask]);
  });

  it('is told so in German, with the same words to answer', () => {
    const [delegate, ask, correct] = said('bob@northwind.test', { language: 'de' }).mail;
    expect(delegate).toContain('„DELEGATE TO bob@northwind.test“');
    expect(ask).toContain('bitten Sie Olivia Park');
    expect(correct).toContain(`„CORRECT ${MAX} TO bob@northwind.test“`);
  });

  it('is told nothing of it once they have acted, and neither is the sender', () => {
    const approved = command(person(MAX), body.approve(r(1)), { hours: 1 });
    expect(said('bob@northwind.test', { more: [approved] })).toEqual({ mail: [], card: [] });
    expect(said('bob@northwind.test', { seat: 'sender' })).toEqual({ mail: [], card: [] });
    const voided = command(OLIVIA, { type: 'void', reason: 'x' }, { hours: 1 });
    expect(said('bob@northwind.test', { more: [voided] })).toEqual({ mail: [], card: [] });
  });
});
