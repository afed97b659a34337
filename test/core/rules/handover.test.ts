// One person in another's place: delegation, standing delegation, replacement.
import { describe, expect, test } from 'vitest';
import type { Candidate } from '#core/command.ts';
import { body, CARL, command, DANA, INES, person, r, seat, SENDER, SYSTEM } from '../../support/build.ts';
import { given, stateAfter } from '../../support/spec.ts';
import { ADMIN, approve, by, candidate, clock, decline, does, ruled, seatIn, sender, sent, sign, statuses, waiting } from './kit.ts';

const BOARD = ['Ada', 'Ben', 'Cleo'].map((name) => seat(name, 'approver', 1));
const board = sent({ recipients: [...BOARD, DANA], quorums: { 1: 2 } });
const delegate = (name: string, from: number, to: string | Candidate, hours = 1) =>
  command(by(name), does.delegate(from, typeof to === 'string' ? candidate(to) : to), { hours });

describe('delegation', () => {
  test('seats the other in the same step and role, begins their turn, and keeps the one who handed over on record', () => {
    const events = given(...board)
      .when(delegate('Ada', 1, 'Zoe'))
      .then('recipient-added', 'delegated', 'turn-began');
    expect(events).toMatchObject([
      { recipient: 'r5', name: 'Zoe', role: 'approver', step: 1, standsFor: 'r1', by: { seat: 'r1' } },
      { recipient: 'r1', to: 'r5', reason: 'On leave', standing: '' },
      { recipient: 'r5' },
    ]);
    const { state } = given(...board).when(delegate('Ada', 1, 'Zoe'));
    expect([statuses(state)[0], waiting(state)]).toEqual(['Ada delegated', ['Ben', 'Cleo', 'Zoe']]);
  });
  test('an act on behalf of another counts once, and leaves the other’s history as it was', () => {
    const { state } = given(...board, command(by('Ada'), does.view(1)), delegate('Ada', 1, 'Zoe'), approve('Zoe', 5)).when(
      approve('Ben', 2),
    );
    expect(seatIn(state, 1)).toMatchObject({ status: 'delegated', closed: { as: 'delegated', to: 'r5' }, viewedAt: expect.any(String) });
    expect(seatIn(state, 5)).toMatchObject({ status: 'approved', standsFor: 'r1' });
    expect(waiting(state)).toEqual(['Dana']);
  });
  test('what was held of the one who handed over is gone, and the newcomer begins afresh', () => {
    const held = command(by('Ada', 'L0'), body.approve(r(1)), { minutes: 30 });
    const { state } = given(...board, held).when(delegate('Ada', 1, 'Zoe'));
    expect([seatIn(state, 1).held, seatIn(state, 5).held, seatIn(state, 5).reminders]).toEqual([undefined, undefined, 0]);
    expect([seatIn(state, 1).remindAt, seatIn(state, 5).remindAt]).toEqual([undefined, expect.any(String)]);
  });
  test('whoever handed over cannot act any more, and is told to whom they did', () => {
    const history = [...board, delegate('Ada', 1, 'Zoe')];
    for (const when of [approve('Ada', 1), decline('Ada', 1), delegate('Ada', 1, 'Yan', 2)]) {
      given(...history)
        .when(when)
        .thenRefused({ code: 'handed-over', to: 'Zoe' });
    }
  });
  test('may go on from hand to hand, and the last no is the place’s no', () => {
    const history = [...board, delegate('Ada', 1, 'Zoe'), delegate('Zoe', 5, 'Yan', 2)];
    expect(seatIn(stateAfter(...history), 6)).toMatchObject({ name: 'Yan', standsFor: 'r5' });
    given(...history, decline('Yan', 6, { hours: 3 }))
      .when(decline('Ben', 2, { hours: 4 }))
      .then('declined', 'envelope-declined');
    given(...history, approve('Yan', 6, { hours: 3 }))
      .when(approve('Ben', 2, { hours: 4 }))
      .then('approved', 'released', 'turn-began');
  });
  test('may come back to the one who handed over, who then acts from the new seat', () => {
    const history = [...board, delegate('Ada', 1, 'Zoe'), delegate('Zoe', 5, 'Ada', 2)];
    given(...history)
      .when(approve('Ada', 6, { hours: 3 }))
      .then('approved');
    given(...history)
      .when(approve('Ada', 1, { hours: 3 }))
      .thenRefused({ code: 'handed-over' });
  });
  test('nobody is ever two voices in a group', () => {
    const refusal = { code: 'seated-twice' } as const;
    given(...board)
      .when(delegate('Ada', 1, 'Ben'))
      .thenRefused(refusal);
    given(...board)
      .when(delegate('Ada', 1, 'Ada'))
      .thenRefused(refusal);
    given(...board, delegate('Ada', 1, 'Zoe'))
      .when(delegate('Ben', 2, 'Zoe'))
      .thenRefused(refusal);
    given(...board, decline('Ben', 2))
      .when(delegate('Ada', 1, 'Ben'))
      .thenRefused(refusal);
    given(...board, approve('Ben', 2))
      .when(delegate('Ada', 1, candidate('Ben', { email: 'BEN@northwind.test' })))
      .thenRefused(refusal);
    given(...board, delegate('Ada', 1, 'Zoe'), approve('Zoe', 5))
      .when(delegate('Ben', 2, 'Zoe'))
      .thenRefused(refusal);
  });
  test('someone who declined in an earlier step may take over in a later one', () =>
    given(...board, decline('Cleo', 3), approve('Ada', 1), approve('Ben', 2))
      .when(delegate('Dana', 4, 'Cleo', 2))
      .then('recipient-added', 'delegated', 'turn-began'));
  test.each([
    ['before their turn', delegate('Dana', 4, candidate('Zoe')), 'not-your-turn'],
    ['by someone else', delegate('Eve', 1, 'Zoe'), 'not-yours'],
    ['by a link alone', command(by('Ada', 'L0'), does.delegate(1, candidate('Zoe'))), 'proven-too-weakly'],
    ['to nobody', delegate('Ada', 1, candidate(' ')), 'name-missing'],
    ['to someone at a level that no channel can give', delegate('Ada', 1, candidate('Zoe', { needs: 'L3' })), 'level-not-available'],
    ['of one’s approval to the sender', delegate('Ada', 1, candidate('Olivia', { email: SENDER.email })), 'own-approval'],
    ['after the deadline', command(by('Ada'), does.delegate(1, candidate('Zoe')), { days: 14, minutes: 1 }), 'past-deadline'],
    ['by the product without a standing delegation', command(SYSTEM, does.delegate(1, candidate('Zoe'))), 'not-yours'],
  ] as const)('%s is refused', (_name, when, code) =>
    given(...board)
      .when(when)
      .thenRefused({ code }),
  );
  test('a copy cannot be handed over', () =>
    given(...sent({ recipients: [INES, CARL] }))
      .when(delegate('Carl', 2, 'Zoe'))
      .thenRefused({ code: 'not-yours' }));
  test('it is refused for what does not exist, is a draft, is over, or after the act', () => {
    const drafted = board.slice(0, 1);
    given()
      .when(delegate('Ada', 1, 'Zoe'))
      .thenRefused({ code: 'no-such-envelope' });
    given(...drafted)
      .when(delegate('Ada', 1, 'Zoe'))
      .thenRefused({ code: 'not-sent-yet' });
    given(...board, sender(does.void))
      .when(delegate('Ada', 1, 'Zoe'))
      .thenRefused({ code: 'envelope-over' });
    given(...board, approve('Ada', 1))
      .when(delegate('Ada', 1, 'Zoe'))
      .thenRefused({ code: 'already-acted' });
  });
  test('after two hundred people there is no seat left', () => {
    const people = Array.from({ length: 200 }, (_, n) => seat(`P${n}`, 'signer', 1));
    given(...sent({ recipients: people }))
      .when(delegate('P0', 1, 'Zoe'))
      .thenRefused({ code: 'too-many-people', most: 200 });
  });
});

describe('to whom a policy lets people hand over', () => {
  const colleague = candidate('Dora', { email: 'dora@fabrikam.test', internal: false, needs: 'L2' });
  const stranger = candidate('Eve', { email: 'eve@elsewhere.test', internal: false });
  const out = (delegation: 'never' | 'own-people' | 'anyone') => sent({ ...ruled({ delegation }), recipients: [DANA] });
  test.each([
    ['never', candidate('Zoe'), 'never'],
    ['own-people', stranger, 'own-people'],
  ] as const)('%s: %o is refused', (rule, to, named) =>
    given(...out(rule))
      .when(delegate('Dana', 1, to))
      .thenRefused({ code: 'delegation-not-allowed', rule: named }),
  );
  test.each([
    ['own-people', candidate('Zoe')],
    ['own-people', colleague],
    ['anyone', stranger],
  ] as const)('%s: %o is allowed', (rule, to) => {
    given(...out(rule))
      .when(delegate('Dana', 1, to))
      .then('recipient-added', 'delegated', 'turn-began');
  });
  test('sharing a public mail provider makes nobody a colleague', () => {
    const dana = { ...DANA, email: 'dana@gmail.com' };
    given(...sent({ recipients: [dana] }))
      .when(command(person('dana@gmail.com'), does.delegate(1, candidate('Eve', { email: 'eve@GMail.com', internal: false }))))
      .thenRefused({ code: 'delegation-not-allowed' });
  });
  test('the proof asked for never gets weaker, and may get stronger', () => {
    const needsOf = (from: typeof DANA, to: Candidate) =>
      seatIn(given(...sent({ recipients: [from] })).when(delegate(from.name, 1, to)).state, 2).needs;
    expect([needsOf(DANA, candidate('Zoe')), needsOf(INES, candidate('Zoe', { needs: 'L2' })), needsOf(INES, candidate('Zoe'))]).toEqual([
      'L2',
      'L2',
      'L1',
    ]);
    given(...out('own-people'), delegate('Dana', 1, 'Zoe'))
      .when(command(by('Zoe'), body.sign(r(2)), { hours: 2 }))
      .then('act-held');
  });
  test('zone and language are the newcomer’s own, else those of the seat', () => {
    const taken = (to: Partial<Candidate>) => seatIn(given(...board).when(delegate('Ada', 1, candidate('Zoe', to))).state, 5);
    expect(taken({})).toMatchObject({ zone: 'Europe/Berlin', language: 'en' });
    expect(taken({ zone: 'Asia/Kolkata', language: 'de' })).toMatchObject({ zone: 'Asia/Kolkata', language: 'de' });
  });
  test('duties stay separate', () => {
    const people = [seat('Ada', 'approver', 1), { ...INES, step: 2 }, seat('Ben', 'signer', 2)];
    const history = [...sent({ ...ruled({ mayApproveAndSign: false }), recipients: people }), approve('Ada', 1)];
    given(...history)
      .when(delegate('Ines', 2, 'Ada', 2))
      .thenRefused({ code: 'approves-and-signs' });
    given(...history)
      .when(sender(does.reassign(2, candidate('Ada'))))
      .thenRefused({ code: 'approves-and-signs' });
    given(...history)
      .when(sender(does.correct(2, candidate('Ada'))))
      .thenRefused({ code: 'approves-and-signs' });
  });
});

describe('a standing delegation', () => {
  const standing = (from: number, to: string, id = 'leave-7') => clock(does.delegate(from, candidate(to), id), { minutes: 1 });
  test('hands over in the product’s name, and names itself', () => {
    const events = given(...board)
      .when(standing(1, 'Zoe'))
      .then('recipient-added', 'delegated', 'turn-began');
    expect(events[1]).toMatchObject({ standing: 'leave-7', by: { seat: 'system' } });
  });
  test('asks the policy like anyone', () =>
    given(...sent({ ...ruled({ delegation: 'never' }), recipients: BOARD }))
      .when(standing(1, 'Zoe'))
      .thenRefused({ code: 'delegation-not-allowed' }));
  test('never goes round in circles between people who are both away', () => {
    given(...board, standing(1, 'Zoe'))
      .when(standing(5, 'Ada'))
      .thenRefused({ code: 'seated-twice' });
    given(...board, standing(1, 'Zoe'), standing(5, 'Yan'))
      .when(standing(6, 'Ada'))
      .thenRefused({ code: 'seated-twice' });
  });
  test('a person cannot pass theirs off as one', () => {
    const events = given(...board)
      .when(command(by('Ada'), does.delegate(1, candidate('Zoe'), 'leave-7')))
      .then('recipient-added', 'delegated', 'turn-began');
    expect(events[1]).toMatchObject({ standing: '' });
  });
  test('of a seat that is not there is refused', () =>
    given(...board)
      .when(standing(9, 'Zoe'))
      .thenRefused({ code: 'not-yours' }));
});

describe('replacement by the sender', () => {
  test('seats the newcomer at once; a turn that had begun goes on with them', () => {
    given(...board)
      .when(sender(does.reassign(1, candidate('Zoe'))))
      .then('recipient-added', 'reassigned', 'turn-began');
    expect(statuses(given(...board).when(sender(does.reassign(1, candidate('Zoe')))).state)[0]).toBe('Ada reassigned');
  });
  test('is possible before the turn, which then begins for the newcomer alone', () => {
    const history = [...board, sender(does.reassign(4, candidate('Zoe')))];
    given(...board)
      .when(sender(does.reassign(4, candidate('Zoe'))))
      .then('recipient-added', 'reassigned');
    const events = given(...history, approve('Ada', 1))
      .when(approve('Ben', 2))
      .then('approved', 'released', 'turn-began');
    expect(events[2]).toMatchObject({ recipient: 'r5' });
  });
  test('leads past someone who cannot be reached', () => {
    const bounced = clock({
      type: 'record-deliveries',
      deliveries: [{ effect: 'e1', recipient: r(1), channel: 'email', outcome: 'undeliverable' }],
    });
    expect(waiting(given(...board, bounced).when(sender(does.reassign(1, candidate('Zoe')))).state)).toEqual(['Ben', 'Cleo', 'Zoe']);
  });
  test('an administrator may do it, and goes on record as one', () => {
    const [, event] = given(...board)
      .when(command(ADMIN, does.reassign(1, candidate('Zoe'))))
      .then('recipient-added', 'reassigned', 'turn-began');
    expect(event).toMatchObject({ by: { seat: 'admin' } });
  });
  test('whoever was replaced cannot open, act or object any more', () => {
    const history = [...board, sender(does.reassign(1, candidate('Zoe')), { minutes: 1 })];
    for (const wish of [does.view(1), body.approve(r(1)), body.decline(r(1)), does.dispute(1)]) {
      given(...history)
        .when(command(by('Ada'), wish))
        .thenRefused({ code: 'no-longer-asked' });
    }
  });
  test.each([
    ['someone who has acted', [...board, approve('Ada', 1)], sender(does.reassign(1, candidate('Zoe'))), 'already-acted'],
    ['someone who has declined', [...board, decline('Ada', 1)], sender(does.reassign(1, candidate('Zoe'))), 'already-acted'],
    ['someone who has handed over', [...board, delegate('Ada', 1, 'Zoe')], sender(does.reassign(1, candidate('Yan'))), 'handed-over'],
    ['by someone of the same group', board, sender(does.reassign(1, candidate('Ben'))), 'seated-twice'],
    ['who is not there', board, sender(does.reassign(9, candidate('Zoe'))), 'not-yours'],
    ['by a recipient', board, command(by('Ada'), does.reassign(2, candidate('Zoe'))), 'not-the-sender'],
    ['by a link alone', board, command(person(SENDER.email, 'L0'), does.reassign(1, candidate('Zoe'))), 'proven-too-weakly'],
    ['after the deadline', board, sender(does.reassign(1, candidate('Zoe')), { days: 15 }), 'past-deadline'],
    ['in a draft', board.slice(0, 1), sender(does.reassign(1, candidate('Zoe'))), 'not-sent-yet'],
    ['in nothing', [], sender(does.reassign(1, candidate('Zoe'))), 'no-such-envelope'],
  ] as const)('of %s is refused', (_name, history, when, code) =>
    given(...history)
      .when(when)
      .thenRefused({ code }),
  );
  test('a copy is corrected, never replaced', () => {
    const out = sent({ recipients: [INES, CARL] });
    given(...out)
      .when(sender(does.reassign(2, candidate('Zoe'))))
      .thenRefused({ code: 'not-yours' });
    given(...out)
      .when(sender(does.correct(2, candidate('Carla'))))
      .then('recipient-corrected');
  });
});

describe('races', () => {
  const handed = delegate('Ada', 1, 'Zoe');
  test.each([
    ['a signature first: the delegation is told so', approve('Ada', 1), handed, 'already-acted'],
    ['a delegation first: the signature is told so', handed, approve('Ada', 1), 'handed-over'],
    ['a decline first: the replacement is told so', decline('Ada', 1), sender(does.reassign(1, candidate('Zoe'))), 'already-acted'],
    ['a replacement first: the decline is told so', sender(does.reassign(1, candidate('Zoe'))), decline('Ada', 1), 'no-longer-asked'],
  ] as const)('%s', (_name, first, second, code) => {
    given(...board, first)
      .when(second)
      .thenRefused({ code });
  });
  test('a decline that ends the envelope before the replacement', () =>
    given(...sent({ recipients: [INES] }), command(by('Ines'), body.decline(r(1))))
      .when(sender(does.reassign(1, candidate('Zoe'))))
      .thenRefused({ code: 'envelope-over', status: 'declined' }));
});

test('a step is satisfied by one of several delegates, and each of their places counts once', () => {
  const history = [...board, delegate('Ada', 1, 'Zoe'), delegate('Ben', 2, 'Yan'), approve('Zoe', 5)];
  given(...history)
    .when(approve('Yan', 6))
    .then('approved', 'released', 'turn-began');
  expect(given(...history, approve('Yan', 6)).when(sign('Dana', 4)).state.status).toBe('completed');
});
