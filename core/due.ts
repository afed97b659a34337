// What time alone makes true: reminders and expiry, as commands whose keys derive from the state, so that two clocks cannot do it twice.
import type { Command } from './command.ts';
import type { Envelope } from './envelope.ts';
import { EXPIRY_GRACE } from './rules/ending.ts';
import { waitedFor } from './rules/turns.ts';
import { earliest, plus, type Instant } from './time.ts';

const SCHEDULE = { kind: 'system', via: 'schedule' } as const;

export function due(state: Envelope, now: Instant): readonly Command[] {
  if (state.status !== 'draft' && state.status !== 'sent') return [];
  if (closesAt(state) <= now) return [{ at: now, by: SCHEDULE, key: `expire/${state.draftedAt}`, type: 'expire' }];
  if (state.status === 'draft') return [];
  return waitedFor(state)
    .filter(({ remindAt }) => remindAt !== undefined && remindAt <= now)
    .map(({ id, reminders }) => ({ at: now, by: SCHEDULE, key: `remind/${id}/${reminders + 1}`, type: 'remind', recipient: id }));
}

/** When to look again; undefined when time can change nothing any more. */
export function nextDue(state: Envelope): Instant | undefined {
  if (state.status !== 'draft' && state.status !== 'sent') return undefined;
  const reminders = state.status === 'sent' ? waitedFor(state).map(({ remindAt }) => remindAt) : [];
  return earliest([closesAt(state), ...reminders]);
}

function closesAt(state: Extract<Envelope, { status: 'draft' | 'sent' }>): Instant {
  return state.status === 'draft' ? state.lapsesAt : plus(state.expiresAt, EXPIRY_GRACE);
}
