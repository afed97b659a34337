// Someone stays silent, and the fallback person is asked as well.
import { describe, expect, test } from 'vitest';
import type { Command, DraftContent } from '#core/command.ts';
import { due } from '#core/due.ts';
import { plus } from '#core/time.ts';
import { body, command, DANA, INES, MAX, OLIVIA, r, seat, SENDER, T0 } from '../../support/build.ts';
import { given, run, stateAfter } from '../../support/spec.ts';
import { approve, by, candidate, clock, decline, does, ruled, seatIn, sender, sent, sentState, sign, statuses, waiting } from './kit.ts';

const FALLBACK = { name: 'Fay', email: 'fay@northwind.test' };
const silent = (change: Partial<DraftContent> = {}) => sent({ ...ruled({ escalateAfterDays: 5 }), fallback: FALLBACK, ...change });
const out = silent();
// Five days after a Tuesday is a Sunday: Monday at nine in Berlin.
const DUE = { days: 6 };
const escalated = clock(does.escalate(1), DUE);

describe('escalation', () => {
  test('is planned when the turn begins, for a working hour, and asks the fallback person in the same role and step', () => {
    expect(seatIn(stateAfter(...out), 1).escalateAt).toBe('2026-11-30T08:00:00.000Z');
    const events = given(...out)
      .when(escalated)
      .then('recipient-added', 'escalated', 'turn-began');
    expect(events[0]).toMatchObject({ recipient: 'r5', name: 'Fay', role: 'approver', step: 1, standsFor: 'r1', by: { seat: 'system' } });
    expect(events[1]).toMatchObject({ recipient: 'r1', to: 'r5' });
    expect(waiting(stateAfter(...out, escalated))).toEqual(['Max', 'Fay']);
  });
  test('either may act, and the first act releases the other', () => {
    given(...out, escalated)
      .when(approve('Fay', 5, { days: 7 }))
      .then('approved', 'released', 'turn-began', 'turn-began');
    given(...out, escalated)
      .when(approve('Max', 1, { days: 7 }))
      .then('approved', 'released', 'turn-began', 'turn-began');
    given(...out, escalated, approve('Fay', 5, { days: 7 }))
      .when(approve('Max', 1, { days: 7 }))
      .thenRefused({ code: 'no-longer-asked' });
  });
  test('the fallback person’s no ends only their part; the no of the one who was asked ends the place', () => {
    const { state } = given(...out, escalated).when(decline('Fay', 5, { days: 7 }));
    expect([state.status, waiting(state)]).toEqual(['sent', ['Max']]);
    given(...out, escalated, decline('Fay', 5, { days: 7 }))
      .when(approve('Max', 1, { days: 8 }))
      .then('approved', 'turn-began', 'turn-began');
    given(...out, escalated, decline('Fay', 5, { days: 7 }))
      .when(decline('Max', 1, { days: 8 }))
      .then('declined', 'envelope-declined');
    given(...out, escalated)
      .when(decline('Max', 1, { days: 7 }))
      .then('declined', 'envelope-declined');
  });
  test('happens once: neither for the fallback person nor again for the one who was silent', () => {
    const state = sentState(...out, escalated);
    expect([seatIn(state, 1).escalateAt, seatIn(state, 5).escalateAt]).toEqual([undefined, undefined]);
    given(...out, escalated)
      .when(clock(does.escalate(1), { days: 7 }))
      .thenRefused({ code: 'nothing-new' });
    given(...out, escalated)
      .when(clock(does.escalate(5), { days: 13 }))
      .thenRefused({ code: 'nothing-new' });
  });
  test('a no in a group of which the other is enough releases the fallback person', () => {
    const people = [seat('Ada', 'approver', 1), seat('Ben', 'approver', 1), DANA];
    const history = [...silent({ recipients: people, quorums: { 1: 'any' } }), escalated];
    const { state } = given(...history).when(decline('Ada', 1, { days: 7 }));
    expect([statuses(state)[3], waiting(state)]).toEqual(['Fay released', ['Ben']]);
  });
  test('whoever took a place over is escalated like the one who had it', () => {
    const history = [...out, command(by('Max'), does.delegate(1, candidate('Zoe')), { days: 1 })];
    expect(seatIn(stateAfter(...history), 5).escalateAt).toBe(plus(T0, { days: 6 }));
    const { state } = given(...history).when(clock(does.escalate(5), { days: 6 }));
    expect(waiting(state)).toEqual(['Zoe', 'Fay']);
    given(...history, clock(does.escalate(5), { days: 6 }))
      .when(decline('Fay', 6, { days: 7 }))
      .then('declined');
    given(...history, clock(does.escalate(5), { days: 6 }))
      .when(decline('Zoe', 5, { days: 7 }))
      .then('declined', 'envelope-declined');
  });
  test('where it happened before the handover, it does not happen again', () => {
    const handed = command(by('Max'), does.delegate(1, candidate('Zoe')), { days: 7 });
    expect(seatIn(stateAfter(...out, escalated, handed), 6).escalateAt).toBeUndefined();
    expect(waiting(stateAfter(...out, escalated, handed))).toEqual(['Fay', 'Zoe']);
  });
  test('the fallback person may hand over, whose act counts for the place and whose no does not', () => {
    const history = [...out, escalated, command(by('Fay'), does.delegate(5, candidate('Zoe')), { days: 7 })];
    given(...history)
      .when(approve('Zoe', 6, { days: 8 }))
      .then('approved', 'released', 'turn-began', 'turn-began');
    given(...history)
      .when(decline('Zoe', 6, { days: 8 }))
      .then('declined');
  });
  test('the fallback person is asked for no weaker proof', () => {
    const { state } = given(...silent({ recipients: [DANA] })).when(escalated);
    expect(seatIn(state, 2)).toMatchObject({ name: 'Fay', needs: 'L2' });
  });
});

describe('where nobody can be asked as well, the record says so and it is not tried again', () => {
  const nobody = { recipient: 'r1', to: null };
  test.each([
    ['the fallback person sits in the group', silent({ recipients: [MAX, seat('Fay', 'approver', 1)] })],
    ['the fallback person would approve their own request', silent({ fallback: { name: SENDER.name, email: SENDER.email } })],
    ['the one who is silent is the fallback person', silent({ recipients: [seat('Fay', 'signer', 1)] })],
    ['every seat is taken', silent({ recipients: Array.from({ length: 200 }, (_, n) => seat(`P${n}`, 'signer', 1)) })],
  ])('because %s', (_name, history) => {
    const [event] = given(...history)
      .when(escalated)
      .then('escalated');
    expect(event).toMatchObject(nobody);
    given(...history, escalated)
      .when(clock(does.escalate(1), { days: 7 }))
      .thenRefused({ code: 'nothing-new' });
  });
});

describe('it is not planned', () => {
  test.each([
    ['by a policy without it', silent(ruled({ escalateAfterDays: 0 }))],
    ['without a fallback person', sent(ruled({ escalateAfterDays: 5 }))],
    ['where the deadline comes first', silent({ expiresAt: plus(T0, { days: 5 }) })],
  ])('%s', (_name, history) => expect(seatIn(stateAfter(...history), 1).escalateAt).toBeUndefined());
});

describe('it is refused', () => {
  test.each([
    ['before its time', out, clock(does.escalate(1), { days: 5 }), 'nothing-new'],
    ['after the act', [...out, approve('Max', 1)], escalated, 'nothing-new'],
    ['after a handover', [...out, command(by('Max'), does.delegate(1, candidate('Zoe')))], escalated, 'nothing-new'],
    ['after the deadline', out, clock(does.escalate(1), { days: 14, minutes: 1 }), 'nothing-new'],
    ['while disputed', [...out, command(by('Max'), does.dispute(1))], escalated, 'nothing-new'],
    ['for a seat that is not there', out, clock(does.escalate(9), DUE), 'nothing-new'],
    ['to people', out, command(OLIVIA, does.escalate(1), DUE), 'not-yours'],
    ['once it is over', [...out, sender(does.void)], escalated, 'envelope-over'],
    ['for nothing', [], escalated, 'no-such-envelope'],
  ] as const)('%s', (_name, history, when, code) =>
    given(...history)
      .when(when)
      .thenRefused({ code }),
  );
});

describe('races', () => {
  test('an act just before it leaves nothing to escalate', () => {
    const state = stateAfter(...out, approve('Max', 1, { days: 5 }));
    expect(due(state, plus(T0, DUE)).filter(({ type }) => type === 'escalate')).toEqual([]);
  });
  test('a turn that begins anew after a withdrawal is escalated under a key of its own', () => {
    const keys = (...more: readonly Command[]) =>
      due(stateAfter(...silent({ recipients: [MAX, INES], expiresAt: plus(T0, { days: 60 }) }), ...more), plus(T0, { days: 40 }))
        .filter(({ type }) => type === 'escalate')
        .map(({ key }) => key);
    const approved = approve('Max', 1, { days: 1 });
    const withdrawn = command(by('Max'), does.withdraw(1), { days: 2 });
    // The same receipt time as before: mail keeps whole seconds, and may come late.
    expect([keys(approved), keys(approved, withdrawn, { ...approved, key: 'again' })]).toEqual([['escalate/r2/1'], ['escalate/r2/2']]);
  });
});

test('a place with handovers on both sides of an escalation is still one place', () => {
  const history = [
    ...silent({ recipients: [seat('Ada', 'signer', 1), seat('Ben', 'signer', 1), seat('Cleo', 'signer', 1)], quorums: { 1: 2 } }),
    command(by('Ada'), does.delegate(1, candidate('Zoe')), { days: 1 }),
    clock(does.escalate(4), { days: 6 }),
    command(by('Zoe'), does.delegate(4, candidate('Yan')), { days: 7 }),
    command(by('Fay'), does.delegate(5, candidate('Xan')), { days: 7 }),
  ];
  expect(waiting(stateAfter(...history))).toEqual(['Ben', 'Cleo', 'Yan', 'Xan']);
  const { state } = run(stateAfter(...history), sign('Xan', 7, { days: 8 }));
  expect([waiting(state), seatIn(state, 6).status]).toEqual([['Ben', 'Cleo'], 'released']);
  given(...history, sign('Xan', 7, { days: 8 }))
    .when(sign('Cleo', 3, { days: 9 }))
    .then('signed', 'released', 'completed');
  given(...history, command(by('Yan'), body.decline(r(6)), { days: 8 }))
    .when(decline('Ben', 2, { days: 9 }))
    .then('declined', 'envelope-declined');
});
