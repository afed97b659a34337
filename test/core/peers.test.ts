// Defects that other products have, as their users reported them: each by its name and issue, and what holds here instead.
import { describe, expect, test } from 'vitest';
import { offsetAt } from '#apps/world/hashing.ts';
import type { CommandBody } from '#core/command.ts';
import { due } from '#core/due.ts';
import { notify } from '#core/notify.ts';
import { endOfDay, plus, wallClock } from '#core/time.ts';
import type { Channel } from '#core/terms.ts';
import { why } from '#core/why.ts';
import { at, body, command, DOCUMENT, INES, MAX, OLIVIA, person, r, seat, SYSTEM, T0 } from '../support/build.ts';
import { given, run, stateAfter } from '../support/spec.ts';
import { approve, by, candidate, clock, decline, does, ruled, seatIn, sender, sent, sentState, sign, waiting } from './rules/kit.ts';

const two = sent({ recipients: [INES, { ...seat('Bob', 'signer', 2) }] });
const ines = sign('Ines', 1);
const bob = sign('Bob', 2, { hours: 2 });

describe('races', () => {
  test('documenso#3187: two last signers at once complete the envelope once, whoever is first, and a second seal is dropped', () => {
    for (const [first, second] of [
      [ines, bob],
      [bob, ines],
    ] as const) {
      given(...two)
        .when(first)
        .then('signed');
      given(...two, first)
        .when(second)
        .then('signed', 'completed');
      given(...two, first, second, clock(does.seal))
        .when(clock(does.seal))
        .then();
    }
  });

  test('documenso#3287: rejected but still signable: a decline ends it in the same commit, and nobody signs after it', () => {
    given(...two)
      .when(decline('Ines', 1))
      .then('declined', 'envelope-declined');
    given(...two, decline('Ines', 1))
      .when(bob)
      .thenRefused({ code: 'envelope-over', status: 'declined' });
  });

  test('documenso#3287: decline against sign: whichever is on the record first stands, and the other is told the truth', () => {
    given(...two, ines, bob)
      .when(decline('Bob', 2))
      .thenRefused({ code: 'already-acted', act: 'signed' });
    given(...two, ines)
      .when(decline('Bob', 2))
      .then('declined', 'envelope-declined');
    given(...two, decline('Bob', 2))
      .when(ines)
      .thenRefused({ code: 'envelope-over', status: 'declined' });
  });
});

describe('groups and order', () => {
  const board = ['Ann', 'Ben', 'Cho'].map((name) => seat(name, 'approver', 1));

  test('documenso#1813: same order number is a group: all are asked at once and act in any order', () => {
    const group = sent({ recipients: [...board, seat('Ines', 'signer', 2)] });
    expect(waiting(stateAfter(...group))).toEqual(['Ann', 'Ben', 'Cho']);
    given(...group)
      .when(approve('Cho', 3))
      .then('approved');
    given(...group, approve('Cho', 3), approve('Ann', 1))
      .when(approve('Ben', 2))
      .then('approved', 'turn-began');
  });

  test('docuseal#464: any one of a group is enough, and who it was is on record', () => {
    const { state } = given(...sent({ recipients: board, quorums: { 1: 'any' } })).when(approve('Ben', 2));
    expect(state).toMatchObject({
      status: 'completed',
      recipients: [{ status: 'released' }, { status: 'approved' }, { status: 'released' }],
    });
  });

  test('docuseal#464: k of n is met by the k-th act, and lost as soon as too few are left', () => {
    const quorum = sent({ recipients: board, quorums: { 1: 2 } });
    given(...quorum, approve('Cho', 3))
      .when(approve('Ann', 1))
      .then('approved', 'released', 'completed');
    given(...quorum, decline('Cho', 3))
      .when(decline('Ann', 1))
      .then('declined', 'envelope-declined');
  });

  test.each<Channel>(['email', 'web', 'slack', 'teams'])(
    'docuseal#481: order is enforced on the write, not by mailing alone: by %s',
    (via) => {
      const early: CommandBody[] = [body.sign(r(2)), body.decline(r(2))];
      for (const wish of early) {
        given(...sent())
          .when(command(person(INES.email, 'L2', via), wish))
          .thenRefused({ code: 'not-your-turn', waitingFor: ['Max'] });
      }
    },
  );

  test('documenso#2526: approvals hold back the requests to sign', () => {
    given(...sent())
      .when(approve('Max', 1))
      .then('approved', 'turn-began', 'turn-began');
    expect(seatIn(stateAfter(...sent()), 2).askedAt).toBeUndefined();
  });

  test('documenso#2140: the same person approves and signs, each for its own seat', () => {
    const both = sent({ recipients: [MAX, { ...MAX, role: 'signer', step: 2 }] });
    given(...both, approve('Max', 1))
      .when(sign('Max', 2))
      .then('signed', 'completed');
  });
});

describe('standing in for others', () => {
  const handed = command(by('Ines'), does.delegate(1, candidate('Zoe')), { hours: 1 });

  test('docuseal#322: a request can be handed over by the one who was asked', () => {
    given(...two)
      .when(handed)
      .then('recipient-added', 'delegated', 'turn-began');
  });

  test('tsgrp/HPI#860: delegated, then the original acts: refused with the name of who has it now, and their history stays', () => {
    given(...two, handed)
      .when(ines)
      .thenRefused({ code: 'handed-over', to: 'Zoe' });
    const state = stateAfter(...two, handed, sign('Zoe', 3));
    expect(state).toMatchObject({
      recipients: [
        { name: 'Ines', status: 'delegated' },
        { name: 'Bob' },
        { name: 'Zoe', standsFor: 'r1', status: 'signed', act: { type: 'signed' } },
      ],
    });
  });

  test('documenso#2644: a recipient is corrected in flight, and the former link is dead', () => {
    const { state } = given(...two).when(sender(does.correct(1, candidate('Inés'))));
    expect(seatIn(state, 1)).toMatchObject({ generation: 1, status: 'waiting' });
    given(...two, sender(does.correct(1, candidate('Inés'))))
      .when(ines)
      .thenRefused({ code: 'not-yours' });
  });
});

describe('the end', () => {
  test('documenso#1663: signed by all is completed in the same commit, never stuck pending', () => {
    expect(stateAfter(...two, ines, bob)).toMatchObject({ status: 'completed', sealing: { state: 'sealing' } });
  });

  test('documenso#3104: signed by all but the seal failed: completed all the same, visible, and mended by a later seal', () => {
    const failed = clock({ type: 'record-seal-failure', why: 'out of memory' });
    const { state } = given(...two, ines, bob).when(failed);
    expect(why(state, T0)).toMatchObject({ status: 'completed', sealing: 'seal-failed', waitingFor: [] });
    given(...two, ines, bob, failed)
      .when(clock(does.seal))
      .then('sealed');
  });

  test('documenso#3185: expiry removed, then sent again: the same seat acts on a new link', () => {
    const late = [...two, sender(does.extend(plus(T0, { days: 30 })), { days: 14, minutes: 5 })];
    given(...two)
      .when(sign('Ines', 1, { days: 14, minutes: 5 }))
      .thenRefused({ code: 'past-deadline' });
    given(...late)
      .when(sender(does.resend(1), { days: 15 }))
      .then('resent');
    given(...late, sender(does.resend(1), { days: 15 }))
      .when(sign('Ines', 1, { days: 15, hours: 1 }))
      .then('signed');
  });

  test('docuseal#568: those who signed before hear that someone declined; docuseal#672: so does the sender, with the reason', () => {
    const before = stateAfter(...two, ines);
    const { decision, state } = run(before, decline('Bob', 2, { hours: 3 }));
    const events = decision.ok ? decision.events : [];
    const told = events.flatMap((event, index) => notify({ version: 9, index, event }, state, state));
    expect(told).toContainEqual(expect.objectContaining({ kind: 'declined', to: 'r1' }));
    expect(told).toContainEqual(expect.objectContaining({ kind: 'declined', to: 'sender', text: 'Wrong amount' }));
    expect(told.find(({ to }) => to === 'r1')?.text).toBeUndefined();
  });
});

describe('evidence', () => {
  test('OpenSign PDF(): no bytes come from a signer: an act names the documents that are on record, or is refused', () => {
    given(...two)
      .when(command(by('Ines'), body.sign(r(1), 'bytes of the signer’s own')))
      .thenRefused({ code: 'documents-changed' });
    const [signed] = given(...two)
      .when(ines)
      .then('signed');
    expect(signed).toMatchObject({ fingerprint: DOCUMENT.sha256 });
  });

  test('OpenSign triggerEvent: opening the document after signing overwrites no signature', () => {
    const signed = stateAfter(...two, ines);
    const { state } = run(signed, command(by('Ines'), does.view(1), { hours: 4 }));
    expect(seatIn(state, 1)).toMatchObject({ status: 'signed', act: seatIn(signed, 1).act });
  });

  test('OpenSign ExpiryDate: the deadline is judged where the act is recorded, not in the browser', () => {
    given(...two)
      .when(sign('Ines', 1, { days: 20 }))
      .thenRefused({ code: 'past-deadline' });
    given(...two, clock({ type: 'expire' }, { days: 14, minutes: 15 }))
      .when(sign('Ines', 1, { days: 20 }))
      .thenRefused({ code: 'envelope-over', status: 'expired' });
  });
});

describe('time', () => {
  test('docuseal#575: a time is shown on the clock of its zone, on either side of a clock change', () => {
    expect(wallClock(at('2026-10-25T00:30:00Z'), 'Europe/Berlin', offsetAt)).toBe('2026-10-25 02:30');
    expect(wallClock(at('2026-10-25T01:30:00Z'), 'Europe/Berlin', offsetAt)).toBe('2026-10-25 02:30');
    expect(wallClock(at('2027-03-28T01:00:00Z'), 'Europe/Berlin', offsetAt)).toBe('2027-03-28 03:00');
    expect(wallClock(at('2026-11-24T23:30:00Z'), 'America/New_York', offsetAt)).toBe('2026-11-24 18:30');
  });

  test('LibreSign#4314: a day ends at midnight of the zone, also on the day of 23 and of 25 hours', () => {
    expect(endOfDay(at('2026-10-25T05:00:00Z'), 'Europe/Berlin', offsetAt)).toBe('2026-10-25T22:59:59.000Z');
    expect(endOfDay(at('2027-03-28T00:30:00Z'), 'Europe/Berlin', offsetAt)).toBe('2027-03-28T21:59:59.000Z');
  });

  test('documenso#3016: reminders are capped, and keep to working hours of the recipient’s zone', () => {
    const history = [...sent({ ...ruled({ mostReminders: 2 }), expiresAt: plus(T0, { days: 60 }), recipients: [INES] })];
    const reminded: string[] = [];
    for (let day = 0; day < 50; day += 1) {
      const state = sentState(...history);
      for (const next of due(state, plus(T0, { days: day })).filter(({ type }) => type === 'remind')) {
        history.push(next);
        reminded.push(wallClock(seatIn(state, 1).remindAt ?? T0, 'Europe/Berlin', offsetAt).slice(11));
      }
    }
    expect(reminded).toHaveLength(2);
    expect(reminded.every((time) => time >= '09:00' && time < '17:00')).toBe(true);
  });
});

test('docuseal#464 with OpenSign#1319: whoever was let go hears that the decision is made', () => {
  const before = stateAfter(
    ...sent({ recipients: [seat('Ann', 'approver', 1), seat('Ben', 'approver', 1), seat('Ines', 'signer', 2)], quorums: { 1: 'any' } }),
  );
  const { decision, state } = run(before, approve('Ann', 1));
  const events = decision.ok ? decision.events : [];
  const told = events.flatMap((event, index) => notify({ version: 3, index, event }, state, state));
  expect(told.map(({ kind, to }) => `${kind}>${to}`)).toEqual(['recorded>r1', 'released>r2', 'sign-request>r3']);
});

test('docuseal (order of routes): an administrator’s or the product’s hand is no way around a turn', () => {
  given(...sent())
    .when(command({ kind: 'person', email: 'ada@northwind.test', via: 'web', assurance: 'L2', isAdmin: true }, body.sign(r(2))))
    .thenRefused({ code: 'not-yours' });
  given(...sent())
    .when(command(SYSTEM, body.sign(r(2))))
    .thenRefused({ code: 'not-yours' });
  given(...sent())
    .when(command(OLIVIA, body.sign(r(2))))
    .thenRefused({ code: 'not-yours' });
});
