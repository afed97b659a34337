// Putting an address right in flight, and giving out a new link.
import { describe, expect, test } from 'vitest';
import type { Command } from '#core/command.ts';
import { body, CARL, command, DANA, INES, MAX, person, r, seat, SENDER } from '../../support/build.ts';
import { given, stateAfter } from '../../support/spec.ts';
import { approve, by, candidate, clock, does, ruled, seatIn, sender, sent } from './kit.ts';

const out = sent();
const maxim = candidate('Maxim');
const corrected = sender(does.correct(1, maxim));
const bounced = clock({
  type: 'record-deliveries',
  deliveries: [{ effect: 'e1', recipient: r(1), channel: 'email', outcome: 'undeliverable' }],
});

describe('correcting a recipient', () => {
  test('leaves their seat and turn, and kills the former links', () => {
    const [event] = given(...out)
      .when(corrected)
      .then('recipient-corrected');
    expect(event).toMatchObject({ recipient: 'r1', name: 'Maxim', email: 'maxim@northwind.test', generation: 1, by: { seat: 'sender' } });
    given(...out, corrected)
      .when(approve('Maxim', 1))
      .then('approved', 'turn-began', 'turn-began');
    given(...out, corrected)
      .when(approve('Max', 1))
      .thenRefused({ code: 'not-yours' });
  });
  test('begins a new story: not opened, nothing held, no longer undeliverable', () => {
    const held = command(by('Max', 'L0'), body.approve(r(1)));
    const { state } = given(...out, command(by('Max'), does.view(1)), held, bounced).when(corrected);
    expect(seatIn(state, 1)).toMatchObject({ status: 'waiting', generation: 1, askedAt: expect.any(String) });
    expect([seatIn(state, 1).viewedAt, seatIn(state, 1).held]).toEqual([undefined, undefined]);
  });
  test('is possible before the turn, and for a copy', () => {
    given(...out)
      .when(sender(does.correct(2, candidate('Inez'))))
      .then('recipient-corrected');
    given(...out)
      .when(sender(does.correct(4, candidate('Carla'))))
      .then('recipient-corrected');
  });
  test('never makes the proof weaker, and makes it stronger where the new address asks for it', () => {
    const needs = (from: typeof INES, level: 'L1' | 'L2') =>
      seatIn(given(...sent({ recipients: [from] })).when(sender(does.correct(1, candidate('Zoe', { needs: level })))).state, 1).needs;
    expect([needs(INES, 'L1'), needs(INES, 'L2'), needs(DANA, 'L1')]).toEqual(['L1', 'L2', 'L2']);
  });
  test('that changes nothing is done already', () =>
    given(...out)
      .when(sender(does.correct(1, candidate('Max'))))
      .then());
  test('may put only the name right', () =>
    given(...out)
      .when(sender(does.correct(1, { ...candidate('Max'), name: 'Max Berger' })))
      .then('recipient-corrected'));
  test('to an address whose seat was handed over is possible', () => {
    const history = [...sent({ recipients: [INES, DANA] }), command(by('Ines'), does.delegate(1, candidate('Zoe')))];
    given(...history)
      .when(sender(does.correct(3, candidate('Ines'))))
      .then('recipient-corrected');
  });
  test.each([
    ['to someone of the same group', [...sent({ recipients: [INES, DANA] })], sender(does.correct(2, candidate('Ines'))), 'seated-twice'],
    [
      'to a second copy for one person',
      [...sent({ recipients: [INES, CARL, seat('Cora', 'cc', 0)] })],
      sender(does.correct(2, candidate('Cora'))),
      'seated-twice',
    ],
    ['of an approver to the sender', out, sender(does.correct(1, candidate('Olivia', { email: SENDER.email }))), 'own-approval'],
    ['to nobody', out, sender(does.correct(1, candidate(' '))), 'name-missing'],
    ['without an address', out, sender(does.correct(1, candidate('Maxim', { email: '' }))), 'name-missing'],
    ['to a level that no channel can give', out, sender(does.correct(1, candidate('Maxim', { needs: 'L3' }))), 'level-not-available'],
    ['of someone who has acted', [...out, approve('Max', 1)], corrected, 'already-acted'],
    ['of someone who has handed over', [...out, command(by('Max'), does.delegate(1, maxim))], corrected, 'handed-over'],
    ['of someone who was replaced', [...out, sender(does.reassign(1, maxim))], corrected, 'no-longer-asked'],
    ['of a seat that is not there', out, sender(does.correct(9, maxim)), 'not-yours'],
    ['after the deadline', out, sender(does.correct(1, maxim), { days: 15 }), 'past-deadline'],
    ['by a recipient', out, command(by('Max'), does.correct(1, maxim)), 'not-the-sender'],
    ['by a link alone', out, command(person(SENDER.email, 'L0'), does.correct(1, maxim)), 'proven-too-weakly'],
    ['in a draft', out.slice(0, 1), corrected, 'not-sent-yet'],
    ['once it is over', [...out, sender(does.void)], corrected, 'envelope-over'],
    ['in nothing', [], corrected, 'no-such-envelope'],
  ] as const)('%s is refused', (_name, history, when, code) =>
    given(...history)
      .when(when)
      .thenRefused({ code }),
  );
  test('duties stay separate', () =>
    given(...sent({ ...ruled({ mayApproveAndSign: false }) }))
      .when(sender(does.correct(2, candidate('Max'))))
      .thenRefused({ code: 'approves-and-signs', email: MAX.email }));
});

describe('a new link', () => {
  test('is a new generation; the former ones are dead', () => {
    const [event] = given(...out)
      .when(sender(does.resend(1)))
      .then('resent');
    expect(event).toMatchObject({ recipient: 'r1', generation: 1 });
    expect(seatIn(stateAfter(...out, sender(does.resend(1)), sender(does.resend(1))), 1).generation).toBe(2);
    expect(seatIn(stateAfter(...out, sender(does.resend(1)), corrected), 1).generation).toBe(2);
  });
  test.each([
    ['to someone whose turn has not come', out, sender(does.resend(2)), 'nobody-to-remind'],
    ['to a copy', out, sender(does.resend(4)), 'nobody-to-remind'],
    ['to someone who has acted', [...out, approve('Max', 1)], sender(does.resend(1)), 'already-acted'],
    ['after the deadline', out, sender(does.resend(1), { days: 15 }), 'past-deadline'],
    ['by a recipient', out, command(by('Max'), does.resend(1)), 'not-the-sender'],
    ['in nothing', [], sender(does.resend(1)), 'no-such-envelope'],
  ] as const)('%s is refused', (_name, history, when, code) =>
    given(...history)
      .when(when)
      .thenRefused({ code }),
  );
  test('is given twenty times, not more', () => {
    const again: Command[] = Array.from({ length: 20 }, () => sender(does.resend(1)));
    given(...out, ...again.slice(1))
      .when(sender(does.resend(1)))
      .then('resent');
    given(...out, ...again)
      .when(sender(does.resend(1)))
      .thenRefused({ code: 'resent-too-often', most: 20 });
    given(...out, ...again)
      .when(corrected)
      .thenRefused({ code: 'resent-too-often' });
  });
});
