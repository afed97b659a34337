// Reminders by the clock, across envelopes: no person gets more of them on a day than the policy says, and the last one of a day lists
// what else waits for them. What the sender asked for by hand is not held back.
import { eventsOf } from '#core/chain.ts';
import type { Existing } from '#core/envelope.ts';
import type { TenantId } from '#core/ids.ts';
import type { Notification } from '#core/notify.ts';
import type { Policy } from '#core/policy/policy.ts';
import type { Waits } from '#core/messages.ts';
import type { Stream } from '#core/record.ts';
import { wallClock, type Instant, type OffsetAt } from '#core/time.ts';
import type { Projections } from '#stores/projections.ts';
import type { ReminderDays } from '#stores/reminder-days.ts';

export type DigestParts = {
  readonly reminderDays: ReminderDays;
  readonly projections: Pick<Projections, 'ofPerson'>;
  readonly policyOf: (tenant: TenantId) => Promise<Policy>;
  readonly now: () => Instant;
  readonly offsetAt: OffsetAt;
};

type Reminder = {
  readonly state: Existing;
  readonly stream: Stream;
  readonly notification: Notification;
  /** The effect's name: a repeat of it takes no further place. */
  readonly effect: string;
};

/** @returns what else waits for the person; `joined` when another reminder of the day has said it, or will not be followed by this one */
export async function digestOf(
  parts: DigestParts,
  { state, stream, notification, effect }: Reminder,
): Promise<readonly Waits[] | 'joined'> {
  const stored = eventsOf(stream).find(({ version, index }) => `${version}.${index}` === notification.event);
  const recipient = state.recipients.find(({ id }) => id === notification.to);
  if (notification.kind !== 'reminder' || stored?.event.by.seat !== 'system' || !recipient) return [];
  const { perPersonPerDay: most } = (await parts.policyOf(state.tenant)).reminders;
  const day = wallClock(parts.now(), recipient.zone, parts.offsetAt).slice(0, 10);
  const place = await parts.reminderDays.take(state.tenant, recipient.email, { day, most, effect });
  if (place === undefined) return 'joined';
  if (place < most) return [];
  const desk = await parts.projections.ofPerson(state.tenant, recipient.email);
  return desk
    .filter((row) => row.envelope !== state.id && row.status === 'sent' && row.seats.some(({ hasTurn }) => hasTurn))
    .map(({ envelope, title }) => ({ envelope, title }));
}
