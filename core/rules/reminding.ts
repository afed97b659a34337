// Nudges, and how a person keeps them away: reminders by the clock or by the sender, snooze, mute.
import type { CommandOf, Decision } from '../command.ts';
import type { Envelope, Recipient, Sent } from '../envelope.ts';
import type { EventBody } from '../events.ts';
import { later, plus, type Instant, type OffsetAt } from '../time.ts';
import { noLongerAsked } from './acts.ts';
import { accepted, chargeOf, isInCharge, isProven, notOut, NOTHING_TO_DO, refused, seatOf, stamped, stoppedBy } from './answers.ts';
import { intoWorkingHours } from './calendar.ts';
import { nextReminder } from './timing.ts';
import { hasTurn, waitedFor } from './turns.ts';

/** A sender may nudge, not nag. */
const BETWEEN_REMINDERS = { hours: 4 };

export function remind(state: Envelope, command: CommandOf<'remind'>, offsetAt: OffsetAt): Decision {
  const isSchedule = command.by.kind === 'system';
  if (state.status === 'none') return refused({ code: 'no-such-envelope' });
  if (!isSchedule && !isInCharge(state, command.by)) return refused({ code: 'not-the-sender' });
  if (!isProven(command.by, 'L1')) return refused({ code: 'proven-too-weakly', needs: 'L1' });
  if (state.status !== 'sent') return refused(notOut(state));
  const stop = stoppedBy(state, command.at);
  if (stop) return refused(stop);
  const named = waitedFor(state).filter(({ id }) => command.recipient === null || command.recipient === id);
  if (named.length === 0) return refused({ code: 'nobody-to-remind' });
  const hearing = named.filter(({ muted }) => !muted);
  if (hearing.length === 0) return refused({ code: 'muted' });
  const ready = hearing.filter((one) => (isSchedule ? isDue(one, command) : restedAt(one, command.at) <= command.at));
  if (ready.length === 0) {
    const againAt = hearing.map((one) => restedAt(one, command.at)).reduce((a, b) => (a < b ? a : b));
    return refused(isSchedule ? { code: 'nothing-new' } : { code: 'reminded-lately', againAt });
  }
  const reminded = ready.map((one) => remindedEvent(state, { recipient: one, at: command.at }, offsetAt));
  return accepted(stamped(command, isSchedule ? 'system' : chargeOf(state, command.by), ...reminded));
}

function remindedEvent(
  state: Sent,
  { recipient, at }: { recipient: Recipient; at: CommandOf<'remind'>['at'] },
  offsetAt: OffsetAt,
): EventBody {
  const count = recipient.reminders + 1;
  return { type: 'reminded', recipient: recipient.id, count, remindAt: nextReminder(state, { at, recipient, count }, offsetAt) };
}

/** No reminder before `until`; it stays the recipient's turn. */
export function snooze(state: Envelope, command: CommandOf<'snooze'>, offsetAt: OffsetAt): Decision {
  const found = listener(state, command);
  if (!found.ok) return found;
  const { sent, recipient } = found;
  const { at, until } = command;
  if (until <= at) return refused({ code: 'nothing-new' });
  if (until >= sent.expiresAt) return refused({ code: 'snooze-too-long', expiresAt: sent.expiresAt });
  const place = { calendar: sent.policy.calendar, zone: recipient.zone, offsetAt };
  const again = intoWorkingHours(until, place);
  const remindAt = recipient.remindAt !== undefined && again < sent.expiresAt ? again : null;
  return accepted(stamped(command, recipient.id, { type: 'snoozed', recipient: recipient.id, until, remindAt }));
}

export function mute(state: Envelope, command: CommandOf<'mute'>, offsetAt: OffsetAt): Decision {
  const found = listener(state, command);
  if (!found.ok) return found;
  const { sent, recipient } = found;
  const { at, on } = command;
  if (recipient.muted === on) return NOTHING_TO_DO;
  const since = { at, recipient: { ...recipient, muted: on }, count: recipient.reminders };
  const remindAt = hasTurn(sent, recipient) ? nextReminder(sent, since, offsetAt) : null;
  return accepted(stamped(command, recipient.id, { type: 'muted', recipient: recipient.id, on, remindAt }));
}

type Listener = { readonly ok: true; readonly sent: Sent; readonly recipient: Recipient } | Extract<Decision, { ok: false }>;

/** Whoever is asked may say how they want to be reminded; a link alone is not enough, or a stranger could silence us. */
function listener(state: Envelope, command: CommandOf<'snooze' | 'mute'>): Listener {
  if (state.status === 'none') return { ok: false, refusal: { code: 'no-such-envelope' } };
  const recipient = seatOf(state, command.recipient, command.by);
  if (!recipient) return { ok: false, refusal: { code: 'not-yours' } };
  if (!isProven(command.by, 'L1')) return { ok: false, refusal: { code: 'proven-too-weakly', needs: 'L1' } };
  if (state.status !== 'sent') return { ok: false, refusal: notOut(state) };
  if (recipient.act) return { ok: false, refusal: { code: 'already-acted', act: recipient.act.type, actedAt: recipient.act.at } };
  const gone = noLongerAsked(state, recipient);
  return gone ? { ok: false, refusal: gone } : { ok: true, sent: state, recipient };
}

function isDue({ remindAt }: Recipient, { at }: CommandOf<'remind'>): boolean {
  return remindAt !== undefined && remindAt <= at;
}

/** When the sender may nudge again: some hours after the last reminder, and not before a snooze is over. */
function restedAt({ remindedAt, snoozedUntil }: Recipient, at: Instant): Instant {
  return later(remindedAt === undefined ? at : plus(remindedAt, BETWEEN_REMINDERS), snoozedUntil ?? at);
}
