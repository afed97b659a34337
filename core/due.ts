// What time alone makes true: reminders, escalation, warning and expiry, as commands whose keys derive from the state, so that two clocks
// cannot do one thing twice. What a key is made of only ever grows: a key that was used before would be swallowed for ever.
import type { Command, CommandOf } from './command.ts';
import type { Envelope, Recipient } from './envelope.ts';
import { EXPIRY_GRACE } from './rules/ending.ts';
import { waitedFor } from './rules/turns.ts';
import { plus, type Instant } from './time.ts';

type Dated = { readonly at: Instant; readonly command: CommandOf<'remind' | 'escalate' | 'warn' | 'expire'> };

const SCHEDULE = { kind: 'system', via: 'schedule' } as const;

export function due(state: Envelope, now: Instant): readonly Command[] {
  const ready = dated(state, now).filter(({ at }) => at <= now);
  const closing = ready.filter(({ command }) => command.type === 'expire');
  return (closing.length > 0 ? closing : ready).map(({ command }) => command);
}

/** When to look again; undefined when time can change nothing any more. */
export function nextDue(state: Envelope): Instant | undefined {
  return upcoming(state)[0]?.at;
}

/** What comes next and when, soonest first. */
export function upcoming(state: Envelope): readonly Dated[] {
  const at = state.status === 'draft' || state.status === 'sent' ? state.draftedAt : undefined;
  return at === undefined ? [] : dated(state, at).toSorted((a, b) => (a.at < b.at ? -1 : 1));
}

/** Nothing while a dispute is open: it halts every timer. */
function dated(state: Envelope, now: Instant): readonly Dated[] {
  const stamp = { at: now, by: SCHEDULE };
  if (state.status === 'draft') return [{ at: state.lapsesAt, command: { ...stamp, key: `expire/${state.draftedAt}`, type: 'expire' } }];
  if (state.status !== 'sent' || state.disputes.length > 0) return [];
  const { draftedAt, warnAt, expiresAt } = state;
  const expire: Dated = { at: plus(expiresAt, EXPIRY_GRACE), command: { ...stamp, key: `expire/${draftedAt}`, type: 'expire' } };
  // Past the deadline nobody can do anything about it any more, and nobody is bothered.
  if (now > expiresAt) return [expire];
  return [
    expire,
    ...(warnAt === undefined ? [] : [{ at: warnAt, command: { ...stamp, key: `warn/${expiresAt}`, type: 'warn' } as const }]),
    ...waitedFor(state).flatMap((recipient) => timersOf(recipient, stamp)),
  ];
}

function timersOf({ id, remindAt, reminders, escalateAt, turns }: Recipient, stamp: { at: Instant; by: typeof SCHEDULE }): Dated[] {
  const remind = { ...stamp, key: `remind/${id}/${reminders + 1}`, type: 'remind', recipient: id } as const;
  const escalate = { ...stamp, key: `escalate/${id}/${turns}`, type: 'escalate', recipient: id } as const;
  return [
    ...(remindAt === undefined ? [] : [{ at: remindAt, command: remind }]),
    ...(escalateAt === undefined ? [] : [{ at: escalateAt, command: escalate }]),
  ];
}
