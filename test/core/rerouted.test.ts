// Someone who is not reached on their channel is written to on the next, and the sender hears so once.
import { describe, expect, test } from 'vitest';
import type { Command } from '#core/command.ts';
import { notify } from '#core/notify.ts';
import type { Channel, Delivery } from '#core/terms.ts';
import { settingFor } from '#core/views/facts.ts';
import { notificationView } from '#core/views/notification.ts';
import { body, command, MAX, OLIVIA, r, SYSTEM } from '../support/build.ts';
import { given, run, stateAfter } from '../support/spec.ts';

const out = [command(OLIVIA, body.draft({ recipients: [{ ...MAX, channel: 'slack' }] })), command(OLIVIA, body.send)];
const from = (channel: Channel, next: Channel, why = 'not installed'): Delivery => ({
  effect: `${channel}>${next}`,
  recipient: r(1),
  channel,
  outcome: 'rerouted',
  next,
  why,
});
const record = (...deliveries: readonly Delivery[]): Command => command(SYSTEM, { type: 'record-deliveries', deliveries });

function standing(...more: readonly Command[]) {
  const state = stateAfter(...out, ...more);
  return state.status === 'none' ? undefined : state.recipients[0];
}

/** What the last command tells, as things stand after it or after what came later. */
function told(last: Command, ...later: readonly Command[]) {
  const { decision, state } = run(stateAfter(...out), last);
  const now = stateAfter(...out, last, ...later);
  return decision.ok ? decision.events.flatMap((event, index) => notify({ version: 3, index, event }, state, now)) : [];
}

describe('a recipient who was not reached', () => {
  test('is written to on the next channel from then on, and stands where they stood', () => {
    expect(standing()).toMatchObject({ channel: 'slack', status: 'waiting' });
    expect(standing(record(from('slack', 'email')))).toMatchObject({ channel: 'email', status: 'waiting' });
  });

  test('goes on from channel to channel, as the messages did', () =>
    expect(standing(record(from('slack', 'teams')), record(from('teams', 'email')))?.channel).toBe('email'));

  test('is not sent back by an earlier message that comes to its end late', () => {
    given(...out, record(from('slack', 'email')))
      .when(record({ ...from('slack', 'teams'), effect: 'late' }))
      .then();
    given(...out)
      .when(record({ ...from('slack', 'email'), recipient: r(9) }))
      .then();
  });

  test('takes along what was accepted in the same command', () => {
    const both = record({ effect: 'e', recipient: r(1), channel: 'email', outcome: 'accepted' }, from('slack', 'email'));
    expect(standing(both)).toMatchObject({ channel: 'email', status: 'notified' });
  });
});

describe('the sender', () => {
  test('is told where someone could not be reached, why, and where they are written to now', () => {
    const [notification] = told(record(from('slack', 'email', 'The app is not installed.')));
    expect(notification).toEqual({
      kind: 'rerouted',
      to: 'sender',
      about: r(1),
      from: 'slack',
      text: 'The app is not installed.',
      event: '3.0',
    });
  });

  test('hears only of the way that was taken in the end', () => {
    expect(told(record(from('slack', 'teams')), record(from('teams', 'email')))).toEqual([]);
    expect(told(record({ effect: 'e', recipient: r(1), channel: 'slack', outcome: 'accepted' }))).toEqual([]);
  });

  test.each([
    ['en', 'Max could not be reached in Slack, so everything about “Mutual NDA” goes to them by e-mail.', 'The reason: not installed'],
    ['de', 'Max war in Slack nicht zu erreichen. Alles zu „Mutual NDA“ geht deshalb per E-Mail hinaus.', 'Der Grund: not installed'],
  ])('reads it in %s', (language, lead, reason) => {
    const state = stateAfter(...out, record(from('slack', 'email')));
    if (state.status === 'none') throw new Error('nothing is there');
    const setting = settingFor(language, () => 60);
    const notification = { kind: 'rerouted', to: 'sender', about: r(1), event: '3.0' } as const;
    const view = notificationView({ notification: { ...notification, from: 'slack', text: 'not installed' }, state, setting });
    expect(view.paragraphs).toEqual([expect.stringContaining(lead), reason]);
    expect(view.heading).toContain('Max');
    expect(notificationView({ notification, state, setting }).paragraphs).toHaveLength(1);
  });
});
