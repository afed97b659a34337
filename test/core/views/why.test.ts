// Where it stands and why, in sentences: all of it for the sender, their own standing for everyone else.
import { describe, expect, test } from 'vitest';
import type { Command, DraftContent } from '#core/command.ts';
import type { Existing } from '#core/envelope.ts';
import { recipientOf, whenIn } from '#core/views/facts.ts';
import { ownStanding, whyParagraphs } from '#core/views/why.ts';
import { plus, type Duration } from '#core/time.ts';
import { body, command, DANA, EVIDENCE, INES, MAX, OLIVIA, person, POLICY, r, seat, SYSTEM, T0 } from '#test/support/build.ts';
import { stateAfter } from '#test/support/spec.ts';
import { settingIn } from './texts.ts';

const BOB = seat('Bob', 'approver', 1);
const DEE = { name: 'Dee Ortega', email: 'dee@northwind.test' };

function existing(change: Partial<DraftContent>, ...rest: readonly Command[]): Existing {
  const state = stateAfter(command(OLIVIA, body.draft(change)), ...rest);
  if (state.status === 'none') throw new Error('no state');
  return state;
}

const send = command(OLIVIA, body.send);
const approved = (seats = 1) => command(person(MAX.email), body.approve(r(seats)), { hours: 1 });
const later = (days: number): Duration => ({ days });

describe.each(['en', 'de'])('in %s', (language) => {
  const setting = settingIn(language);
  const words = setting.phrases.why;
  const told = (state: Existing, now = T0) => whyParagraphs(state, now, setting);
  const own = (state: Existing, id = r(1), now = T0) => ownStanding(state, recipientOf(state, id), { now, setting });

  test('a draft: when it is dropped', () => {
    const state = existing({});
    expect(told(state)).toEqual([words.draft({ when: whenIn(state, setting)(plus(T0, { hours: 48 })) })]);
  });
  test('out: the step, who is waited for, what happens next and when, who comes after', () => {
    const state = existing(
      {
        recipients: [MAX, BOB, { ...INES, name: 'Ines Duarte' }],
        quorums: { 1: 2 },
        policy: { ...POLICY, escalateAfterDays: 5 },
        fallback: DEE,
      },
      send,
      approved(),
      command(SYSTEM, { type: 'remind', recipient: r(2) }, later(3)),
    );
    const bob = recipientOf(state, r(2));
    const when = whenIn(state, setting);
    const [step, waiting, next] = told(state);
    expect(step).toBe(words.step({ number: 1, of: 2, met: 1, needed: 2 }));
    const since = words.waiting({ who: 'Bob', does: setting.phrases.roles.approver, place: undefined, when: when(T0) });
    expect(waiting).toBe(`${since} ${words.reminded(1)}`);
    expect(next).toContain(words.reminder({ who: 'Bob', number: 2, when: when(bob.remindAt ?? T0) }));
    expect(next).toContain(words.escalation({ who: 'Bob', to: 'Dee Ortega', when: when(bob.escalateAt ?? T0) }));
    expect(next).toContain(words.closes({ when: when(state.expiresAt) }));
    expect(next).toContain(words.next({ names: ['Ines Duarte'] }));
    expect(next).toMatch(new RegExp(words.warning({ when: 'X' }).replace('X', '.*')));
  });
  test('of each who is waited for: in whose place, what they did, and what keeps them', () => {
    const dana = person(DANA.email, 'L0', 'web');
    const nora = { ...DEE, internal: true, needs: 'L1', channel: 'email' } as const;
    const undelivered = { effect: 'e', recipient: r(2), channel: 'email', outcome: 'undeliverable' } as const;
    const state = existing(
      { recipients: [{ ...DANA, step: 1 }, INES, MAX] },
      send,
      command(dana, { type: 'view', recipient: r(1) }, { hours: 1 }),
      command(person(DANA.email), body.sign(r(1)), { hours: 2 }),
      command(person(DANA.email), { type: 'mute', recipient: r(1), on: true }, { hours: 3 }),
      command(person(MAX.email), { type: 'delegate', recipient: r(3), to: nora, reason: '' }, { hours: 3 }),
      command(SYSTEM, { type: 'record-deliveries', deliveries: [undelivered] }),
    );
    const when = whenIn(state, setting);
    const all = told(state, plus(T0, { hours: 4 })).join('\n');
    const lapses = when(plus(T0, { hours: 26 }));
    for (const sentence of [
      words.opened({ when: when(plus(T0, { hours: 1 })) }),
      words.held({ act: 'sign', when: lapses }),
      words.muted,
      words.waiting({
        who: 'Dee Ortega',
        does: setting.phrases.roles.approver,
        place: { as: 'on-behalf', whom: 'Max' },
        when: when(plus(T0, { hours: 3 })),
      }),
    ])
      expect(all).toContain(sentence);
    expect(told(state, plus(T0, { hours: 30 })).join('\n')).not.toContain(lapses);
  });
  test('an address that refuses mail', () => {
    const undelivered = { effect: 'e', recipient: r(1), channel: 'email', outcome: 'undeliverable' } as const;
    const state = existing({}, send, command(SYSTEM, { type: 'record-deliveries', deliveries: [undelivered] }));
    expect(told(state).join(' ')).toContain(words.undeliverable);
  });
  test('on hold: by whom and since when, and nothing is announced that will not come', () => {
    const objection = { type: 'dispute', recipient: r(1), reason: 'No', evidence: EVIDENCE } as const;
    const state = existing({}, send, command(person(MAX.email), objection, { hours: 1 }));
    const when = whenIn(state, setting);
    expect(told(state)[0]).toContain(words.onHold({ who: 'Max', when: when(plus(T0, { hours: 1 })) }));
    expect(told(state).join(' ')).not.toContain(words.closes({ when: when(state.expiresAt) }));
    expect(own(state)[0]).toContain(setting.phrases.onHold);
    expect(own(state, r(2)).join(' ')).not.toContain('Max');
  });
  test('over: since when, and what became of the seal', () => {
    const signed = [
      command(person(INES.email), body.sign(r(2)), { hours: 2 }),
      command(person(DANA.email, 'L2', 'web'), body.sign(r(3)), { hours: 3 }),
    ];
    const completed = existing({}, send, approved(), ...signed);
    const sealed = existing({}, send, approved(), ...signed, command(SYSTEM, { type: 'record-seal', documents: [] }, { hours: 4 }));
    const failed = existing({}, send, approved(), ...signed, command(SYSTEM, { type: 'record-seal-failure', why: 'x' }, { hours: 4 }));
    const end = words.ended.completed({ when: whenIn(completed, setting)(plus(T0, { hours: 3 })) });
    expect([completed, sealed, failed].map((state) => told(state))).toEqual([
      [`${end} ${words.sealing.sealing}`],
      [`${end} ${words.sealing.sealed}`],
      [`${end} ${words.sealing['seal-failed']}`],
    ]);
    expect(own(completed)).toEqual([end]);
  });
  test.each([
    ['declined', command(person(MAX.email), body.decline(r(1)), { hours: 2 }), { hours: 2 }],
    ['voided', command(OLIVIA, { type: 'void', reason: 'x' }, { hours: 2 }), { hours: 2 }],
    ['expired', command(SYSTEM, { type: 'expire' }, { days: 15 }), { days: 14 }],
  ] as const)('%s: since when, the same for everyone', (status, end, after) => {
    const state = existing({}, send, end);
    const sentence = words.ended[status]({ when: whenIn(state, setting)(plus(T0, after)) });
    expect([told(state), own(state)]).toEqual([[sentence], [sentence]]);
  });

  test.each([
    ['voided', command(OLIVIA, { type: 'void', reason: '' }, { hours: 2 }), { hours: 2 }],
    ['lapsed', command(SYSTEM, { type: 'expire' }, { days: 3 }), { days: 3 }],
  ] as const)('a draft that was %s: that it is dropped, and nothing of a deadline', (_, end, after) => {
    const state = existing({}, end);
    expect(told(state)).toEqual([words.dropped({ when: whenIn(state, setting)(plus(T0, after)) })]);
  });

  describe('a recipient hears of their own standing and of the deadline, and of nobody else', () => {
    const nora = { ...DEE, internal: true, needs: 'L1', channel: 'email' } as const;
    const when = (at: Duration) => whenIn({ zone: 'Europe/Berlin' }, setting)(plus(T0, at));
    const reassigned = command(OLIVIA, { type: 'reassign', recipient: r(1), to: nora, reason: '' }, { hours: 1 });
    const delegated = command(person(MAX.email), { type: 'delegate', recipient: r(1), to: nora, reason: '' }, { hours: 1 });
    const muted = command(person(MAX.email), { type: 'mute', recipient: r(1), on: true }, { hours: 1 });
    test.each([
      ['whose turn it is', existing({}, send), r(1), words.own.turn({ when: when({}) })],
      ['who wants no reminders', existing({}, send, muted), r(1), `${words.own.turn({ when: when({}) })} ${words.own.muted}`],
      ['who is never reminded', existing({ policy: { ...POLICY, remindAfterDays: 0 } }, send), r(1), words.own.turn({ when: when({}) })],
      ['who comes later', existing({}, send), r(2), words.own.later],
      ['who has acted', existing({}, send, approved()), r(1), words.own.acted({ when: when({ hours: 1 }) })],
      ['who gets a copy', existing({}, send), r(4), words.own.copy],
      ['who was replaced', existing({}, send, reassigned), r(1), words.own.notNeeded],
      ['who handed over', existing({}, send, delegated), r(1), words.own.handedOver({ to: 'Dee Ortega', when: when({ hours: 1 }) })],
    ] as const)('%s', (_, state, id, sentence) => {
      const [standing, deadline, ...more] = own(state, id);
      expect(standing?.startsWith(sentence)).toBe(true);
      expect(deadline).toBe(words.closes({ when: whenIn(state, setting)(state.expiresAt) }));
      expect(more).toEqual([]);
      expect(`${standing}${deadline}`).not.toMatch(/Ines|Dana|Max|Olivia/);
    });
    test('an answer that must be confirmed is named until it lapses', () => {
      const state = existing({}, send, approved(), command(person(DANA.email), body.sign(r(3)), { hours: 2 }));
      const held = words.own.held({ when: when({ hours: 26 }) });
      expect(own(state, r(3), plus(T0, { hours: 3 })).join(' ')).toContain(held);
      expect(own(state, r(3), plus(T0, { hours: 30 })).join(' ')).not.toContain(held);
    });
  });
  test('reminders are counted, and the whole has a title', () => {
    expect([words.reminded(1), words.reminded(2).includes('2')]).toEqual([expect.any(String), true]);
    expect(words.title({ id: 'CS-7', word: words.statuses.sent })).toBe(`CS-7: ${words.statuses.sent}`);
  });
  test('of nothing there is nothing to say to a recipient', () => expect(own(existing({}))).toEqual([]));
});
