// Who may see an event outside the tenant.
import { expect, test } from 'vitest';
import { audienceOf } from '#core/audience.ts';
import type { Command } from '#core/command.ts';
import { NO_ENVELOPE, type Envelope } from '#core/envelope.ts';
import type { EnvelopeEvent } from '#core/events.ts';
import { command, r, T0 } from '../support/build.ts';
import { run } from '../support/spec.ts';
import { approve, by, candidate, clock, does, sender, sent, sign } from './rules/kit.ts';

function audiences(history: readonly Command[]): Record<string, string> {
  let state: Envelope = NO_ENVELOPE;
  const seen: Record<string, string> = {};
  const events: EnvelopeEvent[] = [];
  for (const next of history) {
    const { decision, state: after } = run(state, next);
    if (!decision.ok) throw new Error(`${next.type}: ${decision.refusal.code}`);
    state = after;
    events.push(...decision.events);
  }
  const recipients = state.status === 'none' ? [] : state.recipients;
  for (const event of events) {
    const about = 'recipient' in event && event.recipient !== null ? ` ${event.recipient}` : '';
    seen[event.type + about] = audienceOf(event, (id) => recipients.find((one) => one.id === id)?.role);
  }
  return seen;
}

test('what signers and viewers do is shared; what approvers do, and how the tenant works, is not', () => {
  const history = [
    ...sent(),
    command(by('Max'), does.view(1)),
    command(by('Max'), does.delegate(1, candidate('Zoe'))),
    approve('Zoe', 5),
    sender(does.remind(2)),
    command(by('Ines'), does.delegate(2, candidate('Yan'))),
    command(by('Yan'), does.dispute(6)),
    sender(does.resolve),
    sender({ type: 'comment', from: null, to: null, text: 'So.' }),
    sign('Yan', 6, { hours: 5 }),
    sign('Dana', 3, { hours: 6 }),
    clock(does.seal, { hours: 7 }),
    clock(does.erase(1), { hours: 8 }),
  ];
  expect(audiences(history)).toMatchObject({
    drafted: 'internal',
    'document-added': 'shared',
    'recipient-added r1': 'internal',
    'recipient-added r2': 'shared',
    'recipient-added r4': 'internal',
    'recipient-added r5': 'internal',
    sent: 'shared',
    'viewed r1': 'internal',
    'delegated r1': 'internal',
    'approved r5': 'internal',
    'reminded r2': 'internal',
    'delegated r2': 'shared',
    'disputed r6': 'shared',
    'dispute-resolved': 'shared',
    commented: 'internal',
    'signed r6': 'shared',
    completed: 'shared',
    sealed: 'shared',
    'erased r1': 'internal',
  });
});

test('of a seat that nobody knows, nothing is shared', () => {
  const event: EnvelopeEvent = { at: T0, by: { seat: 'system', via: 'dispatch', assurance: 'L3' }, type: 'viewed', recipient: r(9) };
  expect(audienceOf(event, () => undefined)).toBe('internal');
  expect(audienceOf(event, () => 'viewer')).toBe('shared');
});
