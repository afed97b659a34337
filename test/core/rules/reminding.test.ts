// Reminders by the sender and by the clock, and how people keep them away.
import { describe, expect, test } from 'vitest';
import type { Command } from '#core/command.ts';
import { due, nextDue } from '#core/due.ts';
import { plus } from '#core/time.ts';
import { command, T0 } from '../../support/build.ts';
import { given, stateAfter } from '../../support/spec.ts';
import { ADMIN, approve, by, candidate, clock, decline, does, ruled, seatIn, sender, sent } from './kit.ts';

const out = sent();
const remindAt = (...history: readonly Command[]) => seatIn(stateAfter(...history), 1).remindAt;
const until = (days: number) => plus(T0, { days });
const snoozed = (days: number) => command(by('Max'), does.snooze(1, until(days)), { hours: 1 });
const muted = command(by('Max'), does.mute(1), { hours: 1 });

describe('snooze', () => {
  test('moves the reminder, into working hours; it stays the recipient’s turn', () => {
    const [event] = given(...out)
      .when(snoozed(4))
      .then('snoozed');
    // Four days after a Tuesday is a Saturday.
    expect(event).toMatchObject({ until: until(4), remindAt: '2026-11-30T08:00:00.000Z' });
    given(...out, snoozed(4))
      .when(clock(does.remind(1), { days: 4 }))
      .thenRefused({ code: 'nothing-new' });
    given(...out, snoozed(4))
      .when(clock(does.remind(1), { days: 6 }))
      .then('reminded');
    given(...out, snoozed(4))
      .when(approve('Max', 1, { days: 1 }))
      .then('approved', 'turn-began', 'turn-began');
  });
  test('holds against the sender as well, who is told when they may', () => {
    given(...out, snoozed(4))
      .when(sender(does.remind(1), { days: 1 }))
      .thenRefused({ code: 'reminded-lately', againAt: until(4) });
    given(...out, snoozed(4))
      .when(sender(does.remind(1), { days: 4 }))
      .then('reminded');
  });
  test('is not undone by a later deadline, by a dispute, or by a turn that begins', () => {
    const wanted = plus(T0, { days: 8 });
    expect(remindAt(...out, snoozed(8), sender(does.extend(until(20))))).toBe(wanted);
    const disputed = command(by('Max'), does.dispute(1), { hours: 2 });
    expect(remindAt(...out, snoozed(8), disputed, sender(does.resolve, { hours: 4 }))).toBe(wanted);
    const early = command(by('Ines'), does.snooze(2, until(8)), { minutes: 5 });
    expect(seatIn(stateAfter(...out, early, approve('Max', 1)), 2).remindAt).toBe(wanted);
  });
  test('brings no reminder back where none was left', () => {
    const none = sent(ruled({ remindAfterDays: 0 }));
    const [event] = given(...none)
      .when(snoozed(4))
      .then('snoozed');
    expect(event).toMatchObject({ remindAt: null });
    const [late] = given(...out)
      .when(command(by('Max'), does.snooze(1, plus(T0, { days: 13, hours: 23 }))))
      .then('snoozed');
    expect(late).toMatchObject({ remindAt: '2026-12-08T08:00:00.000Z' });
    const [last] = given(...sent({ expiresAt: plus(T0, { days: 5 }) }))
      .when(snoozed(4))
      .then('snoozed');
    expect(last).toMatchObject({ remindAt: null });
  });
});

describe('mute', () => {
  test('ends reminders, the sender’s too; whoever else is waited for still hears', () => {
    expect(remindAt(...out, muted)).toBeUndefined();
    given(...out, muted)
      .when(sender(does.remind(1)))
      .thenRefused({ code: 'muted' });
    const both = [...out, approve('Max', 1), command(by('Ines'), does.mute(2))];
    const events = given(...both)
      .when(sender(does.remind(null)))
      .then('reminded');
    expect(events[0]).toMatchObject({ recipient: 'r3' });
    expect(due(stateAfter(...out, muted), until(10))).toEqual([]);
  });
  test('lasts through a later deadline and a new turn', () => {
    expect(remindAt(...out, muted, sender(does.extend(until(20))))).toBeUndefined();
    expect(remindAt(...out, muted, approve('Max', 1), command(by('Max'), does.withdraw(1), { hours: 2 }))).toBeUndefined();
  });
  test('can be undone, and reminders then go on', () => {
    const unmuted = command(by('Max'), does.mute(1, false), { days: 1 });
    const [event] = given(...out, muted)
      .when(unmuted)
      .then('muted');
    expect(event).toMatchObject({ on: false, remindAt: '2026-11-30T08:00:00.000Z' });
    expect(nextDue(stateAfter(...out, muted, unmuted))).toBe('2026-11-30T08:00:00.000Z');
  });
  test('before the turn plans nothing until it comes', () => {
    const history = [...out, command(by('Ines'), does.mute(2)), command(by('Ines'), does.mute(2, false))];
    expect(seatIn(stateAfter(...history), 2).remindAt).toBeUndefined();
    expect(seatIn(stateAfter(...history, approve('Max', 1)), 2).remindAt).toBeDefined();
  });
  test('twice is done already', () =>
    given(...out, muted)
      .when({ ...muted, key: 'again' })
      .then());
});

describe('both are refused', () => {
  const handed = command(by('Max'), does.delegate(1, candidate('Zoe')));
  test.each([
    ['to someone else', out, { ...muted, by: by('Eve') }, 'not-yours'],
    ['by a link alone, or a stranger could silence us', out, { ...muted, by: by('Max', 'L0') }, 'proven-too-weakly'],
    ['after the act', [...out, approve('Max', 1)], muted, 'already-acted'],
    ['after a handover', [...out, handed], snoozed(4), 'handed-over'],
    ['in a draft', out.slice(0, 1), muted, 'not-sent-yet'],
    ['once it is declined', [...out, decline('Max', 1)], muted, 'envelope-over'],
    ['in an envelope that was voided', [...out, sender(does.void)], snoozed(4), 'envelope-over'],
    ['in nothing', [], snoozed(4), 'no-such-envelope'],
    ['for the past', out, command(by('Max'), does.snooze(1, T0)), 'nothing-new'],
    ['beyond the deadline', out, snoozed(14), 'snooze-too-long'],
  ] as const)('%s', (_name, history, when, code) =>
    given(...history)
      .when(when)
      .thenRefused({ code }),
  );
});

describe('the sender’s reminder', () => {
  test('reaches those who were not reminded lately, and leaves out the others', () => {
    const both = [...out, approve('Max', 1), sender(does.remind(2), { hours: 2 })];
    const events = given(...both)
      .when(sender(does.remind(null), { hours: 3 }))
      .then('reminded');
    expect(events[0]).toMatchObject({ recipient: 'r3', count: 1 });
    given(...both, sender(does.remind(null), { hours: 3 }))
      .when(sender(does.remind(null), { hours: 4 }))
      .thenRefused({ code: 'reminded-lately', againAt: plus(T0, { hours: 6 }) });
    const other = [...out, approve('Max', 1), sender(does.remind(3), { hours: 2 }), sender(does.remind(null), { hours: 3 })];
    given(...other)
      .when(sender(does.remind(null), { hours: 4 }))
      .thenRefused({ code: 'reminded-lately', againAt: plus(T0, { hours: 6 }) });
  });
  test('counts as one of the policy’s, and the next one waits its time from there', () => {
    const [event] = given(...out)
      .when(sender(does.remind(1), { days: 1 }))
      .then('reminded');
    expect(event).toMatchObject({ count: 1, remindAt: '2026-11-30T08:00:00.000Z' });
    const often = sent(ruled({ mostReminders: 1 }));
    const [last] = given(...often)
      .when(sender(does.remind(1), { days: 1 }))
      .then('reminded');
    expect(last).toMatchObject({ count: 1, remindAt: null });
  });
  test('may come from an administrator', () => {
    const [event] = given(...out)
      .when(command(ADMIN, does.remind(1)))
      .then('reminded');
    expect(event).toMatchObject({ by: { seat: 'admin' } });
  });
  test('after the deadline would only annoy', () => {
    const late = sender(does.remind(1), { days: 14, minutes: 5 });
    given(...out)
      .when(late)
      .thenRefused({ code: 'past-deadline' });
    given(...out)
      .when(clock(does.remind(1), { days: 14, minutes: 5 }))
      .thenRefused({ code: 'past-deadline' });
  });
});

test('what the clock missed before the deadline is not made up for after it', () => {
  const state = stateAfter(...out);
  expect(due(state, until(13)).map(({ type }) => type)).toEqual(['warn', 'remind']);
  expect(due(state, plus(T0, { days: 14, minutes: 5 }))).toEqual([]);
  expect(due(state, plus(T0, { days: 14, minutes: 15 })).map(({ type }) => type)).toEqual(['expire']);
});
