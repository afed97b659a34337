// An objection freezes the envelope and keeps everything, until the sender resolves it or voids.
import { describe, expect, test } from 'vitest';
import { due, nextDue } from '#core/due.ts';
import { plus } from '#core/time.ts';
import { why } from '#core/why.ts';
import { command, person, r, SENDER, SYSTEM, T0 } from '../../support/build.ts';
import { given, stateAfter } from '../../support/spec.ts';
import {
  ADMIN,
  approve,
  by,
  candidate,
  clock,
  decline,
  does,
  EVIDENCE,
  ruled,
  seatIn,
  sender,
  sent,
  sentState,
  sign,
  waiting,
} from './kit.ts';

const out = sent();
const disputed = command(by('Max'), does.dispute(1), { days: 1 });
const frozen = [...out, disputed];
const resolved = sender(does.resolve, { days: 3 });
const completed = [...out, approve('Max', 1), sign('Ines', 2), sign('Dana', 3)];

describe('who may dispute, and when', () => {
  test.each([
    ['someone whose turn it is', out, command(by('Max'), does.dispute(1))],
    ['someone who has acted', [...out, approve('Max', 1)], command(by('Max'), does.dispute(1))],
    ['someone who has handed over', [...out, command(by('Max'), does.delegate(1, candidate('Zoe')))], command(by('Max'), does.dispute(1))],
    ['someone who gets a copy', out, command(by('Carl'), does.dispute(4))],
    ['a second person besides', [...completed, command(by('Ines'), does.dispute(2))], command(by('Dana'), does.dispute(3))],
    ['in a completed envelope before it is sealed', completed, command(by('Ines'), does.dispute(2))],
    ['in a sealed one', [...completed, clock(does.seal)], command(by('Ines'), does.dispute(2))],
    ['in a voided one', [...out, sender(does.void)], command(by('Max'), does.dispute(1))],
    ['in an expired one', [...out, clock({ type: 'expire' }, { days: 15 })], command(by('Max'), does.dispute(1), { days: 16 })],
    ['in a declined one', [...out, decline('Max', 1)], command(by('Max'), does.dispute(1), { days: 16 })],
    ['after the deadline, before the expiry is on record', out, command(by('Max'), does.dispute(1), { days: 14, minutes: 3 })],
  ])('%s', (_name, history, when) => {
    given(...history)
      .when(when)
      .then('disputed');
  });
  test.each([
    ['someone who was not asked yet', out, command(by('Ines'), does.dispute(2)), 'not-your-turn'],
    [
      'someone who was replaced',
      [...out, sender(does.reassign(1, candidate('Zoe')))],
      command(by('Max'), does.dispute(1)),
      'no-longer-asked',
    ],
    ['someone else', out, command(by('Eve'), does.dispute(1)), 'not-yours'],
    ['by a link alone', out, command(by('Max', 'L0'), does.dispute(1)), 'proven-too-weakly'],
    ['without a reason', out, command(by('Max'), does.dispute(1, '  ')), 'reason-missing'],
    ['twice', frozen, command(by('Max'), does.dispute(1)), 'disputed'],
    ['in a draft', out.slice(0, 1), command(by('Max'), does.dispute(1)), 'not-sent-yet'],
    ['in a draft that was dropped', [out[0] ?? disputed, sender(does.void)], command(by('Max'), does.dispute(1)), 'not-sent-yet'],
    ['in nothing', [], command(by('Max'), does.dispute(1)), 'no-such-envelope'],
  ] as const)('not %s', (_name, history, when, code) =>
    given(...history)
      .when(when)
      .thenRefused({ code }),
  );
});

describe('while a dispute is open', () => {
  const delivered = { effect: 'e1', recipient: r(1), channel: 'email', outcome: 'accepted' } as const;
  test.each([
    ['an act', approve('Max', 1)],
    ['a decline', decline('Max', 1)],
    ['a delegation', command(by('Max'), does.delegate(1, candidate('Zoe')))],
    ['a replacement', sender(does.reassign(1, candidate('Zoe')))],
    ['a correction', sender(does.correct(1, candidate('Maxim')))],
    ['a new link', sender(does.resend(1))],
    ['a later deadline', sender(does.extend(plus(T0, { days: 20 })))],
    ['a reminder of the sender', sender(does.remind(null), { days: 4 })],
    ['a reminder of the clock', clock(does.remind(1), { days: 4 })],
    ['the expiry', clock({ type: 'expire' }, { days: 20 })],
  ])('%s is refused with the time since when', (_name, when) =>
    given(...frozen)
      .when(when)
      .thenRefused({ code: 'disputed', since: disputed.at }),
  );
  test.each([
    ['opening the document', command(by('Max'), does.view(1)), 'viewed'],
    ['a comment', command(by('Max'), { type: 'comment', from: r(1), to: null, text: 'Why?' }), 'commented'],
    ['a delivery outcome', clock({ type: 'record-deliveries', deliveries: [delivered] }), 'deliveries-recorded'],
    ['a void', sender(does.void), 'voided'],
  ] as const)('%s is recorded', (_name, when, type) => {
    given(...frozen)
      .when(when)
      .then(type);
  });
  test('no timer runs, and nothing comes next', () => {
    const state = sentState(...frozen);
    expect([due(state, plus(T0, { days: 99 })), nextDue(state)]).toEqual([[], undefined]);
    expect(why(state, plus(T0, { days: 2 }))).toMatchObject({ disputed: { by: 'Max', since: disputed.at }, next: [] });
    given(...frozen)
      .when(clock({ type: 'warn' }, { days: 13 }))
      .thenRefused({ code: 'nothing-new' });
  });
  test('a completed envelope is not sealed, and the evidence is not erased', () => {
    const history = [...completed, command(by('Ines'), does.dispute(2), { hours: 4 })];
    given(...history)
      .when(clock(does.seal))
      .thenRefused({ code: 'disputed' });
    given(...history)
      .when(clock({ type: 'record-seal-failure', why: 'disk full' }))
      .thenRefused({ code: 'disputed' });
    given(...history, resolved)
      .when(clock(does.seal))
      .then('sealed');
    const sealed = [...completed, clock(does.seal), command(by('Ines'), does.dispute(2), { hours: 4 })];
    given(...sealed)
      .when(clock(does.erase(null)))
      .thenRefused({ code: 'disputed' });
    given(...sealed, resolved)
      .when(clock(does.erase(null)))
      .then('erased');
  });
});

describe('resolving', () => {
  test('gives the lost time back: deadline, warning, reminders', () => {
    const [event] = given(...frozen)
      .when(resolved)
      .then('dispute-resolved');
    expect(event).toMatchObject({
      note: 'Settled by telephone',
      disputants: ['r1'],
      expiresAt: plus(T0, { days: 16 }),
      warnAt: plus(T0, { days: 14 }),
      reminders: [{ recipient: 'r1', remindAt: '2026-11-30T09:00:00.000Z' }],
    });
    const state = sentState(...frozen, resolved);
    expect(state).toMatchObject({ disputes: [], expiresAt: plus(T0, { days: 16 }), warnAt: plus(T0, { days: 14 }) });
    expect(nextDue(state)).toBe('2026-11-30T09:00:00.000Z');
    given(...frozen, resolved)
      .when(approve('Max', 1, { days: 15 }))
      .then('approved', 'turn-began', 'turn-began');
  });
  test('after the deadline, everyone has as long as they had left', () => {
    const late = sender(does.resolve, { days: 30 });
    const state = sentState(...frozen, late);
    expect(state.expiresAt).toBe(plus(T0, { days: 43 }));
    given(...frozen, late)
      .when(approve('Max', 1, { days: 42 }))
      .then('approved', 'turn-began', 'turn-began');
    expect(due(state, plus(T0, { days: 43, minutes: 15 })).map(({ type }) => type)).toEqual(['expire']);
  });
  test('of a dispute raised after the deadline gives nobody time that they had not', () => {
    const late = [...out, command(by('Max'), does.dispute(1), { days: 14, minutes: 5 }), sender(does.resolve, { days: 15 })];
    const state = sentState(...late);
    expect([state.expiresAt < plus(T0, { days: 15 }), state.warnAt]).toEqual([true, undefined]);
    given(...late)
      .when(approve('Max', 1, { days: 15 }))
      .thenRefused({ code: 'past-deadline' });
  });
  test('silence during a dispute is none: the escalation moves by the time that was lost', () => {
    const fallback = { name: 'Fay', email: 'fay@northwind.test' };
    const history = [...sent({ ...ruled({ escalateAfterDays: 2 }), fallback }), disputed];
    expect(seatIn(stateAfter(...history), 1).escalateAt).toBe(plus(T0, { days: 2 }));
    expect(seatIn(stateAfter(...history, sender(does.resolve, { days: 7 })), 1).escalateAt).toBe(plus(T0, { days: 8 }));
    given(...history, sender(does.resolve, { days: 7 }))
      .when(clock(does.escalate(1), { days: 7 }))
      .thenRefused({ code: 'nothing-new' });
  });
  test('an escalation that would then come after the deadline does not come', () => {
    const fallback = { name: 'Fay', email: 'fay@northwind.test' };
    const short = sent({ ...ruled({ escalateAfterDays: 2 }), fallback, expiresAt: plus(T0, { days: 3 }) });
    // Two days lost put the escalation on a Saturday, which means Monday; the deadline is on Sunday.
    expect(seatIn(stateAfter(...short, disputed), 1).escalateAt).toBeDefined();
    expect(seatIn(stateAfter(...short, disputed, resolved), 1).escalateAt).toBeUndefined();
  });
  test('a sender who was warned already is not warned again', () => {
    const warned = clock({ type: 'warn' }, { days: 12 });
    const history = [...out, warned, command(by('Max'), does.dispute(1), { days: 13 }), sender(does.resolve, { days: 15 })];
    expect(sentState(...history).warnAt).toBeUndefined();
  });
  test('ends all open disputes, and counts from the first', () => {
    const both = [...out, approve('Max', 1), disputed, command(by('Dana', 'L2'), does.dispute(3), { days: 2 })];
    const [event] = given(...both)
      .when(resolved)
      .then('dispute-resolved');
    expect(event).toMatchObject({ disputants: ['r1', 'r3'], expiresAt: plus(T0, { days: 16 }) });
  });
  test('before the dispute by the clocks takes no time away', () => {
    const [event] = given(...frozen)
      .when(sender(does.resolve, { hours: 1 }))
      .then('dispute-resolved');
    expect(event).toMatchObject({ expiresAt: plus(T0, { days: 14 }) });
  });
  test('of an envelope that is over changes no deadline', () => {
    const over = [...completed, clock(does.seal), command(by('Ines'), does.dispute(2), { hours: 4 })];
    const [event] = given(...over)
      .when(resolved)
      .then('dispute-resolved');
    expect(event).toMatchObject({ expiresAt: plus(T0, { days: 14 }), warnAt: null, reminders: [] });
    expect(stateAfter(...over, resolved)).toMatchObject({ status: 'completed', disputes: [] });
  });
  test('by an administrator goes on record as theirs', () => {
    const [event] = given(...frozen)
      .when(command(ADMIN, does.resolve, { days: 2 }))
      .then('dispute-resolved');
    expect(event).toMatchObject({ by: { seat: 'admin' } });
  });
  test.each([
    ['by the disputant', frozen, command(by('Max'), does.resolve), 'not-the-sender'],
    ['by the clock', frozen, command(SYSTEM, does.resolve), 'not-the-sender'],
    ['by a link alone', frozen, command(person(SENDER.email, 'L0'), does.resolve), 'proven-too-weakly'],
    ['where nobody objects', out, resolved, 'not-disputed'],
    ['twice', [...frozen, resolved], resolved, 'not-disputed'],
    ['in nothing', [], resolved, 'no-such-envelope'],
  ] as const)('%s is refused', (_name, history, when, code) =>
    given(...history)
      .when(when)
      .thenRefused({ code }),
  );
  test('the same person may object again afterwards', () =>
    given(...frozen, resolved)
      .when(command(by('Max'), does.dispute(1), { days: 4 }))
      .then('disputed'));
});

test('a void answers the dispute: nothing is left to resolve, and the void itself can be disputed', () => {
  const voided = [...frozen, sender(does.void, { days: 2 })];
  expect(stateAfter(...voided)).toMatchObject({ status: 'voided', disputes: [] });
  given(...voided)
    .when(resolved)
    .thenRefused({ code: 'not-disputed' });
  given(...voided)
    .when(command(by('Max'), does.dispute(1), { days: 3 }))
    .then('disputed');
});

describe('races', () => {
  const last = [...out, approve('Max', 1), sign('Ines', 2)];
  const objection = command(
    by('Dana', 'L2'),
    { type: 'dispute', recipient: r(3), reason: 'Not the text we agreed', evidence: EVIDENCE },
    { hours: 3 },
  );
  test('the last signature first: the envelope is completed, and the dispute holds back its seal', () => {
    const history = [...last, sign('Dana', 3), objection];
    expect(stateAfter(...history)).toMatchObject({ status: 'completed', sealing: { state: 'sealing' }, disputes: [{ by: 'r3' }] });
    given(...history)
      .when(clock(does.seal))
      .thenRefused({ code: 'disputed' });
  });
  test('the dispute first: the last signature is told so, and counts once it is resolved', () => {
    given(...last, objection)
      .when(sign('Dana', 3, { hours: 4 }))
      .thenRefused({ code: 'disputed' });
    given(...last, objection, sender(does.resolve, { hours: 5 }))
      .when(sign('Dana', 3, { hours: 6 }))
      .then('signed', 'completed');
    expect(waiting(stateAfter(...last, objection))).toEqual(['Dana']);
  });
});
