// Someone who does not read their messages for a time, by their own absence notice: how long that holds, and when they are reminded then.
import type { Existing, Recipient } from '../envelope.ts';
import type { Delivery } from '../terms.ts';
import { later, parseInstant, plus, type Instant, type OffsetAt } from '../time.ts';
import { intoWorkingHours } from './calendar.ts';

type Away = Extract<Delivery, { outcome: 'away' }>;

/** Until they are heard from, or the day has come that they named. */
export function isAway({ away }: Pick<Recipient, 'away'>, now: Instant): boolean {
  return away !== undefined && (away.back === undefined || now < away.back);
}

/** With what follows from the day, if one is named: reminders wait for it, and fall away where the deadline comes first. */
export function awayDelivery(
  { recipients, policy, expiresAt }: Existing,
  { delivery, at }: { readonly delivery: Away; readonly at: Instant },
  offsetAt: OffsetAt,
): Away {
  const recipient = recipients.find(({ id }) => id === delivery.recipient);
  const { effect, channel, until } = delivery;
  const about = { effect, recipient: delivery.recipient, channel, outcome: 'away' } as const;
  const back = until === undefined || !recipient ? undefined : beginningOf(until, recipient.zone, offsetAt);
  // A day that has come, or is none, says nothing of how long.
  if (until === undefined || back === undefined || back <= at) return about;
  if (recipient?.remindAt === undefined) return { ...about, until, back };
  const place = { calendar: policy.calendar, zone: recipient.zone, offsetAt };
  const remindAt = later(recipient.remindAt, intoWorkingHours(back, place));
  return { ...about, until, back, remindAt: remindAt < expiresAt ? remindAt : null };
}

/** Midnight where the person is; a clock change on that night moves it by an hour at most. */
function beginningOf(day: string, zone: string, offsetAt: OffsetAt): Instant | undefined {
  const noon = parseInstant(`${day}T12:00:00Z`);
  return noon && plus(noon, { hours: -12, minutes: -offsetAt(zone, noon) });
}
