// Answers in a chat: what happened, that nothing changed, and one way on.
import { describe, expect, test } from 'vitest';
import type { Answer, Say } from '#core/answer.ts';
import { answerCard } from '#core/cards/answer.ts';
import type { Command } from '#core/command.ts';
import type { Existing } from '#core/envelope.ts';
import type { Refusal } from '#core/refusal.ts';
import { body, command, INES, MAX, OLIVIA, person, r, shownCard, T0, TENANT } from '#test/support/build.ts';
import { stateAfter } from '#test/support/spec.ts';
import { doable, settingIn } from './kit.ts';

const setting = settingIn('en');
const { phrases } = setting;

function envelope(...more: readonly Command[]): Existing {
  const state = stateAfter(command(OLIVIA, body.draft()), ...more);
  if (state.status === 'none') throw new Error('There is no envelope.');
  return state;
}

const out = envelope(command(OLIVIA, body.send));

function card(say: Say, { state, seat = r(1) }: { state?: Existing; seat?: 'sender' | ReturnType<typeof r> } = {}) {
  const answer: Answer = {
    to: { name: 'Max', email: MAX.email },
    channel: 'slack',
    tenant: TENANT,
    say,
    ...(state ? { about: { envelope: state.id, seat } } : {}),
  };
  return answerCard({ answer, setting, zone: 'UTC', now: T0, version: 3, ...(state ? { state } : {}) });
}

const refused = (refusal: Refusal): Say => ({ kind: 'refused', refusal, tried: '' });

describe('a refusal', () => {
  test('says what happened, that nothing changed, and shows what was tried', () => {
    const shown = card({ kind: 'refused', refusal: { code: 'not-the-sender' }, tried: 'void it' }, { state: out });
    expect(shown).toMatchObject({ kind: 'error', status: { tone: 'attention' }, quote: { who: 'You wrote', text: 'void it' } });
    expect(shown.paragraphs.at(-1)).toBe(phrases.nothingChanged);
    expect(shown.facts[0]).toEqual({ label: 'Document', value: 'Mutual NDA' });
  });
  test.each([
    ['more proof is needed', { code: 'proven-too-weakly', needs: 'L2' }, ['page']],
    ['another document was shown', { code: 'documents-changed' }, ['page']],
    ['it is not theirs', { code: 'not-yours' }, ['list']],
    ['it is anything else', { code: 'nothing-new' }, ['show']],
  ] as const)('leads one step on where %s', (_, refusal, can) => expect(doable(card(refused(refusal), { state: out }))).toEqual(can));
  test('of no envelope leads to the list or nowhere', () => {
    expect(doable(card(refused({ code: 'no-such-envelope' })))).toEqual(['list']);
    expect(doable(card(refused({ code: 'may-not-send' })))).toEqual([]);
    expect(doable(card(refused({ code: 'proven-too-weakly', needs: 'L1' })))).toEqual([]);
  });
  test('speaks to the sender as the sender, and of buttons instead of mails', () => {
    const disputed = refused({ code: 'disputed', since: T0 });
    expect(card(disputed, { state: out, seat: 'sender' }).paragraphs[0]).toContain('Settle it first: resume it, or void it.');
    expect(card(disputed, { state: out }).paragraphs[0]).toContain('until its sender goes on');
    for (const words of ['', 'Ana'])
      expect(card(refused({ code: 'nobody-so-called', words })).paragraphs[0]).toContain('by their address.');
  });
});

test.each([
  [{ kind: 'ask', why: 'mixed', wrote: '', role: 'approver' }, 'error'],
  [{ kind: 'not-understood', name: 'Max', wrote: 'ok' }, 'error'],
  [{ kind: 'not-understood', name: 'Max', wrote: '' }, 'error'],
  [{ kind: 'quiet', email: 'max@northwind.test' }, 'error'],
  [{ kind: 'quarantined', why: 'virus', name: 'Max' }, 'error'],
  [{ kind: 'quarantined', why: 'spam', name: null }, 'error'],
  [{ kind: 'wrong-person', from: 'eve@evil.test' }, 'error'],
  [{ kind: 'not-authenticated', why: 'dkim', started: false }, 'error'],
  [{ kind: 'no-document', ignored: [] }, 'error'],
  [{ kind: 'unusable-document', filename: 'a.pdf', verdict: 'reject', why: 'broken' }, 'error'],
  [{ kind: 'draft-problems', problems: ['x'] }, 'error'],
  [{ kind: 'not-a-member' }, 'error'],
  [{ kind: 'relayed', to: 'Olivia Park' }, 'status'],
  [{ kind: 'status' }, 'status'],
  [{ kind: 'shared' }, 'status'],
  [{ kind: 'code', nonce: 'n', expiresAt: T0 }, 'status'],
] as const satisfies readonly (readonly [Say, string])[])('%j is of kind %s, with or without an envelope', (say, kind) => {
  for (const about of [{}, { state: out }, { state: out, seat: 'sender' }] as const) {
    const shown = card(say, about);
    expect(shown.kind).toBe(kind);
    expect(shown.actions.length).toBeLessThanOrEqual(say.kind === 'status' ? 5 : 1);
  }
});

test('a card that was made already is shown as it is', () => {
  const made = shownCard('Made');
  expect(card({ kind: 'shown', card: made })).toBe(made);
});

describe('a status', () => {
  test('tells the sender all of it, with what can be done', () => {
    const shown = card({ kind: 'status' }, { state: out, seat: 'sender' });
    expect(shown.title).toBe('Status: Mutual NDA');
    expect(shown.paragraphs.join(' ')).toMatch(/Waiting for Max .*Reminder 1 to Max/);
    expect(doable(shown)).toEqual(['remind', 'page', 'void']);
  });
  test('tells a recipient their own standing', () => {
    const shown = card({ kind: 'status' }, { state: out });
    expect(shown).toMatchObject({ kind: 'status', people: [] });
    expect(shown.paragraphs.join(' ')).toContain('your answer is waited for');
    expect(doable(shown)[0]).toBe('approve');
  });
  test('of an end is of its kind', () => {
    const over = envelope(command(OLIVIA, body.send), command(person(MAX.email), body.decline(r(1))));
    expect(card({ kind: 'status' }, { state: over, seat: 'sender' }).kind).toBe('stopped');
    const alone = body.draft({ recipients: [MAX, INES] });
    const done = stateAfter(
      command(OLIVIA, alone),
      command(OLIVIA, body.send),
      command(person(MAX.email), body.approve(r(1))),
      command(person(INES.email), body.sign(r(2))),
    );
    if (done.status === 'none') throw new Error('There is no envelope.');
    expect(card({ kind: 'status' }, { state: done }).kind).toBe('completed');
  });
});
