// Groups and their quorums, and people with several duties.
import { describe, expect, test } from 'vitest';
import type { DraftRecipient } from '#core/command.ts';
import { standingOf } from '#core/rules/turns.ts';
import type { Quorum } from '#core/terms.ts';
import { body, CARL, command, DANA, INES, MAX, OLIVIA, r, seat, SENDER } from '../../support/build.ts';
import { given, stateAfter } from '../../support/spec.ts';
import { approve, by, candidate, decline, does, ruled, sender, sent, sentState, sign, statuses, waiting } from './kit.ts';

const BOARD = ['Ada', 'Ben', 'Cleo'].map((name) => seat(name, 'approver', 1));
const drafting = (quorum: Quorum, recipients: readonly DraftRecipient[] = [...BOARD, DANA]) =>
  command(OLIVIA, body.draft({ recipients, quorums: { 1: quorum } }));
const board = (quorum: Quorum) => [drafting(quorum), command(OLIVIA, body.send)];

describe('a group of which all must act', () => {
  test('is really parallel: every turn begins at once, and people act in any order', () => {
    const events = given(drafting('all')).when(sender(body.send)).then('sent', 'turn-began', 'turn-began', 'turn-began');
    expect(events.slice(1)).toMatchObject([{ recipient: 'r1' }, { recipient: 'r2' }, { recipient: 'r3' }]);
    given(...board('all'), approve('Cleo', 3), approve('Ada', 1))
      .when(approve('Ben', 2))
      .then('approved', 'turn-began');
  });
  test('ends the envelope with the first no', () => {
    given(...board('all'), approve('Ada', 1))
      .when(decline('Ben', 2))
      .then('declined', 'envelope-declined');
  });
});

describe('a group of which any one suffices', () => {
  test('releases the others with the first act and asks the next step in the same commit', () => {
    const events = given(...board('any'))
      .when(approve('Ben', 2))
      .then('approved', 'released', 'released', 'turn-began');
    expect(events.slice(1)).toMatchObject([{ recipient: 'r1' }, { recipient: 'r3' }, { recipient: 'r4' }]);
  });
  test('goes on while someone is left, and is declined by whoever says no last, not by the last seat', () => {
    given(...board('any'), decline('Cleo', 3))
      .when(decline('Ben', 2))
      .then('declined');
    const { state } = given(...board('any'), decline('Cleo', 3), decline('Ben', 2)).when(decline('Ada', 1));
    expect(state).toMatchObject({ status: 'declined', declinedBy: 'r1' });
  });
  test.each([
    ['act', approve('Ada', 1, { hours: 2 })],
    ['decline', decline('Ada', 1, { hours: 2 })],
    ['hand over', command(by('Ada'), does.delegate(1, candidate('Zoe')), { hours: 2 })],
    ['snooze', command(by('Ada'), does.mute(1), { hours: 2 })],
    ['be replaced', sender(does.reassign(1, candidate('Zoe')))],
    ['get a new link', sender(does.resend(1))],
    ['be corrected', sender(does.correct(1, candidate('Adah')))],
  ])('someone who was released cannot %s any more, and is told since when', (_name, when) =>
    given(...board('any'), approve('Ben', 2))
      .when(when)
      .thenRefused({ code: 'no-longer-asked' }),
  );
  test('the sender cannot remind someone who was released', () =>
    given(...board('any'), approve('Ben', 2))
      .when(sender(does.remind(1)))
      .thenRefused({ code: 'nobody-to-remind' }));
});

describe('a group of which k of n must act', () => {
  test('is satisfied by the k-th act; the rest is released', () => {
    given(...board(2))
      .when(approve('Cleo', 3))
      .then('approved');
    const { state } = given(...board(2), approve('Cleo', 3)).when(approve('Ada', 1));
    expect(statuses(state)).toEqual(['Ada approved', 'Ben released', 'Cleo approved', 'Dana waiting']);
    expect(waiting(state)).toEqual(['Dana']);
  });
  test('survives a no as long as enough are left, and is declined once it cannot be met any more', () => {
    const { state } = given(...board(2)).when(decline('Ada', 1));
    expect([statuses(state)[0], waiting(state)]).toEqual(['Ada declined', ['Ben', 'Cleo']]);
    given(...board(2), decline('Ada', 1))
      .when(decline('Cleo', 3))
      .then('declined', 'envelope-declined');
    given(...board(2), decline('Ada', 1), approve('Ben', 2))
      .when(approve('Cleo', 3))
      .then('approved', 'turn-began');
  });
  test('someone who said no cannot think better of it', () =>
    given(...board(2), decline('Ada', 1))
      .when(approve('Ada', 1))
      .thenRefused({ code: 'already-acted', act: 'declined' }));
  test('an act after the quorum was met comes too late', () =>
    given(...board(2), approve('Ada', 1), approve('Ben', 2))
      .when(approve('Cleo', 3))
      .thenRefused({ code: 'no-longer-asked' }));
  test('two replaced people still count once each', () => {
    const state = stateAfter(...board(2), sender(does.reassign(1, candidate('Zoe'))), sender(does.reassign(2, candidate('Yan'))));
    expect(waiting(state)).toEqual(['Cleo', 'Zoe', 'Yan']);
    given(...board(2), sender(does.reassign(1, candidate('Zoe'))), decline('Zoe', 5))
      .when(decline('Ben', 2))
      .then('declined', 'envelope-declined');
  });
});

describe('steps', () => {
  test('approvals hold back the requests to sign', () => {
    const { state } = given(...sent(), approve('Max', 1)).when(sign('Ines', 2));
    expect(waiting(stateAfter(...sent()))).toEqual(['Max']);
    expect(waiting(state)).toEqual(['Dana']);
    given(...sent())
      .when(sign('Ines', 2))
      .thenRefused({ code: 'not-your-turn', waitingFor: ['Max'] });
    given(...sent())
      .when(decline('Ines', 2))
      .thenRefused({ code: 'not-your-turn', waitingFor: ['Max'] });
  });
  test('whoever sits in two steps is asked twice, and each act counts for its own seat', () => {
    const twice = sent({ recipients: [seat('Ada', 'approver', 1), seat('Ada', 'signer', 2)] });
    given(...twice)
      .when(approve('Ada', 1))
      .then('approved', 'turn-began');
    given(...twice, approve('Ada', 1))
      .when(sign('Ada', 2))
      .then('signed', 'completed');
    given(...twice)
      .when(sign('Ada', 2))
      .thenRefused({ code: 'not-your-turn' });
    given(...twice)
      .when(sign('Ada', 1))
      .thenRefused({ code: 'wrong-role', role: 'approver' });
  });
});

describe('at the draft', () => {
  const both = [seat('Ada', 'approver', 1), seat('Ada', 'signer', 2)];
  test.each([
    ['a quorum of more than there are', drafting(4), { code: 'quorum-impossible', step: 1, needed: 4, people: 3 }],
    ['a quorum of nobody', drafting(0), { code: 'quorum-impossible', needed: 0 }],
    ['a quorum of one and a half', drafting(1.5), { code: 'quorum-impossible' }],
    ['a quorum over acts of two kinds', drafting('any', [seat('Ada', 'approver', 1), INES, { ...INES, step: 1 }]), { code: 'mixed-group' }],
    [
      'approving and signing where duties are separate',
      command(OLIVIA, body.draft({ ...ruled({ mayApproveAndSign: false }), recipients: both })),
      { code: 'approves-and-signs', email: 'ada@northwind.test' },
    ],
    [
      'approving one’s own request',
      command(OLIVIA, body.draft({ recipients: [{ ...MAX, email: SENDER.email.toUpperCase() }] })),
      { code: 'own-approval' },
    ],
    [
      'more than two hundred people',
      command(OLIVIA, body.draft({ recipients: Array.from({ length: 201 }, (_, n) => seat(`P${n}`, 'signer', 1)) })),
      { code: 'too-many-people', most: 200 },
    ],
    ['a sender whom the policy does not let send', command(OLIVIA, body.draft({ maySend: false })), { code: 'may-not-send' }],
  ] as const)('%s is refused', (_name, when, refusal) => given().when(when).thenRefused(refusal));
  test.each([
    ['two kinds of acts where all must act', drafting('all', [seat('Ada', 'approver', 1), { ...INES, step: 1 }])],
    ['approving and signing where the policy allows it', command(OLIVIA, body.draft({ recipients: both }))],
    [
      'signing what one sent, where duties are separate',
      command(OLIVIA, body.draft({ ...ruled({ mayApproveAndSign: false }), recipients: [{ ...INES, email: SENDER.email }] })),
    ],
    ['a copy beside a duty', drafting('any', [seat('Ada', 'approver', 1), seat('Ben', 'approver', 1), CARL, seat('Ada', 'cc', 0)])],
  ] as const)('%s is allowed', (_name, when) => expect(given().when(when).state.status).toBe('draft'));
  test('quorums follow their steps when these are made dense', () => {
    const recipients = [...BOARD.map((one) => ({ ...one, step: 4 })), { ...DANA, step: 9 }];
    const state = stateAfter(command(OLIVIA, body.draft({ recipients, quorums: { 4: 2, 9: 'any', 5: 'all' } })));
    expect(state).toMatchObject({ steps: [2, 'any'] });
  });
});

test('where a record says nothing of quorums, all must act', () => {
  const state = sentState(...board('any'));
  expect(standingOf({ ...state, steps: [] }, 1)).toMatchObject({ needed: 3, people: 3 });
});

test('a step of a single person who declines ends it, whatever the quorum', () =>
  given(...sent({ recipients: [INES], quorums: { 2: 'any' } }))
    .when(command(by('Ines'), body.decline(r(1))))
    .then('declined', 'envelope-declined'));
