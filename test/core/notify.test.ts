// Who hears what, and what is no longer said once it is no longer true.
import { describe, expect, test } from 'vitest';
import type { Command } from '#core/command.ts';
import { NO_ENVELOPE, type Envelope } from '#core/envelope.ts';
import { notify } from '#core/notify.ts';
import { answerView } from '#core/views/answer.ts';
import { settingFor } from '#core/views/facts.ts';
import { notificationView } from '#core/views/notification.ts';
import { body, command, DANA, INES, MAX, OLIVIA, person, r, SYSTEM, TENANT } from '../support/build.ts';
import { run, stateAfter } from '../support/spec.ts';

const drafted = command(OLIVIA, body.draft({ message: 'Please by Friday' }));
const sent = command(OLIVIA, body.send);
const approved = command(person(MAX.email), body.approve(r(1)), { hours: 1 });
const inesSigned = command(person(INES.email), body.sign(r(2)), { hours: 2 });
const danaSigned = command(person(DANA.email, 'L2', 'web'), body.sign(r(3)), { hours: 3 });
const voided = command(OLIVIA, { type: 'void', reason: 'Wrong file' }, { hours: 4 });
const setting = settingFor('en', () => 60);

/** `kind>to` for each message of the last command; every view is built on the way, so that none can fail or lack words. */
function told(history: readonly Command[], later: readonly Command[] = []): string[] {
  const before = stateAfter(...history.slice(0, -1));
  const last = history.at(-1);
  if (!last) return [];
  const { decision, state } = run(before, last);
  if (!decision.ok) throw new Error(decision.refusal.code);
  const now = later.reduce<Envelope>((was, next) => run(was, next).state, state);
  return decision.events.flatMap((event, index) =>
    notify({ version: 7, index, event }, state, now).map((notification) => {
      if (now.status !== 'none') {
        const view = notificationView({ notification, state: now, setting });
        expect(view.subject).toContain('Mutual NDA');
        expect([...view.paragraphs, ...view.how, ...view.small].every((line) => line.trim() !== '')).toBe(true);
      }
      return `${notification.kind}>${notification.to}`;
    }),
  );
}

describe('notifications', () => {
  test.each([
    ['a draft is shown to its sender alone', [drafted], ['draft>sender']],
    ['sending asks the first step', [drafted, sent], ['approve-request>r1']],
    ['an approval is confirmed and the next step asked', [drafted, sent, approved], ['recorded>r1', 'sign-request>r2', 'sign-request>r3']],
    [
      'a reminder goes to the one waited for',
      [drafted, sent, command(SYSTEM, { type: 'remind', recipient: r(1) }, { days: 3 })],
      ['reminder>r1'],
    ],
    ['a held act asks for one more step', [drafted, sent, approved, command(person(DANA.email), body.sign(r(3)))], ['confirm>r3']],
    ['completion alone tells nobody: the seal does', [drafted, sent, approved, inesSigned, danaSigned], ['recorded>r3']],
    [
      'a decline tells the sender, and those who had been asked',
      [drafted, sent, approved, command(person(INES.email), body.decline(r(2)), { hours: 2 })],
      ['recorded>r2', 'declined>sender', 'declined>r1', 'declined>r3'],
    ],
    ['a void tells those who had been asked', [drafted, sent, voided], ['voided>r1', 'voided>sender']],
    ['a voided draft tells its sender', [drafted, voided], ['voided>sender']],
    [
      'expiry tells the sender and those who had been asked',
      [drafted, sent, command(SYSTEM, { type: 'expire' }, { days: 15 })],
      ['expired>sender', 'expired>r1'],
    ],
    ['a lapsed draft tells its sender', [drafted, command(SYSTEM, { type: 'expire' }, { days: 3 })], ['expired>sender']],
    [
      'a question goes to the sender',
      [drafted, sent, command(person(MAX.email), { type: 'comment', from: r(1), to: null, text: 'Why?' })],
      ['question>sender'],
    ],
    [
      'an answer goes to whom it names',
      [drafted, sent, command(OLIVIA, { type: 'comment', from: null, to: r(1), text: 'So' })],
      ['answer>r1'],
    ],
    [
      'an answer to all goes to those asked',
      [drafted, sent, approved, command(OLIVIA, { type: 'comment', from: null, to: null, text: 'So' })],
      ['answer>r1', 'answer>r2', 'answer>r3'],
    ],
    ['an address that refuses mail is told to the sender', [drafted, sent, delivery('undeliverable')], ['undeliverable>sender']],
    ['a delivered message is no news', [drafted, sent, delivery('accepted')], []],
  ] as const)('%s', (_name, history, expected) => expect(told(history)).toEqual(expected));

  test('everyone, the copy included, gets the sealed document; a failed seal is told to the sender', () => {
    const completed = [drafted, sent, approved, inesSigned, danaSigned];
    const seal = command(SYSTEM, { type: 'record-seal', documents: [] });
    expect(told([...completed, seal])).toEqual(['completed>sender', 'completed>r1', 'completed>r2', 'completed>r3', 'completed>r4']);
    const failed = command(SYSTEM, { type: 'record-seal-failure', why: 'disk full' });
    expect(told([...completed, failed])).toEqual(['seal-failed>sender']);
    expect(told([...completed, failed], [seal])).toEqual([]);
  });

  test.each([
    ['an invitation after a void', [drafted, sent], [voided]],
    ['a reminder after the act', [drafted, sent, command(SYSTEM, { type: 'remind', recipient: r(1) }, { days: 3 })], [approved]],
    ['a draft after it was replaced', [drafted], [command(OLIVIA, body.draft(), { hours: 1 })]],
    ['a draft after it was sent', [drafted], [sent]],
  ] as const)('%s is not sent late', (_name, history, later) => expect(told(history, later)).toEqual([]));

  test('nothing is told of nothing', () => {
    const event = { at: drafted.at, by: { seat: 'system', via: 'schedule', assurance: 'L3' }, type: 'expired' } as const;
    expect(notify({ version: 1, index: 0, event }, NO_ENVELOPE, NO_ENVELOPE)).toEqual([]);
  });
  test.each([
    ['dropped by its sender', voided, 'You have dropped this draft'],
    ['that lapsed', command(SYSTEM, { type: 'expire' }, { days: 3 }), 'Your draft was not sent in time'],
  ] as const)('of a draft %s, nothing is said of a deadline or of people who are told', (_, end, heading) => {
    const state = stateAfter(drafted, end);
    if (state.status !== 'voided' && state.status !== 'expired') throw new Error('no end');
    const view = notificationView({ notification: { kind: state.status, to: 'sender', event: '2.0' }, state, setting });
    expect(view).toMatchObject({ subject: expect.stringMatching(/^Draft dropped/), heading });
    expect(view.paragraphs.join(' ')).toContain('Nobody else had heard of it.');
  });
  test('a message that cannot be true is a fault', () => {
    const state = stateAfter(drafted, sent);
    if (state.status === 'none') throw new Error('no state');
    const view = (kind: 'sign-request' | 'recorded', to: 'sender' | 'r1') => () =>
      notificationView({ notification: { kind, to: to === 'sender' ? to : r(1), event: '1.0' }, state, setting });
    expect(view('sign-request', 'sender')).toThrow(/addressed to its sender/);
    expect(view('recorded', 'r1')).toThrow(/no act on record/);
    expect(() => notificationView({ notification: { kind: 'reminder', to: r(9), event: '1.0' }, state, setting })).toThrow(/does not have/);
  });
});

describe('answers', () => {
  const state = stateAfter(drafted, sent);
  const to = { name: 'Max', email: MAX.email };
  const base = { to, channel: 'email', tenant: TENANT } as const;
  const about = { envelope: body.draft().id, seat: r(1) } as const;
  const setup = (say: Parameters<typeof answerView>[0]['answer']['say'], seat: 'sender' | ReturnType<typeof r> = r(1)) =>
    answerView({
      answer: { ...base, about: { ...about, seat }, say },
      setting,
      now: drafted.at,
      zone: 'Europe/Berlin',
      code: '123456',
      ...(state.status === 'none' ? {} : { state }),
    });

  test('a refusal says what happened, that nothing changed, and quotes what was tried', () => {
    const view = setup({ kind: 'refused', tried: 'I SIGN', refusal: { code: 'not-your-turn', waitingFor: ['Max', 'Ines', 'Dana'] } });
    expect(view.paragraphs).toEqual([expect.stringContaining('others are asked first'), 'Nothing was changed.']);
    expect(view.quote).toEqual({ who: 'You wrote', text: 'I SIGN' });
    expect(setup({ kind: 'refused', tried: '', refusal: { code: 'nobody-to-remind' } }).quote).toBeUndefined();
  });
  test('an ask names this person’s exact phrase inside a sentence, and the page', () => {
    const view = setup({ kind: 'ask', why: 'unclear', wrote: 'ok', role: 'approver' });
    expect(view.how.join(' ')).toContain('“I APPROVE”');
    expect(view.links).toMatchObject([{ to: 'page' }]);
    expect(setup({ kind: 'ask', why: 'empty', wrote: '', role: 'sender' }, 'sender').how.join(' ')).toContain('“REMIND”');
  });
  test('a status shows the sender everyone, a recipient nobody else', () => {
    expect(setup({ kind: 'status' }, 'sender').facts).toHaveLength(5);
    expect(setup({ kind: 'status' }).facts).toHaveLength(1);
    expect(setup({ kind: 'status' }).status).toEqual({ word: 'Waiting for answers', tone: 'waiting' });
  });
  test('a sender whose words were passed on is not told to decide', () => {
    expect(setup({ kind: 'relayed', to: 'Ines' }, 'sender').paragraphs.join(' ')).not.toContain('phrases');
  });
  test('a code stands in the subject and has no link beside it', () => {
    const view = setup({ kind: 'code', nonce: 'n', expiresAt: drafted.at });
    expect(view).toMatchObject({ subject: '123456 is your code: Mutual NDA', links: [], hasCode: true });
  });
  test.each([
    [{ kind: 'not-understood', name: 'Max', wrote: 'ok' }, 'call them'],
    [{ kind: 'not-understood', name: 'Max', wrote: '' }, 'withdraw'],
    [{ kind: 'quiet', email: 'max@northwind.test' }, 'do not answer'],
    [{ kind: 'wrong-person', from: 'bob@fabrikam.test' }, 'bob@fabrikam.test'],
    [{ kind: 'not-authenticated', why: 'no DKIM', started: true }, 'no DKIM'],
    [{ kind: 'not-authenticated', why: 'no DKIM', started: false }, 'use the page'],
    [{ kind: 'no-document', ignored: [{ filename: 'a.docx', why: 'not a PDF' }] }, 'a.docx'],
    [{ kind: 'unusable-document', filename: 'b.pdf', verdict: 'needs-password', why: '' }, 'never mail us the password'],
    [{ kind: 'unusable-document', filename: 'b.pdf', verdict: 'reject', why: 'It is broken.' }, 'It is broken.'],
    [{ kind: 'draft-problems', problems: ['“Bob” has no address'] }, 'no address'],
    [{ kind: 'not-a-member' }, 'administrator'],
    [{ kind: 'relayed', to: 'Olivia' }, 'decides nothing'],
  ] as const)('%o says what to do', (say, words) => expect(setup(say).paragraphs.join(' ')).toContain(words));
  test('an answer outside any envelope has no reference and no page', () => {
    const view = answerView({ answer: { ...base, say: { kind: 'not-a-member' } }, setting, now: drafted.at, zone: 'UTC' });
    expect([view.facts, view.links]).toEqual([[], []]);
    const bare = answerView({ answer: { ...base, say: { kind: 'status' } }, setting, now: drafted.at, zone: 'UTC' });
    expect(bare.subject).toBe('Status: ');
    expect(
      answerView({ answer: { ...base, say: { kind: 'code', nonce: 'n', expiresAt: drafted.at } }, setting, now: drafted.at, zone: 'UTC' })
        .subject,
    ).toBe(' is your code');
  });
  test('in a draft the sender is told how to go on', () => {
    const draftState = stateAfter(drafted);
    if (draftState.status === 'none') throw new Error('no state');
    const say = { kind: 'ask', why: 'unclear', wrote: 'yes', role: 'sender' } as const;
    const view = answerView({
      answer: { ...base, about: { ...about, seat: 'sender' }, say },
      setting,
      now: drafted.at,
      zone: 'UTC',
      state: draftState,
    });
    expect(view.how.join(' ')).toContain('“SEND”');
  });
});

function delivery(outcome: 'accepted' | 'undeliverable') {
  return command(SYSTEM, { type: 'record-deliveries', deliveries: [{ effect: 'e', recipient: r(1), channel: 'email', outcome }] });
}
