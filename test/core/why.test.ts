// Why an envelope stands where it stands: who is waited for, since when, and what happens next by itself.
import { describe, expect, test } from 'vitest';
import type { Command } from '#core/command.ts';
import { NO_ENVELOPE } from '#core/envelope.ts';
import { evolve } from '#core/evolve.ts';
import { plus } from '#core/time.ts';
import { why } from '#core/why.ts';
import { body, command, DANA, ENVELOPE, INES, MAX, r, seat, T0 } from '../support/build.ts';
import { stateAfter } from '../support/spec.ts';
import { approve, by, candidate, clock, decline, does, ruled, sender, sent, sign } from './rules/kit.ts';

/** Two of Ada, Ben and Cleo; then Dana. Ada has handed over to Zoe, Ben cannot be reached, Cleo has answered too weakly. */
const DIFFICULT = [
  ...sent({
    ...ruled({ escalateAfterDays: 7 }),
    fallback: { name: 'Fay', email: 'fay@northwind.test' },
    recipients: ['Ada', 'Ben', 'Cleo'].map((name) => seat(name, 'approver', 1)).concat({ ...DANA, step: 2 }),
    quorums: { 1: 2 },
  }),
  command(by('Ada'), does.view(1), { hours: 1 }),
  command(by('Ada'), does.delegate(1, candidate('Zoe', { zone: 'America/New_York' })), { hours: 2 }),
  command(by('Zoe'), does.view(5), { hours: 3 }),
  clock(
    { type: 'record-deliveries', deliveries: [{ effect: 'e1', recipient: r(2), channel: 'email', outcome: 'undeliverable' }] },
    { hours: 3 },
  ),
  sender(does.remind(3), { hours: 4 }),
  command(by('Cleo'), does.snooze(3, plus(T0, { days: 8 })), { hours: 5 }),
  command(by('Cleo', 'L0'), body.approve(r(3)), { hours: 6 }),
];
const NOW = plus(T0, { hours: 7 });

test('a difficult envelope, whole', () => {
  expect(why(stateAfter(...DIFFICULT), NOW)).toEqual({
    id: ENVELOPE,
    status: 'sent',
    step: { number: 1, of: 2, needed: 2, met: 0 },
    waitingFor: [
      { recipient: 'r2', name: 'Ben', role: 'approver', since: T0, reminders: 0, muted: false, isUndeliverable: true },
      {
        recipient: 'r3',
        name: 'Cleo',
        role: 'approver',
        since: T0,
        reminders: 1,
        muted: false,
        isUndeliverable: false,
        held: { act: 'approve', lapsesAt: plus(T0, { days: 1, hours: 6 }) },
      },
      {
        recipient: 'r5',
        name: 'Zoe',
        role: 'approver',
        since: plus(T0, { hours: 2 }),
        standsFor: 'Ada',
        viewedAt: plus(T0, { hours: 3 }),
        reminders: 0,
        muted: false,
        isUndeliverable: false,
      },
    ],
    afterwards: ['Dana'],
    next: [
      { at: plus(T0, { days: 3 }), what: 'reminder', recipient: 'r2', name: 'Ben' },
      // Three days after a Tuesday morning in New York is a Friday, before nine.
      { at: '2026-11-27T14:00:00.000Z', what: 'reminder', recipient: 'r5', name: 'Zoe' },
      { at: plus(T0, { days: 7 }), what: 'escalation', recipient: 'r2', name: 'Ben' },
      { at: plus(T0, { days: 7 }), what: 'escalation', recipient: 'r3', name: 'Cleo' },
      { at: '2026-12-01T14:00:00.000Z', what: 'escalation', recipient: 'r5', name: 'Zoe' },
      { at: plus(T0, { days: 8 }), what: 'reminder', recipient: 'r3', name: 'Cleo' },
      { at: plus(T0, { days: 12 }), what: 'expiry-warning' },
      { at: plus(T0, { days: 14, minutes: 15 }), what: 'expiry' },
    ],
  });
});

test('a held act that has lapsed is none', () => {
  const held = (at: typeof NOW) => why(stateAfter(...DIFFICULT), at)?.waitingFor[1]?.held;
  expect(held(plus(T0, { days: 1, hours: 6 }))).toBeUndefined();
  expect(held(plus(T0, { days: 1, hours: 5 }))).toBeDefined();
});

test('while disputed it says by whom and since when, and that nothing comes next', () => {
  const disputed = [...DIFFICULT, command(by('Ben'), does.dispute(2), { hours: 7 })];
  const told = why(stateAfter(...disputed), NOW);
  expect(told).toMatchObject({ status: 'sent', disputed: { by: 'Ben', since: plus(T0, { hours: 7 }) }, next: [] });
  expect(told?.waitingFor.map(({ name }) => name)).toEqual(['Ben', 'Cleo', 'Zoe']);
});

test('who comes then is whoever is really asked: a step that was satisfied before a withdrawal is passed over', () => {
  const people = [MAX, { ...INES, step: 2 }, { ...DANA, step: 3 }];
  const history = [...sent({ recipients: people }), approve('Max', 1), sign('Ines', 2), command(by('Max'), does.withdraw(1), { hours: 4 })];
  expect(why(stateAfter(...history), NOW)).toMatchObject({ step: { number: 1, met: 0 }, afterwards: ['Dana'] });
});

describe('of an envelope', () => {
  const out = sent();
  const completed = [...out, approve('Max', 1), sign('Ines', 2), sign('Dana', 3)];
  const nobody = { waitingFor: [], afterwards: [] };
  test('that does not exist there is nothing to say', () => expect(why(NO_ENVELOPE, NOW)).toBeUndefined());
  test('that is a draft: when it lapses', () =>
    expect(why(stateAfter(...out.slice(0, 1)), NOW)).toEqual({
      id: ENVELOPE,
      status: 'draft',
      ...nobody,
      next: [{ at: plus(T0, { days: 2 }), what: 'expiry' }],
    }));
  test('that is completed: how far its seal is', () => {
    const sealing = (...more: readonly Command[]) => why(stateAfter(...completed, ...more), NOW);
    expect(sealing()).toEqual({
      id: ENVELOPE,
      status: 'completed',
      sealing: 'sealing',
      ...nobody,
      next: [],
      endedAt: plus(T0, { hours: 2 }),
    });
    expect(sealing(clock({ type: 'record-seal-failure', why: 'x' }))).toMatchObject({ sealing: 'seal-failed' });
    expect(sealing(clock(does.seal))).toMatchObject({ sealing: 'sealed' });
    expect(sealing(clock(does.seal), command(by('Ines'), does.dispute(2)))).toMatchObject({ disputed: { by: 'Ines' } });
  });
  test.each([
    ['voided', sender(does.void)],
    ['declined', decline('Max', 1)],
    ['expired', clock({ type: 'expire' }, { days: 15 })],
  ] as const)('that is %s: since when', (status, end) =>
    expect(why(stateAfter(...out, end), NOW)).toEqual({ id: ENVELOPE, status, ...nobody, next: [], endedAt: end.at }),
  );
  test('with an open last step: nobody comes then', () =>
    expect(why(stateAfter(...out, approve('Max', 1)), NOW)).toMatchObject({
      step: { number: 2, of: 2, needed: 2, met: 0 },
      afterwards: [],
    }));
});

test('a record that names less than it should is told as far as it goes', () => {
  const by = { seat: 'sender', via: 'email', assurance: 'L1' } as const;
  const bare = evolve(stateAfter(...sent().slice(0, 1)), { at: T0, by, type: 'sent', fingerprint: 'x' });
  expect(why(bare, NOW)?.waitingFor).toMatchObject([{ name: 'Max', since: NOW }]);
  const disputed = evolve(bare, {
    at: T0,
    by,
    type: 'disputed',
    recipient: r(9),
    reason: '',
    evidence: { kind: 'mail', reference: '', proof: '' },
  });
  expect(why(disputed, NOW)).toMatchObject({ disputed: { by: '' } });
  const empty = bare.status === 'sent' ? { ...bare, recipients: [] } : bare;
  expect(why(empty, NOW)).toMatchObject({ waitingFor: [], afterwards: [] });
});
