// Taking one's own act back, as long as others still decide and the consent text lets one.
import { describe, expect, test } from 'vitest';
import { consentText } from '#core/consent.ts';
import { plus } from '#core/time.ts';
import { body, command, DANA, DOCUMENT, INES, MAX, OLIVIA, person, r, seat, sha256, T0 } from '../../support/build.ts';
import { given, run, stateAfter } from '../../support/spec.ts';
import { approve, by, clock, decline, does, ruled, seatIn, sender, sent, sign, statuses, waiting } from './kit.ts';

const out = sent();
const approved = approve('Max', 1);
const withdrawn = command(by('Max'), does.withdraw(1), { hours: 4 });

describe('withdrawing', () => {
  test('opens the step again: turns of the later one end, and begin again after the next act', () => {
    given(...out, approved)
      .when(withdrawn)
      .then('withdrawn', 'turn-ended', 'turn-ended');
    const { state } = given(...out, approved).when(withdrawn);
    expect(waiting(state)).toEqual(['Max']);
    expect([seatIn(state, 2).askedAt, seatIn(state, 2).remindAt]).toEqual([undefined, undefined]);
    const events = given(...out, approved, withdrawn)
      .when(approve('Max', 1, { hours: 5 }))
      .then('approved', 'turn-began', 'turn-began');
    expect(events.slice(1)).toMatchObject([{ recipient: 'r2' }, { recipient: 'r3' }]);
  });
  test('leaves the one who withdrew free to act again or to decline, and they are reminded again', () => {
    const { state } = given(...out, approved).when(withdrawn);
    expect(seatIn(state, 1)).toMatchObject({ status: 'notified', remindAt: plus(withdrawn.at, { days: 3 }) });
    expect(seatIn(state, 1).act).toBeUndefined();
    expect(seatIn(state, 1).escalateAt).toBeUndefined();
    given(...out, approved, withdrawn)
      .when(decline('Max', 1, { hours: 5 }))
      .then('declined', 'envelope-declined');
  });
  test('someone who had opened the document still has', () => {
    const history = [...out, command(by('Max'), does.view(1)), approved];
    expect(seatIn(given(...history).when(withdrawn).state, 1).status).toBe('viewed');
  });
  test('a held act of a later step is gone with the turn', () => {
    const history = [...out, approved, command(by('Dana'), body.sign(r(3)), { hours: 2 })];
    expect(seatIn(stateAfter(...history), 3).held).toMatchObject({ act: 'sign' });
    expect(seatIn(given(...history).when(withdrawn).state, 3).held).toBeUndefined();
    expect(seatIn(stateAfter(...history, withdrawn, approve('Max', 1, { hours: 5 })), 3).held).toBeUndefined();
  });
  test('acts of the later step stand, and count once the earlier one is satisfied again', () => {
    const history = [...out, approved, sign('Ines', 2, { hours: 2 }), sign('Dana', 3, { hours: 3 })];
    expect(stateAfter(...history).status).toBe('completed');
    const { state } = given(...out, approved, sign('Ines', 2, { hours: 2 }), withdrawn).when(approve('Max', 1, { hours: 5 }));
    expect([statuses(state)[1], waiting(state)]).toEqual(['Ines signed', ['Dana']]);
  });
  test('a step that was already satisfied is passed over when its turn comes again', () => {
    const people = [MAX, { ...INES, step: 2 }, { ...DANA, step: 3 }];
    const history = [...sent({ recipients: people }), approved, sign('Ines', 2), withdrawn];
    const events = given(...history)
      .when(approve('Max', 1, { hours: 5 }))
      .then('approved', 'turn-began');
    expect(events[1]).toMatchObject({ recipient: 'r3' });
  });
  test('someone may take back an act of a later step while an earlier one is open again; their turn comes once more', () => {
    const history = [...out, approved, sign('Ines', 2), withdrawn];
    given(...history)
      .when(command(by('Ines'), does.withdraw(2), { hours: 5 }))
      .then('withdrawn', 'turn-ended');
    const again = [...history, command(by('Ines'), does.withdraw(2), { hours: 5 })];
    given(...again)
      .when(sign('Ines', 2, { hours: 6 }))
      .thenRefused({ code: 'not-your-turn', waitingFor: ['Max'] });
    given(...again)
      .when(approve('Max', 1, { hours: 7 }))
      .then('approved', 'turn-began', 'turn-began');
  });
});

describe('in a group', () => {
  const board = sent({ recipients: ['Ada', 'Ben', 'Cleo'].map((name) => seat(name, 'approver', 1)).concat(DANA), quorums: { 1: 2 } });
  const back = command(by('Ben'), does.withdraw(2), { hours: 4 });
  test('those who were released come back, and are asked anew', () => {
    const history = [...board, approve('Ada', 1), approve('Ben', 2)];
    expect(statuses(stateAfter(...history))).toEqual(['Ada approved', 'Ben approved', 'Cleo released', 'Dana waiting']);
    const events = given(...history)
      .when(back)
      .then('withdrawn', 'turn-ended', 'turn-began');
    expect(events.slice(1)).toMatchObject([{ recipient: 'r4' }, { recipient: 'r3' }]);
    expect(waiting(stateAfter(...history, back))).toEqual(['Ben', 'Cleo']);
    given(...history, back)
      .when(approve('Cleo', 3, { hours: 5 }))
      .then('approved', 'released', 'turn-began');
  });
  test('an act that is taken back before the step was satisfied changes nothing for the others', () => {
    const both = sent({ recipients: [seat('Ada', 'approver', 1), seat('Ben', 'approver', 1)] });
    given(...both, approve('Ben', 2))
      .when(command(by('Ben'), does.withdraw(2)))
      .then('withdrawn');
  });
  test('nobody is lost by it: those who are left may still make the quorum', () => {
    const history = [...board, decline('Cleo', 3), approve('Ada', 1), approve('Ben', 2)];
    expect(given(...history).when(back).state.status).toBe('sent');
    given(...history, back)
      .when(decline('Ben', 2, { hours: 5 }))
      .then('declined', 'envelope-declined');
  });
});

describe('the consent text decides', () => {
  const signedUnder = (id: string) =>
    command(by('Ines'), { ...body.sign(r(1)), consent: { id, sha256: sha256(consentText(id) ?? id) } }, { hours: 2 });
  const two = sent({ recipients: [INES, { ...MAX, step: 3 }] });
  const back = command(by('Ines'), does.withdraw(1), { hours: 3 });
  test.each(['sign/en/2', 'sign/de/1'])('%s lets a signer withdraw', (id) => {
    given(...two, signedUnder(id))
      .when(back)
      .then('withdrawn', 'turn-ended');
  });
  test.each(['sign/en/1', 'unheard of'])('%s does not', (id) =>
    given(...two, signedUnder(id))
      .when(back)
      .thenRefused({ code: 'not-withdrawable' }),
  );
});

describe('it is refused', () => {
  const completed = [...out, approved, sign('Ines', 2), sign('Dana', 3)];
  const filling = sent({ recipients: [seat('Pia', 'preparer', 1), INES] });
  test.each([
    ['where there is nothing to take back', out, withdrawn, 'nothing-to-withdraw'],
    [
      'of a decline',
      [...sent({ recipients: [MAX, seat('Ben', 'approver', 1)], quorums: { 1: 'any' } }), decline('Max', 1)],
      withdrawn,
      'nothing-to-withdraw',
    ],
    [
      'of data that others have seen',
      [...filling, command(by('Pia'), does.prepare(1))],
      command(by('Pia'), does.withdraw(1)),
      'not-withdrawable',
    ],
    ['after completion', completed, withdrawn, 'envelope-over'],
    ['after a void', [...out, approved, sender(does.void)], withdrawn, 'envelope-over'],
    ['after the deadline', [...out, approved], { ...withdrawn, at: plus(T0, { days: 14, minutes: 1 }) }, 'past-deadline'],
    ['while disputed', [...out, approved, command(by('Max'), does.dispute(1))], withdrawn, 'disputed'],
    ['by someone else', [...out, approved], { ...withdrawn, by: by('Eve') }, 'not-yours'],
    ['by the sender', [...out, approved], { ...withdrawn, by: OLIVIA }, 'not-yours'],
    ['by a link alone', [...out, approved], { ...withdrawn, by: person(MAX.email, 'L0') }, 'proven-too-weakly'],
    ['in nothing', [], withdrawn, 'no-such-envelope'],
  ] as const)('%s', (_name, history, when, code) =>
    given(...history)
      .when(when)
      .thenRefused({ code }),
  );
});

describe('races', () => {
  const beforeLast = [...out, approved, sign('Ines', 2)];
  const inesBack = command(by('Ines'), does.withdraw(2), { hours: 3 });
  test('the last signature first: the withdrawal comes too late and is told so', () =>
    given(...beforeLast, sign('Dana', 3))
      .when(inesBack)
      .thenRefused({ code: 'envelope-over', status: 'completed' }));
  test('the withdrawal first: the last signature counts, and the envelope waits', () => {
    const { state } = given(...beforeLast, inesBack).when(sign('Dana', 3, { hours: 3 }));
    expect([state.status, waiting(state)]).toEqual(['sent', ['Ines']]);
  });
  test('the approval withdrawn first: a signature of the later step is out of turn', () =>
    given(...out, approved, withdrawn)
      .when(sign('Dana', 3, { hours: 4 }))
      .thenRefused({ code: 'not-your-turn', waitingFor: ['Max'] }));
});

test('whoever withdraws after an escalation competes with the fallback person as before', () => {
  const fallback = { name: 'Fay', email: 'fay@northwind.test' };
  const history = [
    ...sent({ recipients: [INES, { ...MAX, step: 3 }], ...ruled({ escalateAfterDays: 5 }), fallback }),
    clock(does.escalate(1), { days: 6 }),
  ];
  const signed = command(by('Fay', 'L2'), body.sign(r(3)), { days: 7 });
  const back = command(by('Fay'), does.withdraw(3), { days: 8 });
  expect(statuses(stateAfter(...history, signed))).toEqual(['Ines released', 'Max waiting', 'Fay signed']);
  const { state } = run(stateAfter(...history, signed), back);
  expect(waiting(state)).toEqual(['Ines', 'Fay']);
  given(...history, signed, back)
    .when(command(by('Ines'), body.sign(r(1), DOCUMENT.sha256), { days: 9 }))
    .then('signed', 'released', 'turn-began');
});
