// Comments, reminders, and how an envelope ends.
import { describe, expect, test } from 'vitest';
import type { Command } from '#core/command.ts';
import { due, nextDue } from '#core/due.ts';
import { evolve } from '#core/evolve.ts';
import { NO_ENVELOPE } from '#core/envelope.ts';
import { endOfDay, plus } from '#core/time.ts';
import { at, body, command, DANA, DOCUMENT, INES, MAX, OLIVIA, person, POLICY, r, SENDER, SYSTEM, T0 } from '../support/build.ts';
import { given, run, stateAfter } from '../support/spec.ts';

const drafted = command(OLIVIA, body.draft());
const sent = command(OLIVIA, body.send);
const approved = command(person(MAX.email), body.approve(r(1)), { hours: 1 });
const out = [drafted, sent];
const over = [...out, command(OLIVIA, { type: 'void', reason: 'Wrong file' })];
const completed = [
  ...out,
  approved,
  command(person(INES.email), body.sign(r(2)), { hours: 2 }),
  command(person(DANA.email, 'L2', 'web'), body.sign(r(3)), { hours: 3 }),
];
const ask = (from: 1 | 2 | null, text = 'Which annex?') => ({ type: 'comment', from: from && r(from), to: null, text }) as const;
const remind = (recipient: number | null) => ({ type: 'remind', recipient: recipient === null ? null : r(recipient) }) as const;

describe('comments', () => {
  test('a recipient’s words go to the sender, the sender’s to whom they name', () => {
    expect(
      given(...out)
        .when(command(person(MAX.email, 'L0'), ask(1)))
        .then('commented')[0],
    ).toMatchObject({ to: null });
    const answer = command(OLIVIA, { type: 'comment', from: null, to: r(1), text: 'Annex B' });
    expect(
      given(...out)
        .when(answer)
        .then('commented')[0],
    ).toMatchObject({ to: 'r1' });
  });
  test('a terminal envelope still accepts them', () =>
    given(...over)
      .when(command(person(MAX.email), ask(1)))
      .then('commented'));
  test.each([
    ['from someone else’s seat', out, command(person('eve@evil.test'), ask(1)), 'not-yours'],
    ['in the sender’s name', out, command(person(MAX.email), ask(null)), 'not-yours'],
    ['of the sender by a link alone', out, command(person(SENDER.email, 'L0'), ask(null)), 'proven-too-weakly'],
    ['without words', out, command(person(MAX.email), ask(1, ' ')), 'text-missing'],
    ['to someone who is not there', out, command(OLIVIA, { type: 'comment', from: null, to: r(9), text: 'x' }), 'not-yours'],
    ['on a draft', [drafted], command(OLIVIA, ask(null)), 'not-sent-yet'],
    ['on nothing', [], command(OLIVIA, ask(null)), 'no-such-envelope'],
  ] as const)('%s are refused', (_name, history, when, code) =>
    given(...history)
      .when(when)
      .thenRefused({ code }),
  );
});

test('whoever writes thirty times in a day is not passed on any more until later, so that one link cannot flood a mailbox', () => {
  const asked = Array.from({ length: 30 }, (_, at) => command(person(MAX.email, 'L0'), ask(1, `Why ${at}?`), { minutes: at }));
  given(...out, ...asked)
    .when(command(person(MAX.email, 'L0'), ask(1), { hours: 23 }))
    .thenRefused({ code: 'wrote-too-often', againAt: plus(T0, { hours: 24 }) });
  given(...out, ...asked)
    .when(command(person(MAX.email, 'L0'), ask(1), { hours: 25 }))
    .then('commented');
  given(...out, ...asked)
    .when(command(OLIVIA, ask(null), { hours: 1 }))
    .then('commented');
});

describe('reminders', () => {
  test('the sender reminds those whose turn it is, and can do so again after four hours', () => {
    const first = command(OLIVIA, remind(null), { hours: 5 });
    const [event] = given(...out)
      .when(first)
      .then('reminded');
    expect(event).toMatchObject({ recipient: 'r1', count: 1, remindAt: plus(first.at, { days: 3 }) });
    given(...out, first)
      .when(command(OLIVIA, remind(1), { hours: 8 }))
      .thenRefused({ code: 'reminded-lately' });
    given(...out, first)
      .when(command(OLIVIA, remind(1), { hours: 9 }))
      .then('reminded');
  });
  test.each([
    ['who has acted', [...out, approved], command(OLIVIA, remind(1)), 'nobody-to-remind'],
    ['whose turn has not come', out, command(OLIVIA, remind(2)), 'nobody-to-remind'],
    ['by someone else than the sender', out, command(person(MAX.email), remind(null)), 'not-the-sender'],
    ['by a link alone', out, command(person(SENDER.email, 'L0'), remind(null)), 'proven-too-weakly'],
    ['in an envelope that is over', over, command(OLIVIA, remind(null)), 'envelope-over'],
    ['in nothing', [], command(OLIVIA, remind(null)), 'no-such-envelope'],
    ['by the clock before its time', out, command(SYSTEM, remind(1), { days: 2 }), 'nothing-new'],
  ] as const)('reminding %s is refused', (_name, history, when, code) =>
    given(...history)
      .when(when)
      .thenRefused({ code }),
  );
  test('the clock reminds after three days, then every three, on working days, at most five times', () => {
    let state = stateAfter(command(OLIVIA, body.draft({ expiresAt: plus(T0, { days: 60 }) })), sent);
    const reminded: string[] = [];
    for (let next = nextDue(state); next !== undefined && reminded.length < 20; next = nextDue(state)) {
      for (const dueNow of due(state, next)) {
        if (dueNow.type === 'remind') reminded.push(`${dueNow.key} ${next.slice(0, 10)}`);
        state = run(state, dueNow).state;
      }
    }
    expect(reminded).toEqual(['11-27', '11-30', '12-03', '12-07', '12-10'].map((day, index) => `remind/r1/${index + 1} 2026-${day}`));
  });
  test('a policy may switch them off, and the sender’s warning too', () => {
    const next = (policy: Partial<typeof POLICY>) =>
      nextDue(stateAfter(command(OLIVIA, body.draft({ policy: { ...POLICY, ...policy } })), sent));
    expect(next({ remindAfterDays: 0 })).toBe(plus(T0, { days: 12 }));
    expect(next({ remindAfterDays: 0, warnBeforeDays: 0 })).toBe(plus(T0, { days: 14, minutes: 15 }));
  });
  test('nothing is due before its time, for an ended envelope, or for one that does not exist', () => {
    expect(due(stateAfter(...out), plus(T0, { days: 2 }))).toEqual([]);
    expect(due(stateAfter(drafted), plus(T0, { hours: 47 }))).toEqual([]);
    expect(due(stateAfter(...over), plus(T0, { days: 99 }))).toEqual([]);
    expect([nextDue(stateAfter(...over)), nextDue(NO_ENVELOPE)]).toEqual([undefined, undefined]);
  });
});

describe('void and expiry', () => {
  test('the sender voids with a reason; a draft needs none', () => {
    given(...out)
      .when(command(OLIVIA, { type: 'void', reason: 'Wrong file' }))
      .then('voided');
    given(drafted)
      .when(command(OLIVIA, { type: 'void', reason: '' }))
      .then('voided');
    given(...out)
      .when(command(OLIVIA, { type: 'void', reason: ' ' }))
      .thenRefused({ code: 'reason-missing' });
  });
  test.each([
    ['by someone else', out, command(person(MAX.email), { type: 'void', reason: 'x' }), 'not-the-sender'],
    ['by a link alone', out, command(person(SENDER.email, 'L0'), { type: 'void', reason: 'x' }), 'proven-too-weakly'],
    ['after completion', completed, command(OLIVIA, { type: 'void', reason: 'x' }), 'envelope-over'],
    ['of nothing', [], command(OLIVIA, { type: 'void', reason: 'x' }), 'no-such-envelope'],
  ] as const)('a void %s is refused', (_name, history, when, code) =>
    given(...history)
      .when(when)
      .thenRefused({ code }),
  );
  test('expiry waits a quarter of an hour for what came in by the deadline', () => {
    given(...out)
      .when(command(SYSTEM, { type: 'expire' }, { days: 14, minutes: 14 }))
      .thenRefused({ code: 'nothing-new' });
    const { state } = given(...out, approved).when(command(SYSTEM, { type: 'expire' }, { days: 14, minutes: 15 }));
    expect(state).toMatchObject({
      status: 'expired',
      recipients: [{ status: 'approved' }, { status: 'expired' }, {}, { status: 'waiting' }],
    });
  });
  test('a draft lapses after 48 hours and expires by the same command', () => {
    const [expire] = due(stateAfter(drafted), plus(T0, { hours: 48 }));
    given(drafted)
      .when(expire as Command)
      .then('expired');
  });
  test('nobody but the clock expires, and only what is open', () => {
    given(...out)
      .when(command(OLIVIA, { type: 'expire' }, { days: 20 }))
      .thenRefused({ code: 'not-yours' });
    given(...completed)
      .when(command(SYSTEM, { type: 'expire' }, { days: 20 }))
      .thenRefused({ code: 'envelope-over' });
    given()
      .when(command(SYSTEM, { type: 'expire' }))
      .thenRefused({ code: 'no-such-envelope' });
  });
});

describe('what the product records', () => {
  const delivery = (effect: string, outcome: 'accepted' | 'undeliverable') =>
    command(SYSTEM, { type: 'record-deliveries', deliveries: [{ effect, recipient: r(1), channel: 'email', outcome }] });
  const seal = command(SYSTEM, {
    type: 'record-seal',
    documents: [{ document: 'd1', sha256: DOCUMENT.sha256, bytes: 9, pages: 6 }],
  });
  const failed = command(SYSTEM, { type: 'record-seal-failure', why: 'disk full' });

  test('a delivery outcome is recorded once, and a late one moves no status back', () => {
    given(...out)
      .when(delivery('e1', 'accepted'))
      .then('deliveries-recorded');
    given(...out, delivery('e1', 'accepted'))
      .when(delivery('e1', 'accepted'))
      .then();
    const statusAfter = (...more: Command[]) => {
      const state = stateAfter(...out, ...more);
      return state.status === 'none' ? '' : state.recipients[0]?.status;
    };
    expect(statusAfter(delivery('e1', 'accepted'))).toBe('notified');
    expect(statusAfter(delivery('e1', 'undeliverable'))).toBe('undeliverable');
    expect(statusAfter(delivery('e1', 'undeliverable'), delivery('e2', 'accepted'))).toBe('notified');
    expect(statusAfter(approved, delivery('e1', 'undeliverable'))).toBe('approved');
    expect(statusAfter(approved, delivery('e1', 'accepted'))).toBe('approved');
  });
  test('the first seal wins and a failed one can still be mended', () => {
    given(...completed)
      .when(failed)
      .then('seal-failed');
    given(...completed, failed)
      .when(failed)
      .then();
    given(...completed, failed)
      .when(seal)
      .then('sealed');
    given(...completed, seal)
      .when(seal)
      .then();
    given(...completed, seal)
      .when(failed)
      .then();
  });
  test('people cannot record what is the product’s to record', () => {
    given(...out)
      .when({ ...delivery('e', 'accepted'), by: OLIVIA })
      .thenRefused({ code: 'not-yours' });
    given(...completed)
      .when({ ...seal, by: OLIVIA })
      .thenRefused({ code: 'not-yours' });
    given().when(delivery('e', 'accepted')).thenRefused({ code: 'no-such-envelope' });
  });
  test('only a completed envelope is sealed', () => {
    given(...out)
      .when(seal)
      .thenRefused({ code: 'nothing-new' });
    given(...over)
      .when(seal)
      .thenRefused({ code: 'envelope-over' });
  });
  test('a record that does not make sense is a fault, never a guess', () => {
    const system = { seat: 'system', via: 'sealer', assurance: 'L3' } as const;
    expect(() => evolve(NO_ENVELOPE, { at: T0, by: system, type: 'completed' })).toThrow(/begins with "completed"/);
    expect(() => evolve(stateAfter(drafted), { at: T0, by: system, type: 'completed' })).toThrow(
      /goes on as if it were sent, but it is draft/,
    );
    expect(() => evolve(stateAfter(...out), { at: T0, by: system, type: 'seal-failed', why: '' })).toThrow(
      /seals an envelope that is sent/,
    );
  });
});

test('the end of a day is the zone’s, also across a clock change', () => {
  // Berlin leaves summer time on 25 October 2026 at 01:00Z.
  const berlin = (_zone: string, when: string) => (when < '2026-10-25T01:00:00.000Z' ? 120 : 60);
  expect(endOfDay(at('2026-10-24T23:30:00Z'), 'Europe/Berlin', berlin)).toBe('2026-10-25T22:59:59.000Z');
});
