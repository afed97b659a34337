// When to remind, escalate and warn: computed when something happens, stored with it, never computed again.
import type { Particulars, Recipient, Sent } from '../envelope.ts';
import type { Rescheduled } from '../terms.ts';
import { epochMs, instantOf, later, type Instant, type OffsetAt } from '../time.ts';
import { daysLater, intoWorkingHours, type Where } from './calendar.ts';
import { isHelped, waitedFor } from './turns.ts';

type Timed = Pick<Particulars, 'policy' | 'expiresAt'>;
/** `count`: reminders so far. */
type Since = { readonly at: Instant; readonly recipient: Recipient; readonly count: number };

/** null = never: by policy, because the limit is reached or reminders are muted, or because the deadline comes first. */
export function nextReminder({ policy, expiresAt }: Timed, { at, recipient, count }: Since, offsetAt: OffsetAt): Instant | null {
  const days = count === 0 ? policy.remindAfterDays : policy.remindEveryDays;
  if (days <= 0 || count >= policy.mostReminders || recipient.muted) return null;
  const place = placeOf(policy, recipient, offsetAt);
  const wanted = daysLater(at, days, place);
  const rested = later(later(wanted, recipient.snoozedUntil ?? wanted), recipient.away?.back ?? wanted);
  return beforeDeadline(intoWorkingHours(rested, place), expiresAt);
}

/** null = never: by policy, because there is nobody, because someone was asked as well already, or because the deadline comes first. */
export function escalationOf(
  state: Timed & Pick<Particulars, 'fallback' | 'recipients'>,
  { at, recipient }: Omit<Since, 'count'>,
  offsetAt: OffsetAt,
): Instant | null {
  const { policy, expiresAt, fallback } = state;
  if (policy.escalateAfterDays <= 0 || fallback === undefined || isHelped(state, recipient)) return null;
  const place = placeOf(policy, recipient, offsetAt);
  return beforeDeadline(intoWorkingHours(daysLater(at, policy.escalateAfterDays, place), place), expiresAt);
}

/** So many days before the deadline, or at half time where there are not that many. null = never. */
export function warningOf({ policy }: Pick<Particulars, 'policy'>, { at, expiresAt }: { at: Instant; expiresAt: Instant }): Instant | null {
  const left = epochMs(expiresAt) - epochMs(at);
  if (policy.warnBeforeDays <= 0 || left <= 0) return null;
  return instantOf(epochMs(expiresAt) - Math.min(policy.warnBeforeDays * 86_400_000, Math.floor(left / 2)));
}

/** `lostMs`: for how long nobody could act. */
type Move = { readonly at: Instant; readonly expiresAt: Instant; readonly lostMs?: number };

/** What those who are waited for are told and when, under another deadline. */
export function rescheduled(state: Sent, move: Move, offsetAt: OffsetAt): Rescheduled[] {
  const { at, expiresAt } = move;
  return waitedFor(state).map((recipient) => {
    const remindAt = nextReminder({ policy: state.policy, expiresAt }, { at, recipient, count: recipient.reminders }, offsetAt);
    const escalateAt = movedEscalation(state, { ...move, recipient }, offsetAt);
    return { recipient: recipient.id, remindAt, ...(escalateAt === undefined ? {} : { escalateAt }) };
  });
}

/** Later by the time that was lost; or for the first time, where only the former deadline was in the way. undefined = as it was. */
function movedEscalation(state: Sent, { expiresAt, lostMs = 0, recipient }: Move & { recipient: Recipient }, offsetAt: OffsetAt) {
  const { escalateAt, askedAt } = recipient;
  if (escalateAt !== undefined) {
    if (lostMs === 0) return undefined;
    const wanted = instantOf(epochMs(escalateAt) + lostMs);
    return beforeDeadline(intoWorkingHours(wanted, placeOf(state.policy, recipient, offsetAt)), expiresAt);
  }
  const possible = askedAt === undefined ? null : escalationOf({ ...state, expiresAt }, { at: askedAt, recipient }, offsetAt);
  return possible !== null && possible >= state.expiresAt ? possible : undefined;
}

function placeOf({ calendar }: Particulars['policy'], { zone }: Recipient, offsetAt: OffsetAt): Where {
  return { calendar, zone, offsetAt };
}

function beforeDeadline(at: Instant, expiresAt: Instant): Instant | null {
  return at < expiresAt ? at : null;
}
