// Deadlines: warned of before, met to the millisecond, moved by the sender, closed after a grace.
import { describe, expect, test } from 'vitest';
import { due, nextDue } from '#core/due.ts';
import { evolve } from '#core/evolve.ts';
import { plus, type Duration } from '#core/time.ts';
import { body, command, DOCUMENT, person, r, SENDER, SYSTEM, T0 } from '../../support/build.ts';
import { given, run, stateAfter } from '../../support/spec.ts';
import { ADMIN, approve, by, clock, does, ruled, seatIn, sender, sent, sentState } from './kit.ts';

const out = sent();
const late = (after: Duration) => ({ days: 14, ...after });
const expire = (after: Duration) => clock({ type: 'expire' }, after);
const warn = (after: Duration) => clock({ type: 'warn' }, after);
const extended = sender(does.extend(plus(T0, { days: 20 })));

describe('the deadline', () => {
  test('is met by an act received at that very moment, however late it is looked at', () => {
    given(...out)
      .when(approve('Max', 1, { days: 14 }))
      .then('approved', 'turn-began', 'turn-began');
    given(...out)
      .when({ ...approve('Max', 1), at: plus(T0, late({ minutes: 1 })) })
      .thenRefused({ code: 'past-deadline', expiresAt: plus(T0, { days: 14 }) });
  });
  test('closes the envelope a quarter of an hour later, so that what came in by then has its outcome', () => {
    given(...out)
      .when(expire(late({ minutes: 14 })))
      .thenRefused({ code: 'nothing-new' });
    given(...out)
      .when(expire(late({ minutes: 15 })))
      .then('expired');
    given(...out, expire(late({ minutes: 15 })))
      .when(approve('Max', 1))
      .thenRefused({ code: 'envelope-over', status: 'expired' });
  });
  test('leaves those who acted, handed over or were let go as they are', () => {
    const { state } = given(...out, approve('Max', 1)).when(expire(late({ minutes: 15 })));
    expect(state).toMatchObject({
      recipients: [{ status: 'approved' }, { status: 'expired' }, { status: 'expired' }, { status: 'waiting' }],
    });
  });
});

describe('a later deadline', () => {
  test('moves the reminders and the warning with it, computed once', () => {
    const [event] = given(...out)
      .when(extended)
      .then('deadline-changed');
    expect(event).toMatchObject({
      expiresAt: plus(T0, { days: 20 }),
      warnAt: plus(T0, { days: 18 }),
      reminders: [{ recipient: 'r1', remindAt: '2026-11-27T12:00:00.000Z' }],
    });
    expect(sentState(...out, extended)).toMatchObject({ expiresAt: plus(T0, { days: 20 }), warnAt: plus(T0, { days: 18 }) });
  });
  test('is possible between the deadline and the record of its expiry, and lets people act again', () => {
    const rescue = sender(does.extend(plus(T0, { days: 20 })), late({ minutes: 10 }));
    given(...out)
      .when(rescue)
      .then('deadline-changed');
    given(...out, rescue)
      .when(approve('Max', 1, { days: 15 }))
      .then('approved', 'turn-began', 'turn-began');
    given(...out, rescue)
      .when(expire(late({ minutes: 15 })))
      .thenRefused({ code: 'nothing-new' });
    given(...out, rescue)
      .when(expire({ days: 20, minutes: 15 }))
      .then('expired');
  });
  test('comes too late once the expiry is on record', () =>
    given(...out, expire(late({ minutes: 15 })))
      .when(sender(does.extend(plus(T0, { days: 20 })), late({ minutes: 16 })))
      .thenRefused({ code: 'envelope-over', status: 'expired' }));
  test('after an extension a lost link can be sent again', () => {
    const rescue = sender(does.extend(plus(T0, { days: 20 })), late({ minutes: 10 }));
    given(...out, rescue)
      .when(sender(does.resend(1), { days: 15 }))
      .then('resent');
  });
  test('makes room for an escalation that the former one left no time for', () => {
    const fallback = { name: 'Fay', email: 'fay@northwind.test' };
    const short = sent({ ...ruled({ escalateAfterDays: 7 }), fallback, expiresAt: plus(T0, { days: 5 }) });
    expect(seatIn(stateAfter(...short), 1).escalateAt).toBeUndefined();
    expect(seatIn(stateAfter(...short, sender(does.extend(plus(T0, { days: 9 })))), 1).escalateAt).toBe(plus(T0, { days: 7 }));
    expect(seatIn(stateAfter(...short, sender(does.extend(plus(T0, { days: 6 })))), 1).escalateAt).toBeUndefined();
    const twice = [...short, sender(does.extend(plus(T0, { days: 9 }))), sender(does.extend(plus(T0, { days: 12 })), { days: 3 })];
    expect(seatIn(stateAfter(...twice), 1).escalateAt).toBe(plus(T0, { days: 7 }));
  });
  test.each([
    ['an earlier one', out, sender(does.extend(plus(T0, { days: 13 }))), 'deadline-not-later'],
    ['the same one', out, sender(does.extend(plus(T0, { days: 14 }))), 'deadline-not-later'],
    ['one that is past already', out, sender(does.extend(plus(T0, late({ minutes: 5 }))), late({ minutes: 10 })), 'deadline-not-later'],
    ['one by a recipient', out, { ...extended, by: by('Max') }, 'not-the-sender'],
    ['one by a link alone', out, { ...extended, by: person(SENDER.email, 'L0') }, 'proven-too-weakly'],
    ['one for a draft', out.slice(0, 1), extended, 'not-sent-yet'],
    ['one for nothing', [], extended, 'no-such-envelope'],
  ] as const)('%s is refused', (_name, history, when, code) =>
    given(...history)
      .when(when)
      .thenRefused({ code }),
  );
  test('may come from an administrator', () => {
    const [event] = given(...out)
      .when({ ...extended, by: ADMIN })
      .then('deadline-changed');
    expect(event).toMatchObject({ by: { seat: 'admin' } });
  });
});

describe('the sender’s warning', () => {
  test('comes two days before the deadline, once', () => {
    const [event] = given(...out)
      .when(warn({ days: 12 }))
      .then('expiry-warned');
    expect(event).toMatchObject({ expiresAt: plus(T0, { days: 14 }), by: { seat: 'system' } });
    given(...out, warn({ days: 12 }))
      .when(warn({ days: 13 }))
      .thenRefused({ code: 'nothing-new' });
  });
  test('comes again for a later deadline, under a key of its own, even if both were asked for in the same instant', () => {
    const once = sender(does.extend(plus(T0, { days: 20 })), { days: 10 });
    const twice = sender(does.extend(plus(T0, { days: 30 })), { days: 10 });
    const first = due(stateAfter(...out, once), plus(T0, { days: 19 })).find(({ type }) => type === 'warn');
    if (!first) throw new Error('no warning');
    const then = [once, first, twice].reduce((state, next) => run(state, next).state, stateAfter(...out));
    const second = due(then, plus(T0, { days: 29 })).find(({ type }) => type === 'warn');
    expect(second?.key).not.toBe(first.key);
    expect(second).toBeDefined();
  });
  test('comes at half time where the deadline is nearer than that', () => {
    expect(sentState(...sent({ expiresAt: plus(T0, { days: 2 }) })).warnAt).toBe(plus(T0, { days: 1 }));
    expect(sentState(...sent({ expiresAt: plus(T0, { days: 4 }) })).warnAt).toBe(plus(T0, { days: 2 }));
  });
  test('does not come by a policy without it', () => {
    const without = sentState(...sent(ruled({ warnBeforeDays: 0 })));
    expect(without.warnAt).toBeUndefined();
    given(...sent(ruled({ warnBeforeDays: 0 })))
      .when(warn({ days: 13 }))
      .thenRefused({ code: 'nothing-new' });
  });
  test.each([
    ['before its time', out, warn({ days: 11 }), 'nothing-new'],
    ['after the deadline', out, warn(late({ minutes: 5 })), 'nothing-new'],
    ['by people', out, command(by('Max'), { type: 'warn' }, { days: 12 }), 'not-yours'],
    ['once it is over', [...out, sender(does.void)], warn({ days: 12 }), 'envelope-over'],
    ['for nothing', [], warn({ days: 12 }), 'no-such-envelope'],
  ] as const)('is refused %s', (_name, history, when, code) =>
    given(...history)
      .when(when)
      .thenRefused({ code }),
  );
});

describe('held acts', () => {
  const held = command(by('Max', 'L0'), body.approve(r(1)), { days: 1 });
  test('lapse after a day, and count for nothing until confirmed by a new act with its own time', () => {
    const [event] = given(...out)
      .when(held)
      .then('act-held');
    expect(event).toMatchObject({ act: 'approve', needs: 'L1', lapsesAt: plus(T0, { days: 2 }) });
    const [confirmed] = given(...out, held)
      .when(approve('Max', 1, { days: 5 }))
      .then('approved', 'turn-began', 'turn-began');
    expect(confirmed).toMatchObject({ at: plus(T0, { days: 5 }), by: { assurance: 'L1' } });
    expect(seatIn(stateAfter(...out, held, approve('Max', 1, { days: 5 })), 1).held).toBeUndefined();
  });
  test('are one for each person: the latest', () => {
    const history = [...out, held, command(by('Max', 'L0'), body.decline(r(1)), { days: 1, hours: 1 })];
    expect(seatIn(stateAfter(...history), 1).held).toMatchObject({
      act: 'decline',
      needs: 'L1',
      lapsesAt: plus(T0, { days: 2, hours: 1 }),
    });
  });
  test('change no turn and end no envelope', () => {
    expect(nextDue(stateAfter(...out, held))).toBe(nextDue(stateAfter(...out)));
    expect(stateAfter(...out, command(by('Max', 'L0'), body.decline(r(1)))).status).toBe('sent');
  });
});

test('a record that says less than it should is read as far as it goes', () => {
  const stamp = { at: T0, by: { seat: 'sender', via: 'email', assurance: 'L1' } } as const;
  const [drafted] = sent({ ...ruled({ escalateAfterDays: 5 }), fallback: { name: 'Fay', email: 'fay@northwind.test' } });
  if (!drafted) throw new Error('no draft');
  const bare = evolve(stateAfter(drafted), { ...stamp, type: 'sent', fingerprint: DOCUMENT.sha256 });
  expect(bare).toMatchObject({ status: 'sent' });
  // Nobody's turn has begun, so nobody's silence has.
  expect(run(bare, extended).decision).toMatchObject({ ok: true, events: [{ reminders: [{ recipient: 'r1' }] }] });
  expect(seatIn(run(bare, extended).state, 1).escalateAt).toBeUndefined();
  const handed = evolve(bare, { ...stamp, type: 'delegated', recipient: r(1), to: r(9), reason: '', standing: '' });
  expect(run(handed, approve('Max', 1)).decision).toMatchObject({ ok: false, refusal: { code: 'handed-over', to: '' } });
});

test('a draft lapses by the clock alone, and by no dispute', () => {
  const [drafted] = out;
  if (!drafted) throw new Error('no draft');
  expect(nextDue(stateAfter(drafted))).toBe(plus(T0, { days: 2 }));
  given(drafted)
    .when(command(SYSTEM, { type: 'expire' }, { days: 1 }))
    .thenRefused({ code: 'nothing-new' });
  given(drafted)
    .when(command(SYSTEM, { type: 'expire' }, { days: 2 }))
    .then('expired');
});
