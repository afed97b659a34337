// Edges of the rest of the core, where one character more or less would go unnoticed.
import { describe, expect, test } from 'vitest';
import type { Command } from '#core/command.ts';
import { due, upcoming } from '#core/due.ts';
import type { Envelope } from '#core/envelope.ts';
import { parseEnvelopeId } from '#core/ids.ts';
import { notify } from '#core/notify.ts';
import { pinned } from '#core/policy/pinned.ts';
import { DEFAULT_POLICY, isAdmin, maySend, needsOf } from '#core/policy/policy.ts';
import type { Role } from '#core/terms.ts';
import { readPolicy } from '#core/policy/read.ts';
import { endOfDay, plus } from '#core/time.ts';
import { why } from '#core/why.ts';
import { at, body, command, ENVELOPE, INES, MAX, OLIVIA, r, sha256, T0 } from '../support/build.ts';
import { run, stateAfter } from '../support/spec.ts';
import { ADMIN, approve, by, clock, decline, does, seatIn, sender, sent, sign, waiting } from './rules/kit.ts';

function told(history: readonly Command[], when: Command, later: readonly Command[] = []): readonly string[] {
  const { decision, state } = run(stateAfter(...history), when);
  const now: Envelope = later.reduce((before, next) => run(before, next).state, state);
  const events = decision.ok ? decision.events : [];
  return events.flatMap((event, index) =>
    notify({ version: 4, index, event }, state, now).map(({ kind, to, event: key }) => `${kind}>${to} ${key}`),
  );
}

describe('what is remembered of an act', () => {
  test('its words, or the reason; a name and a consent only of a signature', () => {
    const approved = seatIn(stateAfter(...sent(), approve('Max', 1)), 1).act;
    expect(approved).toMatchObject({ type: 'approved', words: 'I APPROVE', via: 'email', assurance: 'L1' });
    expect(approved).not.toHaveProperty('typedName');
    expect(seatIn(stateAfter(...sent(), decline('Max', 1)), 1).act).toMatchObject({ type: 'declined', words: 'Wrong amount' });
    const signed = seatIn(stateAfter(...sent({ recipients: [INES] }), sign('Ines', 1)), 1).act;
    expect(signed).toMatchObject({ words: 'I SIGN', typedName: 'A Name', consent: { id: 'sign/en/2' } });
    const prepared = stateAfter(
      ...sent({
        recipients: [
          { ...MAX, role: 'preparer' },
          { ...INES, step: 2 },
        ],
      }),
      command(by('Max'), does.prepare(1)),
    );
    expect(seatIn(prepared, 1).act).toMatchObject({ type: 'prepared', words: '' });
  });
  test('someone who was let go does not expire', () => {
    const group = sent({ recipients: [MAX, { ...INES, role: 'approver', step: 1 }, { ...INES, step: 2 }], quorums: { 1: 'any' } });
    const over = stateAfter(...group, approve('Max', 1), clock({ type: 'expire' }, { days: 15 }));
    expect(over).toMatchObject({ recipients: [{ status: 'approved' }, { status: 'released' }, { status: 'expired' }] });
  });
  test('a delivery that fails after one that came through is on the seat as long as nobody has opened it', () => {
    const outcome = (effect: string, outcome: 'accepted' | 'undeliverable'): Command =>
      clock({ type: 'record-deliveries', deliveries: [{ effect, recipient: r(1), channel: 'email', outcome }] });
    const seatAfter = (...more: readonly Command[]) => seatIn(stateAfter(...sent(), ...more), 1).status;
    expect(seatAfter(outcome('a', 'accepted'))).toBe('notified');
    expect(seatAfter(outcome('a', 'accepted'), outcome('b', 'undeliverable'))).toBe('undeliverable');
    expect(seatAfter(outcome('a', 'undeliverable'), outcome('b', 'accepted'))).toBe('notified');
    expect(seatAfter(command(by('Max'), does.view(1)), outcome('b', 'undeliverable'))).toBe('viewed');
  });
});

describe('due', () => {
  test('the expiry comes alone, under a key that names the draft', () => {
    const state = stateAfter(...sent());
    expect(due(state, plus(T0, { days: 14, minutes: 15 })).map(({ key }) => key)).toEqual([`expire/${T0}`]);
    expect(due(stateAfter(command(OLIVIA, body.draft())), plus(T0, { hours: 48 })).map(({ key }) => key)).toEqual([`expire/${T0}`]);
  });
  test('what is late at the very deadline is still done; a moment later only the expiry is left', () => {
    const state = stateAfter(...sent());
    expect(due(state, plus(T0, { days: 14 })).map(({ type }) => type)).toEqual(['warn', 'remind']);
    expect(due(state, plus(T0, { days: 14, minutes: 1 }))).toEqual([]);
  });
  test('nothing comes of what is over', () => expect(upcoming(stateAfter(...sent(), sender(does.void)))).toEqual([]));
});

describe('who is told', () => {
  const asked = (to: number | null, from = OLIVIA): Command =>
    command(from, { type: 'comment', from: null, to: to === null ? null : r(to), text: 'By Friday' }, { hours: 2 });
  const both = [...sent(), approve('Max', 1)];
  test('the sender’s answer goes to the one whom it names, or to all who were asked', () => {
    expect(told(both, asked(2))).toEqual(['answer>r2 4.0']);
    expect(told(both, asked(null))).toEqual(['answer>r1 4.0', 'answer>r2 4.0', 'answer>r3 4.0']);
  });
  test('a recipient’s question goes to the sender, and says whose it is', () => {
    const question = command(by('Max'), { type: 'comment', from: r(1), to: null, text: 'Why?' });
    expect(told(both, question)).toEqual(['question>sender 4.0']);
  });
  test('an act that was taken back meanwhile is not confirmed any more', () => {
    expect(told(sent(), approve('Max', 1))[0]).toBe('recorded>r1 4.0');
    expect(told(sent(), approve('Max', 1), [command(by('Max'), does.withdraw(1), { hours: 2 })])).toEqual([]);
  });
  test('a new deadline is told to those who are waited for, as long as it is the last one', () => {
    const later = sender(does.extend(plus(T0, { days: 20 })));
    expect(told(sent(), later)).toEqual(['deadline>r1 4.0']);
    expect(told(sent(), later, [sender(does.extend(plus(T0, { days: 30 })))])).toEqual([]);
    expect(told(sent(), later, [sender(does.void)])).toEqual([]);
  });
  test('a warning is told while it is true', () => {
    const warned = clock({ type: 'warn' }, { days: 12 });
    expect(told(sent(), warned)).toEqual(['expiry-warning>sender 4.0']);
    expect(told(sent(), warned, [sender(does.void, { days: 12, hours: 1 })])).toEqual([]);
  });
  test('a failed seal is told until there is one', () => {
    const done = [...sent({ recipients: [INES] }), sign('Ines', 1)];
    const failed = clock({ type: 'record-seal-failure', why: 'x' });
    expect(told(done, failed)).toEqual(['seal-failed>sender 4.0']);
    expect(told(done, failed, [clock(does.seal)])).toEqual([]);
  });
  test('someone who was let go hears so once, not after the end', () => {
    const any = sent({ recipients: [MAX, { ...INES, role: 'approver', step: 1 }, { ...INES, step: 2 }], quorums: { 1: 'any' } });
    expect(told(any, approve('Max', 1))).toContain('released>r2 4.1');
    expect(told(any, approve('Max', 1), [sender(does.void)])).not.toContain('released>r2 4.1');
  });
  test('a human with several seats hears of the end once, the sender as the sender', () => {
    const twice = sent({ recipients: [INES, { ...INES, step: 3 }, { ...INES, name: 'Olivia', email: 'OLIVIA@northwind.test', step: 3 }] });
    expect(told([...twice, sign('Ines', 1)], sender(does.void))).toEqual(['voided>r1 4.0', 'voided>sender 4.0']);
  });
  test('an administrator’s void is told like the sender’s', () =>
    expect(told(sent(), command(ADMIN, does.void))).toEqual(['voided>r1 4.0', 'voided>sender 4.0']));
});

describe('an id that was typed', () => {
  const id = ENVELOPE;
  test.each([` ${id} `, `#${id}`, id.toLowerCase(), id.replaceAll('-', ''), id.slice(3)])('%j is found', (text) =>
    expect(parseEnvelopeId(text)).toBe(id),
  );
  test.each([`${id}#`, `${id.slice(3)}CS`, `${id.slice(0, -1)}U`, `${id.slice(0, -1)}*`, `1${id.slice(3)}`])('%j is none', (text) =>
    expect(parseEnvelopeId(text)).toBeUndefined(),
  );
});

describe('a policy', () => {
  test('knows senders by address or by the end of it, and administrators among others', () => {
    const some = { ...DEFAULT_POLICY, send: ['ana@x.test', '@y.test'], admins: ['a@x.test', 'b@x.test'] };
    expect(['ana@x.test', 'bob@y.test', 'bob@x.test', 'ana@x.test.evil'].map((one) => maySend(some, one))).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(['A@x.test', 'b@x.test', 'c@x.test'].map((one) => isAdmin(some, one))).toEqual([true, true, false]);
  });
  test('asks for proof by the first rule that fits: role, people, class, amount and currency', () => {
    const levels = [
      { role: 'signer', documentClass: 'order', amountFrom: 5_000, currency: 'EUR', needs: 'L2' },
      { role: 'signer', people: 'external', documentClass: 'order', needs: 'L2' },
      { role: 'signer', needs: 'L1' },
    ] as const;
    const asked = (role: Role, internal: boolean, matter: { documentClass?: string; amount?: { value: number; currency: string } }) =>
      needsOf({ ...DEFAULT_POLICY, levels }, { role, internal }, matter);
    const eur = (value: number, currency = 'EUR') => ({ documentClass: 'order', amount: { value, currency } });
    expect([eur(5_000), eur(4_999), eur(9_000, 'USD')].map((matter) => asked('signer', true, matter))).toEqual(['L2', 'L1', 'L1']);
    expect([asked('signer', false, { documentClass: 'order' }), asked('signer', false, { documentClass: 'nda' })]).toEqual(['L2', 'L1']);
    expect([asked('signer', true, { ...eur(9_000), documentClass: 'nda' }), asked('signer', true, {})]).toEqual(['L1', 'L1']);
    expect([asked('approver', true, {}), asked('cc', false, {})]).toEqual(['L2', 'L0']);
  });
  test('keeps its working hours to the minute', () => {
    const hours = { ...DEFAULT_POLICY.reminders.workingHours, from: '08:30', to: '17:45' };
    const { calendar } = pinned({ ...DEFAULT_POLICY, reminders: { ...DEFAULT_POLICY.reminders, workingHours: hours } }, sha256);
    expect(calendar).toMatchObject({ from: 510, to: 1065 });
  });
  test.each([
    ['reminders.workingHours.from', { reminders: { workingHours: { from: '09:00x' } } }],
    ['reminders.workingHours.from', { reminders: { workingHours: { from: 'x09:00' } } }],
    ['reminders.workingHours.to', { reminders: { workingHours: { to: 'x24:00' } } }],
    ['reminders.workingHours.days', { reminders: { workingHours: { days: [1, 8] } } }],
    ['reminders.most', { reminders: { most: '3' } }],
    ['reminders.firstAfterDays', { reminders: { firstAfterDays: 1.5 } }],
    ['reminders.holidays', { reminders: { holidays: { UTC: ['x2026-12-25'] } } }],
    ['reminders.holidays', { reminders: { holidays: { UTC: ['2026-12-25x'] } } }],
    ['admins', { admins: ['ana@x.test', 'no address'] }],
    ['send', { send: ['@x.test', 'everybody'] }],
    ['send', { send: ['x@'] }],
    [
      'levels',
      {
        levels: [
          { role: 'signer', needs: 'L1' },
          { role: 'cc', needs: 'L1' },
        ],
      },
    ],
    ['levels', { levels: [{ role: 'signer', needs: 'L1', amountFrom: -1 }] }],
    ['levels', { levels: [{ role: 'signer', needs: 'L1', amountFrom: 1, currency: 'EURO' }] }],
    ['levels', { levels: [{ role: 'signer', needs: 'L1', amountFrom: 1, currency: 'xEUR' }] }],
    ['delegation', { delegation: 1 }],
  ])('a mistake in %s is named', (place, document) => {
    const read = readPolicy(document);
    expect(read.ok ? [] : read.problems.map((one) => one.split(' ')[0])).toEqual([`“${place}”`]);
  });
  test.each([
    { reminders: { most: 50, firstAfterDays: 90 } },
    { levels: [{ role: 'signer', needs: 'L2', amountFrom: 0, currency: 'EUR' }] },
    { reminders: { workingHours: { from: '00:00', to: '24:00' } } },
  ])('what lies at the limit is taken: %j', (document) => expect(readPolicy(document)).toMatchObject({ ok: true }));
  test('a group of fields that is changed keeps its other fields', () => {
    const read = readPolicy({ reminders: { workingHours: { from: '08:00' } }, expiry: { afterDays: 30 } });
    expect(read).toMatchObject({
      policy: {
        reminders: { firstAfterDays: 3, workingHours: { from: '08:00', to: '17:00' } },
        expiry: { afterDays: 30, warnBeforeDays: 2 },
      },
    });
  });
});

test('a sender who wants to be told elsewhere is told there for as long as the envelope lives', () => {
  const on = (history: readonly Command[]) => {
    const state = stateAfter(...history);
    return state.status === 'none' ? undefined : state.senderChannel;
  };
  expect(on(sent({ senderChannel: 'slack' }))).toBe('slack');
  expect(on([...sent({ senderChannel: 'slack' }), command(OLIVIA, { type: 'void', reason: 'x' })])).toBe('slack');
  expect(on(sent({}))).toBeUndefined();
});

test('steps come in the order of their numbers, whoever was named first', () => {
  const last = sent({
    recipients: [
      { ...INES, step: 2 },
      { ...MAX, step: 1 },
    ],
  });
  expect(waiting(stateAfter(...last))).toEqual(['Max']);
  expect(why(stateAfter(...last, approve('Max', 2)), T0)).toMatchObject({ step: { number: 2, of: 2 }, waitingFor: [{ name: 'Ines' }] });
});

test('a day ends at the zone’s own midnight, east and west of Greenwich', () => {
  const offset = (zone: string) => (zone === 'east' ? 600 : -480);
  expect(endOfDay(at('2026-11-24T20:00:00Z'), 'east', offset)).toBe('2026-11-25T13:59:59.000Z');
  expect(endOfDay(at('2026-11-24T03:00:00Z'), 'west', offset)).toBe('2026-11-24T07:59:59.000Z');
});
