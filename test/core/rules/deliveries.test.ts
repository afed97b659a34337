// What mail systems and mailboxes say later of messages that were accepted: on record once, while it is news, and what follows from it.
import { describe, expect, test } from 'vitest';
import { notify } from '#core/notify.ts';
import type { Command } from '#core/command.ts';
import type { Delivery } from '#core/terms.ts';
import { plus, type Duration } from '#core/time.ts';
import { settingFor } from '#core/views/facts.ts';
import { whyParagraphs } from '#core/views/why.ts';
import { why } from '#core/why.ts';
import { command, OLIVIA, r, SYSTEM, T0 } from '../../support/build.ts';
import { given, run, stateAfter } from '../../support/spec.ts';
import { approve, by, candidate, decline, does, ruled, seatIn, sender, sent } from './kit.ts';

const accepted: Delivery = { effect: 'e1', recipient: r(1), channel: 'email', outcome: 'accepted' };
const about = { recipient: r(1), channel: 'email' } as const;
const bounced = { ...about, effect: 'e1#bounced', outcome: 'undeliverable', reason: 'no-such-person' } as const;
const delayed = { ...about, effect: 'e1#delayed', outcome: 'delayed', reason: 'mailbox-full', isOver: false } as const;
const complained = { ...about, effect: 'e1#complained', outcome: 'complained' } as const;
const away = (until?: string, effect = 'n#away'): Delivery => ({
  ...about,
  effect,
  outcome: 'away',
  ...(until === undefined ? {} : { until }),
});
const toSlack = { ...about, effect: 'e1#bounced', outcome: 'rerouted', next: 'slack', why: '', reason: 'mailbox-closed' } as const;

const record = (delivery: Delivery, after: Duration = { hours: 2 }): Command =>
  command(SYSTEM, { type: 'record-deliveries', deliveries: [delivery] }, after);
/** T0 is a Tuesday. */
const out = [...sent(), record(accepted, { hours: 1 })];
const max = (...history: readonly Command[]) => seatIn(stateAfter(...history), 1);

function told(last: Command, ...later: readonly Command[]): readonly string[] {
  const { decision, state } = run(stateAfter(...out), last);
  const now = later.length === 0 ? state : stateAfter(...out, last, ...later);
  const events = decision.ok ? decision.events : [];
  return events.flatMap((event, index) => notify({ version: 4, index, event }, state, now)).map(({ kind, to }) => `${kind}>${to}`);
}

function recorded(last: Command): readonly Delivery[] {
  const [event] = given(...out)
    .when(last)
    .then('deliveries-recorded');
  return event?.type === 'deliveries-recorded' ? event.deliveries : [];
}

describe('a message that came back', () => {
  test('makes its recipient undeliverable after it had been accepted, and the sender is told why', () => {
    expect(max(...out, record(bounced))).toMatchObject({ status: 'undeliverable', failure: 'no-such-person' });
    expect(told(record(bounced))).toEqual(['undeliverable>sender']);
    expect(why(stateAfter(...out, record(bounced)), T0)?.waitingFor[0]).toMatchObject({ isUndeliverable: true, failure: 'no-such-person' });
  });
  test('is news once, whatever comes back after it', () => {
    given(...out, record(bounced))
      .when(record({ ...bounced, effect: 'e2#bounced' }))
      .then();
    given(...out, record(bounced))
      .when(record({ ...delayed, effect: 'e2#delayed' }))
      .then();
  });
  test('stays so when a mail system takes the next message as well, until the request goes out anew', () => {
    const next = record({ ...accepted, effect: 'e2' }, { hours: 3 });
    expect(max(...out, record(bounced), next).status).toBe('undeliverable');
    expect(max(...out, record(bounced), sender(does.resend(1)), record({ ...accepted, effect: 'e3' }, { hours: 4 }))).toMatchObject({
      status: 'notified',
    });
    expect(max(...out, record(bounced), sender(does.correct(1, candidate('Maxi')))).failure).toBeUndefined();
  });
  test('changes nothing of an act, but the sender hears of it', () => {
    expect(max(...out, approve('Max', 1), record(bounced, { hours: 3 })).status).toBe('approved');
  });
  test('is old news once they are written to elsewhere', () => {
    given(...out, record(toSlack))
      .when(record({ ...bounced, effect: 'e2#bounced' }))
      .then();
  });
  test('is asked again where they have another channel, and the sender is told', () => {
    expect(max(...out, record(toSlack))).toMatchObject({ channel: 'slack', status: 'notified' });
    expect(told(record(toSlack))).toEqual(['rerouted>sender', 'approve-request>r1']);
    expect(told(record(toSlack), approve('Max', 1, { hours: 3 }))).toEqual(['rerouted>sender']);
    expect(told(record(toSlack), record({ ...toSlack, effect: 'x', channel: 'slack', next: 'teams' }, { hours: 3 }))).toEqual([]);
  });
  test('is recorded by nobody but the product', () => {
    given(...out)
      .when(command(OLIVIA, { type: 'record-deliveries', deliveries: [bounced] }))
      .thenRefused({ code: 'not-yours' });
    given().when(record(bounced)).thenRefused({ code: 'no-such-envelope' });
  });
  test('about nobody in the envelope is only kept', () => {
    given(...out)
      .when(record({ ...complained, recipient: r(9) }))
      .then();
  });
});

describe('a message that is late', () => {
  test('is told to the sender once per recipient, and is forgotten once they are heard from', () => {
    expect(told(record(delayed))).toEqual(['delayed>sender']);
    expect(max(...out, record(delayed))).toMatchObject({ status: 'notified', delay: { reason: 'mailbox-full', isOver: false } });
    given(...out, record(delayed))
      .when(record({ ...delayed, effect: 'e2#delayed' }))
      .then();
    const comment = command(by('Max'), { type: 'comment', from: r(1), to: null, text: 'A question' }, { hours: 3 });
    expect(max(...out, record(delayed), comment).delay).toBeUndefined();
    expect(told(record(delayed), comment)).toEqual([]);
  });
  test('is nobody’s business once they have acted, or it is over', () => {
    given(...out, approve('Max', 1))
      .when(record(delayed))
      .then();
    given(...out, decline('Max', 1))
      .when(record(delayed))
      .then();
  });
  test('stands in the sender’s status', () => {
    const lines = whyParagraphs(
      stateAfter(...out, record(delayed)),
      plus(T0, { hours: 3 }),
      settingFor('en', () => 0),
    ).join('\n');
    expect(lines).toContain('Delivery delayed. The reason: The mailbox is full.');
  });
});

describe('a complaint', () => {
  test('mutes reminders for that seat, and the sender is told once', () => {
    expect(max(...out, record(complained))).toMatchObject({ muted: true, complainedAt: plus(T0, { hours: 2 }) });
    expect(max(...out, record(complained)).remindAt).toBeUndefined();
    expect(told(record(complained))).toEqual(['complained>sender']);
    expect(told(record(complained), sender(does.void))).toEqual([]);
    given(...out, record(complained))
      .when(record({ ...complained, effect: 'e2#complained' }))
      .then();
  });
});

describe('an absence notice', () => {
  const back = '2026-12-02T23:00:00.000Z';
  test('that names no day leaves reminders as they are; the sender is told once', () => {
    expect(recorded(record(away()))).toEqual([away()]);
    expect(max(...out, record(away()))).toMatchObject({ away: { since: plus(T0, { hours: 2 }) } });
    expect(max(...out, record(away())).remindAt).toBe(max(...out).remindAt);
    expect(told(record(away()))).toEqual(['away>sender']);
    given(...out, record(away()))
      .when(record(away(undefined, 'n2#away'), { days: 3 }))
      .then();
  });
  test('that names a day moves the next reminder there, into working hours', () => {
    const { remindAt, away: found } = max(...out, record(away('2026-12-03')));
    expect(found).toMatchObject({ until: '2026-12-03', back });
    expect(remindAt?.slice(0, 10)).toBe('2026-12-03');
    expect((remindAt ?? '') > back).toBe(true);
  });
  test('lets no later reminder come before that day either', () => {
    const [early, late] = [[...out], [...out, record(away('2026-12-03'))]].map(
      (history) => max(...history, sender(does.remind(1), { hours: 5 })).remindAt,
    );
    expect(late?.slice(0, 10)).toBe('2026-12-03');
    expect((early ?? '') < (late ?? '')).toBe(true);
  });
  test('leaves a later reminder where it is, and drops one that would come after the deadline', () => {
    expect(max(...out, record(away('2026-11-26'))).remindAt).toBe(max(...out).remindAt);
    expect(max(...out, record(away('2027-06-01'))).remindAt).toBeUndefined();
  });
  test('adds no reminder where there is none', () => {
    const silent = [...sent(ruled({ remindAfterDays: 0 })), record(away('2026-12-03'))];
    expect(max(...silent)).toMatchObject({ away: { until: '2026-12-03' } });
    expect(max(...silent).remindAt).toBeUndefined();
  });
  test.each(['2026-11-20', 'some day'])('of %s says nothing of how long', (until) => {
    expect(recorded(record(away(until)))).toEqual([away()]);
  });
  test('with another day is news again; with the same one it is not, until that day', () => {
    const first = [...out, record(away('2026-12-03'))];
    expect(max(...first, record(away('2026-12-05', 'n2#away'), { hours: 4 })).away?.until).toBe('2026-12-05');
    given(...first)
      .when(record(away('2026-12-03', 'n2#away'), { hours: 4 }))
      .then();
    expect(max(...first, record(away(undefined, 'n2#away'), { days: 10 })).away).toEqual({ since: plus(T0, { days: 10 }) });
    expect(told(record(away('2026-12-03')), record(away('2026-12-05', 'n2#away'), { hours: 4 }))).toEqual([]);
  });
  test('is over when the person is heard from, and of no interest before their turn', () => {
    expect(max(...out, record(away()), command(by('Max'), does.view(1), { hours: 5 })).away).toBeUndefined();
    given(...out)
      .when(record({ ...away(), recipient: r(2) }))
      .then();
    expect(told(record(away()), sender(does.void))).toEqual([]);
  });
  test('stands in the sender’s status while it holds', () => {
    const told = (until: string | undefined, days: number) =>
      whyParagraphs(
        stateAfter(...out, record(away(until))),
        plus(T0, { days }),
        settingFor('de', () => 0),
      ).join('\n');
    expect(told('2026-12-03', 1)).toContain('Max ist laut Abwesenheitsnotiz bis 3. Dezember 2026 abwesend.');
    expect(told(undefined, 1)).toContain('bis wann, steht nicht darin');
    expect(told('2026-12-03', 10)).not.toContain('abwesend');
  });
});
