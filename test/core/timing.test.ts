// The clock at work: reminders in each recipient's own hours, and a year of ticks that must come to rest.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { offsetAt } from '#apps/world/hashing.ts';
import type { Command, DraftContent } from '#core/command.ts';
import { due, nextDue } from '#core/due.ts';
import { NO_ENVELOPE, type Envelope } from '#core/envelope.ts';
import { escalationOf, warningOf } from '#core/rules/timing.ts';
import { plus, wallClock, type Duration, type Instant } from '#core/time.ts';
import { at, body, command, DANA, INES, MAX, OLIVIA, POLICY, r, seat, T0 } from '../support/build.ts';
import { run, stateAfter } from '../support/spec.ts';
import { by, candidate, clock, does, ruled, seatIn, sent, sentState } from './rules/kit.ts';

/** When the clock reminds someone, in their own local time. */
function remindersIn(zone: string, from: string, change: Partial<DraftContent> = {}): readonly string[] {
  const start = at(from);
  const recipients = [{ ...MAX, zone }];
  const out = [body.draft({ recipients, expiresAt: plus(start, { days: 60 }), ...change }), body.send].map((wish) => ({
    ...command(OLIVIA, wish),
    at: start,
  }));
  let state = stateAfter(...out);
  const times: string[] = [];
  for (let next = nextDue(state); next !== undefined; next = nextDue(state)) {
    for (const wish of due(state, next)) {
      if (wish.type === 'remind') times.push(wallClock(next, zone, offsetAt));
      state = run(state, wish).state;
    }
  }
  return times;
}

describe('reminders', () => {
  test.each([
    [
      'Europe/Berlin',
      '2026-10-22T07:30:00Z',
      ['2026-10-26 09:00', '2026-10-29 09:00', '2026-11-02 09:00', '2026-11-05 09:00', '2026-11-09 09:00'],
    ],
    [
      'America/New_York',
      '2026-10-29T14:20:00Z',
      ['2026-11-02 09:00', '2026-11-05 09:00', '2026-11-09 09:00', '2026-11-12 09:00', '2026-11-16 09:00'],
    ],
    [
      'Asia/Kolkata',
      '2026-11-24T10:45:00Z',
      ['2026-11-27 16:15', '2026-11-30 16:15', '2026-12-03 16:15', '2026-12-07 09:00', '2026-12-10 09:00'],
    ],
  ])('in %s come in the recipient’s working hours, across a clock change', (zone, from, expected) =>
    expect(remindersIn(zone, from)).toEqual(expected),
  );
  test('keep off the days off of the recipient’s zone', () => {
    const policy = { ...POLICY, calendar: { ...POLICY.calendar, holidays: { 'Europe/Berlin': ['2026-11-27', '2026-11-30'] } } };
    expect(remindersIn('Europe/Berlin', '2026-11-24T09:00:00Z', { policy })[0]).toBe('2026-12-01 09:00');
    expect(remindersIn('Europe/Paris', '2026-11-24T09:00:00Z', { policy })[0]).toBe('2026-11-27 10:00');
  });
  test('none comes at or after the deadline', () =>
    expect(
      ['2026-11-30T09:00:00Z', '2026-11-30T09:00:01Z'].map((end) =>
        remindersIn('Europe/Berlin', '2026-11-24T09:00:00Z', { expiresAt: at(end) }),
      ),
    ).toEqual([['2026-11-27 10:00'], ['2026-11-27 10:00', '2026-11-30 10:00']]));
  test.each([
    [{ remindAfterDays: 0 }, 0],
    [{ remindEveryDays: 0 }, 1],
    [{ mostReminders: 0 }, 0],
    [{ mostReminders: 2 }, 2],
  ])('%o: %i', (change, count) => expect(remindersIn('UTC', '2026-11-24T09:00:00Z', ruled(change))).toHaveLength(count));
  test('the envelope’s zone is that of whoever has none of their own', () =>
    expect(seatIn(stateAfter(...sent({ zone: 'Asia/Kolkata' })), 1).zone).toBe('Asia/Kolkata'));
});

test('a warning is planned only while there is time left', () => {
  const policy = { policy: POLICY };
  expect(warningOf(policy, { at: T0, expiresAt: T0 })).toBeNull();
  expect(warningOf(policy, { at: plus(T0, { days: 1 }), expiresAt: T0 })).toBeNull();
  expect(warningOf(policy, { at: T0, expiresAt: plus(T0, { minutes: 10 }) })).toBe(plus(T0, { minutes: 5 }));
});

test('an escalation across a clock change comes at the same time by the clock on the wall, or when work begins', () => {
  const state = sentState(
    ...sent({
      ...ruled({ escalateAfterDays: 4 }),
      fallback: { name: 'Fay', email: 'fay@northwind.test' },
      expiresAt: at('2027-06-01T00:00:00Z'),
    }),
  );
  const [recipient] = state.recipients;
  if (!recipient) throw new Error('nobody');
  const when = escalationOf(state, { at: at('2027-03-25T15:30:00Z'), recipient }, offsetAt);
  expect(when).toBe('2027-03-29T14:30:00.000Z');
  expect(escalationOf(state, { at: at('2027-03-24T16:30:00Z'), recipient }, offsetAt)).toBe('2027-03-29T07:00:00.000Z');
});

// A store that knows its keys: a command whose key it has seen is answered with the earlier commit, and changes nothing.
type Store = { readonly state: Envelope; readonly keys: ReadonlySet<string> };

function through({ state, keys }: Store, wish: Command): Store {
  if (keys.has(wish.key)) return { state, keys };
  const { decision, state: next } = run(state, wish);
  return decision.ok && decision.events.length > 0 ? { state: next, keys: new Set([...keys, wish.key]) } : { state, keys };
}

/** Ticks until nothing is due. @returns undefined when it never comes to rest */
function settled(store: Store, now: Instant): Store | undefined {
  let current = store;
  for (let rounds = 0; rounds < 8; rounds += 1) {
    const wishes = due(current.state, now);
    if (wishes.length === 0) return current;
    current = wishes.reduce(through, current);
  }
  return undefined;
}

const seats = fc.integer({ min: 1, max: 5 });
const wishes = fc.oneof(
  seats.map((one) => ({ who: one, wish: body.approve(r(one)) })),
  seats.map((one) => ({ who: one, wish: body.sign(r(one)) })),
  seats.map((one) => ({ who: one, wish: does.withdraw(one) })),
  seats.map((one) => ({ who: one, wish: does.dispute(one) })),
  seats.map((one) => ({ who: one, wish: does.mute(one) })),
  seats.map((one) => ({ who: one, wish: does.mute(one, false) })),
  fc.tuple(seats, fc.nat(20)).map(([one, days]) => ({ who: one, wish: does.snooze(one, plus(T0, { days })) })),
  seats.map((one) => ({ who: one, wish: does.delegate(one, candidate(`Zoe${one}`)) })),
  fc.constant({ who: 0, wish: does.resolve }),
  fc.constant({ who: 0, wish: does.remind(null) }),
  fc.nat(60).map((days) => ({ who: 0, wish: does.extend(plus(T0, { days })) })),
  seats.map((one) => ({ who: 0, wish: does.reassign(one, candidate(`Yan${one}`)) })),
);
// Receipt times may lag behind and repeat: mail keeps whole seconds and comes late.
const history = fc.array(fc.tuple(wishes, fc.constantFrom<Duration>({}, {}, { hours: 7 }, { days: 1 }, { days: 3 }), fc.boolean()), {
  maxLength: 24,
});

test('whatever people do, and however late: a tick leaves nothing due, and within a year nothing is due any more but what a dispute holds', () => {
  const out = sent({
    ...ruled({ escalateAfterDays: 2 }),
    fallback: { name: 'Fay', email: 'fay@northwind.test' },
    recipients: [MAX, seat('Ben', 'approver', 1), { ...INES, needs: 'L1' }, { ...DANA, needs: 'L1' }],
    quorums: { 1: 'any' },
  });
  fc.assert(
    fc.property(history, (moves) => {
      let store: Store = out.reduce(through, { state: NO_ENVELOPE, keys: new Set<string>() });
      let now = T0;
      for (const [index, [{ who, wish }, pause, isLate]] of moves.entries()) {
        const before = now;
        now = plus(now, pause);
        const name = who === 0 ? undefined : nameOf(store.state, who);
        const actor = name === undefined ? OLIVIA : by(name, 'L1');
        store = through(store, { at: isLate ? before : now, by: actor, key: `k${index}`, ...wish });
        const rested = settled(store, now);
        expect(rested, `at ${now}`).toBeDefined();
        store = rested ?? store;
      }
      for (let next = nextDue(store.state), steps = 0; next !== undefined; next = nextDue(store.state), steps += 1) {
        expect(steps).toBeLessThan(200);
        now = next > now ? next : plus(now, { minutes: 15 });
        store = settled(store, now) ?? store;
        expect(due(store.state, now)).toEqual([]);
        expect(now < plus(T0, { days: 366 })).toBe(true);
      }
      const isHeld = store.state.status === 'sent' && store.state.disputes.length > 0;
      expect(isHeld || store.state.status !== 'sent').toBe(true);
    }),
  );
});

function nameOf(state: Envelope, ordinal: number): string | undefined {
  return state.status === 'none' ? undefined : state.recipients.find(({ id }) => id === r(ordinal))?.name;
}

test('what is refused stores nothing, so that its key is free when its time comes', () => {
  const early = clock(does.escalate(1), { days: 1 });
  const store = through({ state: stateAfter(...sent()), keys: new Set() }, early);
  expect(store.keys.size).toBe(0);
});
