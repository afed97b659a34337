// The edges of rules, where one character more or less would go unnoticed: the exact moment, the last of a kind, who is on record.
import { describe, expect, test } from 'vitest';
import type { Command } from '#core/command.ts';
import type { EnvelopeEvent } from '#core/events.ts';
import { calledBy } from '#core/rules/addressing.ts';
import { plus } from '#core/time.ts';
import { body, CARL, command, content, DANA, INES, MAX, OLIVIA, person, r, seat, SENDER, SYSTEM, T0 } from '../../support/build.ts';
import { given, run, stateAfter } from '../../support/spec.ts';
import { approve, by, candidate, clock, decline, does, EVIDENCE, ruled, seatIn, sender, sent, sign, waiting } from './kit.ts';

const FALLBACK = { name: 'Fay', email: 'fay@northwind.test' };

function eventsOf(history: readonly Command[], when: Command): readonly EnvelopeEvent[] {
  const { decision } = run(stateAfter(...history), when);
  return decision.ok ? decision.events : [];
}

function seats(events: readonly EnvelopeEvent[]): readonly string[] {
  return events.map(({ type, by: { seat: who, assurance } }) => `${type} ${who} ${assurance}`);
}

describe('who is on record', () => {
  const one = sent({ recipients: [INES] });
  const done = [...one, sign('Ines', 1)];
  test('what follows from a command is the product’s doing, at the command’s assurance', () => {
    expect(seats(eventsOf(sent(), approve('Max', 1)))).toEqual(['approved r1 L1', 'turn-began system L1', 'turn-began system L1']);
  });
  test.each([
    ['an expiry', one, clock({ type: 'expire' }, { days: 15 }), 'expired system L3'],
    ['a warning', one, clock({ type: 'warn' }, { days: 12 }), 'expiry-warned system L3'],
    ['a reminder by the clock', one, clock(does.remind(null), { days: 3 }), 'reminded system L3'],
    ['a seal', done, clock(does.seal), 'sealed system L3'],
    ['a failed seal', done, clock({ type: 'record-seal-failure', why: 'x' }), 'seal-failed system L3'],
    ['an erasure', [...one, sender(does.void)], clock(does.erase(null)), 'erased system L3'],
    [
      'a delivery',
      one,
      clock({ type: 'record-deliveries', deliveries: [{ effect: 'e', recipient: r(1), channel: 'email', outcome: 'accepted' }] }),
      'deliveries-recorded system L3',
    ],
  ] as const)('%s is the product’s', (_name, history, when, expected) => expect(seats(eventsOf(history, when))).toEqual([expected]));
  test('drafting and sending are the sender’s', () => {
    expect(seats(eventsOf([], command(OLIVIA, body.draft())))[0]).toBe('drafted sender L1');
    expect(seats(eventsOf(one.slice(0, 1), command(OLIVIA, body.send)))[0]).toBe('sent sender L1');
  });
});

describe('what a refusal says', () => {
  const weak = person(SENDER.email, 'L0');
  const done = [...sent({ recipients: [INES] }), sign('Ines', 1)];
  test('an act on a completed envelope is told when it was completed', () => {
    given(...done)
      .when(sender(does.void))
      .thenRefused({ code: 'envelope-over', status: 'completed', endedAt: plus(T0, { hours: 2 }) });
  });
  test.each([
    ['drafting', [], command(weak, body.draft())],
    ['sending', sent().slice(0, 1), command(weak, body.send)],
    ['commenting', sent(), command(weak, { type: 'comment', from: null, to: null, text: 'Hello' })],
    ['resolving', sent(), command(weak, does.resolve)],
    ['reassigning', sent(), command(weak, does.reassign(1, candidate('Zoe')))],
    ['delegating', sent(), command(by('Max', 'L0'), does.delegate(1, candidate('Zoe')))],
    ['muting', sent(), command(by('Max', 'L0'), does.mute(1))],
    ['withdrawing', [...sent(), approve('Max', 1)], command(by('Max', 'L0'), does.withdraw(1))],
    ['disputing', sent(), command(by('Max', 'L0'), does.dispute(1))],
  ] as const)('%s by a link alone is told what it needs', (_name, history, when) =>
    given(...history)
      .when(when)
      .thenRefused({ code: 'proven-too-weakly', needs: 'L1' }),
  );
  test('whoever is not asked yet is told by name who is', () => {
    given(...sent())
      .when(command(by('Ines'), does.delegate(2, candidate('Zoe'))))
      .thenRefused({ code: 'not-your-turn', waitingFor: ['Max'] });
    given(...sent())
      .when(command(by('Ines'), does.dispute(2)))
      .thenRefused({ code: 'not-your-turn', waitingFor: ['Max'] });
  });
});

describe('drafts', () => {
  test('what is left unsaid is empty, and every remark has its line', () => {
    const { state } = given().when(command(OLIVIA, body.draft({ remarks: ['One page was blank.', 'A Word file was left out.'] })));
    expect(state).toMatchObject({ documentClass: '', remarks: 'One page was blank.\nA Word file was left out.' });
    expect(state).not.toHaveProperty('fallback');
  });
  test('steps are counted by their numbers, not in the order in which people are named; a copy has none', () => {
    const { state } = given().when(
      command(
        OLIVIA,
        body.draft({
          recipients: [
            { ...DANA, step: 10 },
            { ...MAX, step: 2 },
            { ...CARL, step: 5 },
          ],
        }),
      ),
    );
    expect(state).toMatchObject({
      recipients: [
        { name: 'Dana', step: 2 },
        { name: 'Max', step: 1 },
        { name: 'Carl', step: 0 },
      ],
      steps: ['all', 'all'],
    });
  });
  test('sending at the very deadline is too late', () =>
    given(command(OLIVIA, body.draft()))
      .when(command(OLIVIA, body.send, { days: 14 }))
      .thenRefused({ code: 'deadline-in-the-past' }));
  test.each([1, 2])('a quorum of %i of two is possible', (quorum) => {
    given()
      .when(command(OLIVIA, body.draft({ recipients: [seat('Ann', 'approver', 1), seat('Ben', 'approver', 1)], quorums: { 1: quorum } })))
      .then('drafted', 'document-added', 'recipient-added', 'recipient-added');
  });
  test('a copy belongs to no group, whatever step it was written with', () => {
    const people = [seat('Ann', 'approver', 1), seat('Ben', 'approver', 1), { ...CARL, step: 1 }];
    const { state } = given().when(command(OLIVIA, body.draft({ recipients: people, quorums: { 1: 'any' } })));
    expect(state).toMatchObject({ status: 'draft', recipients: [{ step: 1 }, { step: 1 }, { step: 0 }] });
    const prepared = [seat('Pia', 'preparer', 1), { ...CARL, step: 1 }, seat('Ines', 'signer', 2)];
    expect(given().when(command(OLIVIA, body.draft({ recipients: prepared }))).state.status).toBe('draft');
  });
});

describe('people', () => {
  test('a colleague at the recipient’s own mail domain may take over, whoever they are', () => {
    const out = sent({ recipients: [{ ...DANA, step: 1 }] });
    given(...out)
      .when(
        command(
          by('Dana', 'L2'),
          does.delegate(1, { name: 'Piet', email: 'piet@fabrikam.test', internal: false, needs: 'L2', channel: 'email' }),
        ),
      )
      .then('recipient-added', 'delegated', 'turn-began');
  });
  test.each([
    ['a blank address', { name: 'Zoe', email: '  ' }],
    ['a blank name', { name: ' ', email: 'zoe@northwind.test' }],
  ])('nobody is seated under %s', (_name, who) => {
    given(...sent())
      .when(sender(does.reassign(1, { ...candidate('Zoe'), ...who })))
      .thenRefused({ code: 'name-missing' });
    given(...sent())
      .when(sender(does.correct(1, { ...candidate('Zoe'), ...who })))
      .thenRefused({ code: 'name-missing' });
  });
  test('a correction of the address alone is one', () =>
    given(...sent())
      .when(sender(does.correct(1, { ...candidate('Max'), email: 'max.berger@northwind.test' })))
      .then('recipient-corrected'));
  test('someone who was let go holds their seat: they may be needed again', () => {
    const { policy } = content(ruled({ escalateAfterDays: 1 }));
    const pair = [
      ...sent({ policy, fallback: FALLBACK, recipients: [INES, seat('Bob', 'signer', 2)] }),
      clock(does.escalate(1), { days: 1 }),
    ];
    const released = [...pair, sign('Fay', 3, { days: 2 })];
    expect(seatIn(stateAfter(...released), 1)).toMatchObject({ status: 'released' });
    given(...released)
      .when(command(by('Bob'), does.delegate(2, candidate('Ines')), { days: 3 }))
      .thenRefused({ code: 'seated-twice' });
  });
  test('a fallback person counts as one of the tenant’s own, and where there is none the record says so', () => {
    const { policy } = content(ruled({ escalateAfterDays: 1 }));
    const out = sent({ policy, fallback: FALLBACK, recipients: [INES] });
    expect(eventsOf(out, clock(does.escalate(1), { days: 1 }))[0]).toMatchObject({ type: 'recipient-added', internal: true, name: 'Fay' });
  });
  test('a name is found by its words, however many spaces are between them', () => {
    const state = stateAfter(...sent({ recipients: [{ ...INES, name: 'Ines  Maria Costa' }] }));
    if (state.status === 'none') throw new Error('There is no envelope.');
    expect(calledBy(state, 'ines   costa')).toEqual([r(1)]);
    expect(calledBy(state, 'costa maria')).toEqual([r(1)]);
    expect(calledBy(state, '')).toEqual([]);
  });
});

describe('the exact moment', () => {
  test('a deadline that is moved to this very moment is in the past', () =>
    given(...sent())
      .when(sender(does.extend(plus(T0, { days: 14, minutes: 5 })), { days: 14, minutes: 5 }))
      .thenRefused({ code: 'deadline-not-later' }));
  test('a reminder that would come at the very deadline does not come', () => {
    const deadline = plus(T0, { days: 7 });
    const out = sent({ expiresAt: deadline, recipients: [INES] });
    const until = plus(deadline, { minutes: -1 });
    const [snoozed] = eventsOf(out, command(by('Ines'), does.snooze(1, until)));
    expect(snoozed).toMatchObject({ type: 'snoozed', remindAt: until });
    const night = sent({ expiresAt: plus(T0, { days: 2, hours: -1 }), recipients: [INES] });
    const [late] = eventsOf(night, command(by('Ines'), does.snooze(1, plus(T0, { days: 1, hours: 12 }))));
    expect(late).toMatchObject({ type: 'snoozed', remindAt: null });
  });
  test('thirty comments a day: the thirty-first may follow exactly a day after the first', () => {
    const words = (minutes: number) => command(by('Max'), { type: 'comment', from: r(1), to: null, text: 'Why?' }, { minutes });
    const thirty = [...sent(), ...Array.from({ length: 30 }, (_, index) => words(index + 1))];
    given(...thirty)
      .when(words(24 * 60))
      .thenRefused({ code: 'wrote-too-often' });
    given(...thirty)
      .when(words(24 * 60 + 1))
      .then('commented');
  });
});

test('a recipient’s words go to the sender, also when they name someone else', () => {
  const [said] = eventsOf(sent(), command(by('Max'), { type: 'comment', from: r(1), to: r(2), text: 'Shall we?' }));
  expect(said).toMatchObject({ type: 'commented', to: null });
});

test('whoever was never asked may object once it is over: what ended concerns them', () => {
  const over = [...sent(), decline('Max', 1)];
  given(...over)
    .when(command(by('Ines'), { type: 'dispute', recipient: r(2), reason: 'I was not heard', evidence: EVIDENCE }))
    .then('disputed');
  expect(waiting(stateAfter(...over))).toEqual([]);
});

test('the product itself has no say in what is the sender’s', () => {
  for (const wish of [does.void, does.reassign(1, candidate('Zoe')), does.resend(1)]) {
    given(...sent())
      .when(command(SYSTEM, wish))
      .thenRefused({ code: 'not-the-sender' });
  }
});
