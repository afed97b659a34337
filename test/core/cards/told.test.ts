// What someone was told stays true: each kind of news as it is at once, and as it is once things have moved on.
import { describe, expect, test } from 'vitest';
import type { Card } from '#core/cards/card.ts';
import { toldCard } from '#core/cards/told.ts';
import type { Command, DraftContent } from '#core/command.ts';
import type { Existing } from '#core/envelope.ts';
import type { EnvelopeId } from '#core/ids.ts';
import type { Notification } from '#core/notify.ts';
import type { Delivery } from '#core/terms.ts';
import { plus } from '#core/time.ts';
import { body, command, DANA, EVIDENCE, INES, MAX, OLIVIA, person, POLICY, r, seat, SYSTEM, T0 } from '#test/support/build.ts';
import { stateAfter } from '#test/support/spec.ts';
import { doable, settingIn, told, VERSION } from './kit.ts';

const setting = settingIn('en');
const { phrases } = setting;
const FROM_MAX = person(MAX.email);
const NORA = { name: 'Nora', email: 'nora@northwind.test', internal: true, needs: 'L1', channel: 'email' } as const;
const title = 'Mutual NDA';
const who = 'Max';

const approve = command(FROM_MAX, body.approve(r(1)));
const rest = [command(person(INES.email), body.sign(r(2))), command(person(DANA.email, 'L2', 'web'), body.sign(r(3)))];
const seal = command(SYSTEM, { type: 'record-seal', documents: [] });
const voidIt = command(OLIVIA, { type: 'void', reason: 'over' });
const dispute = command(FROM_MAX, { type: 'dispute', recipient: r(1), reason: 'why', evidence: EVIDENCE });
const resolve = command(OLIVIA, { type: 'resolve', note: 'settled' });
const withdraw = command(FROM_MAX, { type: 'withdraw', recipient: r(1), reason: 'why', evidence: EVIDENCE });

function envelope(change: Partial<DraftContent>, ...commands: readonly Command[]): Existing {
  const state = stateAfter(command(OLIVIA, body.draft(change)), ...commands);
  if (state.status === 'none') throw new Error('There is no envelope.');
  return state;
}

const send = command(OLIVIA, body.send);
const sent = (...commands: readonly Command[]) => envelope({}, send, ...commands);

function card(notification: Omit<Notification, 'event'>, state: Existing, now = T0): Card {
  return told({ event: '1.0', ...notification }, state, { now });
}

const ofSender = { to: 'sender', about: r(1) } as const;
const toMax = { to: r(1) } as const;

describe('a request', () => {
  test('becomes the answer in place, and ends with the envelope', () => {
    const request = { kind: 'approve-request', ...toMax } as const;
    expect([sent(), sent(approve), sent(approve, ...rest), sent(voidIt)].map((state) => card(request, state).kind)).toEqual([
      'request-approve',
      'status',
      'completed',
      'stopped',
    ]);
    const titles = [sent(), sent(approve), sent(voidIt)].map((state) => card(request, state).title);
    expect(new Set(titles).size).toBe(1);
  });
});

describe.each(['reminder', 'deadline'] as const)('a %s', (kind) => {
  const words = kind === 'reminder' ? phrases.reminder : phrases.deadline;
  test('nudges while it is their turn', () => {
    const shown = card({ kind, ...toMax }, sent());
    expect(shown).toMatchObject({ kind: 'reminder', title: words.subject({ title }), status: { word: words.status } });
    expect(doable(shown)[0]).toBe('approve');
  });
  test('says no more than the truth afterwards', () => {
    expect(card({ kind, ...toMax }, sent(approve))).toMatchObject({
      kind: 'status',
      title: words.subject({ title }),
      status: { word: 'You approved' },
    });
    expect(card({ kind, ...toMax }, sent(dispute))).toMatchObject({ kind: 'reminder', status: { word: 'On hold' } });
    expect(card({ kind, ...toMax }, sent(voidIt)).kind).toBe('stopped');
  });
});

test.each([
  ['en', 'Also waiting for you: Lease (CS-00000-00000).'],
  ['de', 'Außerdem wartet auf Sie: Lease (CS-00000-00000).'],
])('a reminder names what else waits, in %s', (language, sentence) => {
  const alsoWaits = [{ envelope: 'CS-00000-00000' as EnvelopeId, title: 'Lease' }];
  const notification = { kind: 'reminder', to: r(1), event: '3.0' } as const;
  const input = { notification, state: sent(), version: VERSION, setting: settingIn(language), now: T0 };
  expect(toldCard({ ...input, alsoWaits }).paragraphs.join(' ')).toContain(sentence);
  expect(toldCard(input).paragraphs.join(' ')).not.toContain('Lease');
});

describe('a recorded answer', () => {
  test('is told, and gives way when it is taken back', () => {
    const recorded = { kind: 'recorded', ...toMax } as const;
    expect(card(recorded, sent(approve)).title).toBe(phrases.recorded.subject.approved({ title }));
    expect(card(recorded, sent(approve, withdraw))).toMatchObject({ kind: 'request-approve', title: 'Approval requested: Mutual NDA' });
  });
  test('that must be confirmed leads to the page until it is, or has lapsed', () => {
    const confirm = { kind: 'confirm', to: r(1) } as const;
    const held = envelope({ recipients: [DANA] }, send, command(person(DANA.email), body.sign(r(1))));
    expect(card(confirm, held)).toMatchObject({ kind: 'status', title: phrases.confirm.subject({ title }) });
    expect(card(confirm, held, plus(T0, { days: 2 }))).toMatchObject({ kind: 'request-sign', title: 'Signature requested: Mutual NDA' });
  });
});

test('who is not needed hears so until they are', () => {
  const any = { recipients: [MAX, seat('Bob', 'approver', 1), INES], quorums: { 1: 'any' } } as const;
  const released = { kind: 'released', to: r(2) } as const;
  const over = envelope(any, send, approve);
  expect(card(released, over)).toMatchObject({ kind: 'status', title: phrases.released.subject({ title }) });
  expect(card(released, envelope(any, send, approve, withdraw)).kind).toBe('request-approve');
});

describe('a question and its answer', () => {
  const asked = { kind: 'question', ...ofSender, text: 'Which annex?' } as const;
  test('the sender answers whoever asked', () => {
    const shown = card(asked, sent());
    expect(shown).toMatchObject({ kind: 'status', status: { word: phrases.question.status }, quote: { who: 'Max', text: 'Which annex?' } });
    expect(doable(shown)).toEqual(['comment', 'remind', 'page', 'void']);
    expect(shown.actions[0]).toMatchObject({
      label: 'Answer…',
      does: { ask: { title: 'Answer', intent: { to: r(1), place: { seat: 'sender' } } } },
    });
  });
  test('of whoever has no seat it goes to all', () =>
    expect(card({ ...asked, about: 'sender' }, sent()).actions[0]?.does).toMatchObject({
      ask: { intent: expect.not.objectContaining({ to: r(1) }) },
    }));
  test('can be answered when it is over, under its end', () => {
    const shown = card(asked, sent(voidIt));
    expect([shown.kind, shown.status.word, doable(shown)[0]]).toEqual(['stopped', 'Voided', 'comment']);
  });
  test('whoever gets an answer can write back, and decide', () => {
    const shown = card({ kind: 'answer', ...toMax, about: 'sender', text: 'Annex B' }, sent());
    expect(shown).toMatchObject({ title: phrases.answer.subject({ who: 'Olivia Park', title }), quote: { text: 'Annex B' } });
    expect(shown.actions.map(({ label }) => label)).toEqual(['Approve', 'Open', 'Answer…', 'Hand over…', 'Decline…']);
  });
});

describe('a decline', () => {
  const declined = command(FROM_MAX, body.decline(r(1), 'Too dear'));
  const toAll = { kind: 'declined', ...ofSender, text: 'Too dear' } as const;
  test('that ends it says so to the sender, with the reason', () => {
    const shown = card(toAll, sent(declined));
    expect(shown).toMatchObject({ kind: 'stopped', quote: { who, text: 'Too dear' } });
    expect(shown.paragraphs).toEqual([phrases.declined.lead({ who, title }), phrases.cards.again]);
  });
  test('is told to the others without the reason', () => {
    const shown = card({ kind: 'declined', to: r(2), about: r(1) }, sent(declined));
    expect([shown.title, shown.paragraphs]).toEqual([phrases.declined.subject({ who, title }), [phrases.declined.lead({ who, title })]]);
    expect(shown.quote).toBeUndefined();
  });
  test('after which it goes on says that, until it has ended', () => {
    const any = { recipients: [MAX, seat('Bob', 'approver', 1), INES], quorums: { 1: 'any' } } as const;
    const goesOn = envelope(any, send, declined);
    expect(card(toAll, goesOn)).toMatchObject({ kind: 'status', status: { word: 'Declined' } });
    expect(card(toAll, goesOn).paragraphs).toContain(phrases.declined.leadGoesOn({ who, title }));
    const later = card(toAll, envelope(any, send, declined, voidIt));
    expect(later.paragraphs.join(' ')).not.toContain('declined');
    expect([later.kind, later.title]).toEqual(['stopped', phrases.declined.subject({ who, title })]);
  });
});

describe('someone in another’s place', () => {
  const delegated = command(FROM_MAX, { type: 'delegate', recipient: r(1), to: NORA, reason: 'away' });
  const byNora = command(person(NORA.email), body.approve(r(5)));
  const news = { kind: 'handed-over', ...ofSender, text: 'away' } as const;
  test('is asked until they have answered', () => {
    const lead = phrases.handedOver.delegated.lead({ who, to: 'Nora', title });
    expect(card(news, sent(delegated)).paragraphs[0]).toBe(lead);
    expect(card(news, sent(delegated, byNora)).paragraphs).not.toContain(lead);
    expect(card(news, sent(delegated, voidIt)).paragraphs).not.toContain(lead);
  });
  test('by replacement as well', () => {
    const replaced = command(OLIVIA, { type: 'reassign', recipient: r(1), to: NORA, reason: '' });
    const lead = phrases.handedOver.reassigned.lead({ to: 'Nora', whom: who, title });
    const told = { kind: 'handed-over', to: 'sender', about: r(5) } as const;
    expect(card(told, sent(replaced)).paragraphs[0]).toBe(lead);
    expect(card(told, sent(replaced, byNora)).paragraphs).not.toContain(lead);
  });
  test('whoever handed over reads to whom', () =>
    expect(card({ kind: 'handed-over', to: r(1), about: r(1) }, sent(delegated))).toMatchObject({
      title: phrases.handedOver.subject({ title }),
    }));
});

describe('a withdrawal', () => {
  test('is told to both, and to both only while the answer is missing', () => {
    const own = { kind: 'withdrawn', to: r(1), about: r(1) } as const;
    const back = sent(approve, withdraw);
    expect(card(own, back).paragraphs[0]).toBe(phrases.withdrawn.leadOwn({ title }));
    expect(card({ kind: 'withdrawn', ...ofSender, text: 'why' }, back).paragraphs[0]).toBe(phrases.withdrawn.lead({ who, title }));
    const again = card(own, sent(approve, withdraw, command(FROM_MAX, body.approve(r(1)), { hours: 2 })));
    expect([again.title, again.status.word]).toEqual([phrases.withdrawn.subjectOwn({ title }), 'You approved']);
  });
});

describe('a dispute', () => {
  const toSender = { kind: 'disputed', ...ofSender, text: 'why' } as const;
  const own = { kind: 'disputed', to: r(1), about: r(1) } as const;
  test('lets the sender resume or void while it is open', () => {
    const shown = card(toSender, sent(dispute));
    expect(shown.paragraphs).toEqual([phrases.disputed.lead({ who, title })]);
    expect([shown.status.word, doable(shown)]).toEqual(['On hold', ['resume', 'page', 'void']]);
    expect(card(own, sent(dispute)).paragraphs).toEqual([phrases.disputed.leadOwn({ title, who: 'Olivia Park' })]);
  });
  test('is settled afterwards', () => {
    for (const news of [toSender, own]) expect(card(news, sent(dispute, resolve)).paragraphs[0]).toBe(phrases.cards.settled);
    expect(card({ kind: 'resumed', ...toMax, about: 'sender', text: 'settled' }, sent(dispute, resolve)).title).toBe(
      phrases.resumed.subject({ title }),
    );
  });
  test('that comes again takes back that it was settled', () => {
    const again = { ...dispute, key: 'again' };
    const shown = card({ kind: 'resumed', ...toMax, about: 'sender' }, sent(dispute, resolve, again));
    expect([shown.title, shown.status.word]).toEqual(['Approval requested: Mutual NDA', 'On hold']);
  });
  test('of what is over stands beside its end', () => {
    const over = sent(approve, ...rest, seal, dispute);
    expect(card(toSender, over).paragraphs).toContain(phrases.disputed.leadOver({ who, title }));
    expect(doable(card(toSender, over))).toEqual(['resume', 'page']);
    expect(card(own, over)).toMatchObject({ kind: 'completed', status: { word: 'Completed and sealed' } });
    expect(card(own, over).paragraphs[0]).toBe(phrases.disputed.leadOwnOver({ title, who: 'Olivia Park' }));
  });
});

describe('to the sender, only while it is so', () => {
  const escalating = { policy: { ...POLICY, escalateAfterDays: 2 }, fallback: { name: 'Dee', email: 'dee@northwind.test' } };
  const escalated = [send, command(SYSTEM, { type: 'escalate', recipient: r(1) }, { days: 3 })];
  const unreached = { effect: 'e', recipient: r(1), channel: 'email', outcome: 'undeliverable' } as const;
  const failed = command(SYSTEM, { type: 'record-deliveries', deliveries: [unreached] });
  const rerouted = command(SYSTEM, {
    type: 'record-deliveries',
    deliveries: [{ ...unreached, outcome: 'rerouted', next: 'slack', why: 'no mailbox' }],
  });
  const delayed = { ...unreached, outcome: 'delayed', reason: 'mailbox-full', isOver: true } as const;
  const complained = { ...unreached, outcome: 'complained' } as const;
  const away = { ...unreached, outcome: 'away', until: '2026-12-03' } as const;
  const reported = (delivery: Delivery) => command(SYSTEM, { type: 'record-deliveries', deliveries: [delivery] });
  const warned = command(SYSTEM, { type: 'warn' }, { days: 13 });
  const extended = command(OLIVIA, { type: 'extend', expiresAt: plus(T0, { days: 40 }) }, { days: 13 });
  const sealFailed = command(SYSTEM, { type: 'record-seal-failure', why: 'x' });
  test.each([
    [
      'silence',
      { kind: 'escalated', ...ofSender },
      envelope(escalating, ...escalated),
      envelope(escalating, ...escalated, { ...approve, at: plus(T0, { days: 4 }) }),
    ],
    ['the deadline', { kind: 'expiry-warning', to: 'sender' }, sent(warned), sent(warned, extended)],
    [
      'a seal that fails',
      { kind: 'seal-failed', to: 'sender' },
      sent(approve, ...rest, sealFailed),
      sent(approve, ...rest, sealFailed, seal),
    ],
    ['an address that fails', { kind: 'undeliverable', ...ofSender }, sent(failed), sent(failed, approve)],
    ['an address that fails, of what is over', { kind: 'undeliverable', ...ofSender }, sent(failed), sent(failed, voidIt)],
    [
      'a reason that a mail system gave later',
      { kind: 'undeliverable', ...ofSender, reason: 'no-such-person' },
      sent(failed),
      sent(failed, approve),
    ],
    ['a delay', { kind: 'delayed', ...ofSender, reason: 'mailbox-full' }, sent(reported(delayed)), sent(reported(delayed), approve)],
    ['a complaint', { kind: 'complained', ...ofSender }, sent(reported(complained)), sent(reported(complained), approve)],
    ['a complaint, of what is over', { kind: 'complained', ...ofSender }, sent(reported(complained)), sent(reported(complained), voidIt)],
    ['an absence', { kind: 'away', ...ofSender }, sent(reported(away)), sent(reported(away), approve)],
    ['another channel', { kind: 'rerouted', ...ofSender, from: 'email', text: 'no mailbox' }, sent(rerouted), sent(rerouted, voidIt)],
  ] as const)('%s', (_, notification, before, after) => {
    const news = card(notification, before);
    expect(news.title).not.toBe(title);
    expect(news.title).toContain(title);
    const later = card(notification, after);
    expect(later).toEqual(card({ kind: 'draft', to: 'sender' }, after));
  });
  test('an absence is over on the day that was named, and until then it stands on the sender’s card', () => {
    const state = sent(reported(away));
    expect(card({ kind: 'draft', to: 'sender' }, state).paragraphs).toContain('Max is away until 3 Dec 2026, as their mailbox says.');
    expect(card({ kind: 'away', ...ofSender }, state, plus(T0, { days: 9 })).title).toBe(title);
    expect(card({ kind: 'away', ...ofSender }, state).paragraphs.join(' ')).toContain('away until 3 Dec 2026');
  });
  test('a warning is over when the deadline is', () =>
    expect(card({ kind: 'expiry-warning', to: 'sender' }, sent(warned), plus(T0, { days: 20 })).title).toBe(title));
});

test('an end is told by its own name', () => {
  const ends = [
    ['completed', sent(approve, ...rest, seal)],
    ['voided', sent(voidIt)],
    ['expired', sent(command(SYSTEM, { type: 'expire' }, { days: 15 }))],
  ] as const;
  for (const [kind, state] of ends)
    for (const to of ['sender', r(1)] as const) expect(card({ kind, to }, state).title).toBe(phrases[kind].subject({ title }));
});
