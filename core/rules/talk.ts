// Words that change no one's standing: comments and reminders.
import type { CommandOf, Decision } from '../command.ts';
import type { Envelope, Recipient, Sent } from '../envelope.ts';
import type { EventBody } from '../events.ts';
import { plus } from '../time.ts';
import { accepted, isProven, isSender, notOut, refused, seatOf, stamped } from './answers.ts';
import { nextReminder, waitedFor } from './turns.ts';

/** A sender may nudge, not nag. */
const BETWEEN_REMINDERS = { hours: 4 };

/** Each comment is a mail to someone, and a link alone is enough to write one. */
const MOST_COMMENTS = 30;
const WITHIN = { hours: 24 };

/** Also on a terminal envelope: people must be able to talk about what happened. */
export function comment(state: Envelope, command: CommandOf<'comment'>): Decision {
  if (state.status === 'none') return refused({ code: 'no-such-envelope' });
  const { from, to, text, by } = command;
  const seat = from === null ? (isSender(state, by) ? 'sender' : undefined) : seatOf(state, from, by)?.id;
  if (seat === undefined) return refused({ code: 'not-yours' });
  if (state.status === 'draft') return refused({ code: 'not-sent-yet' });
  if (seat === 'sender' && !isProven(by, 'L1')) return refused({ code: 'proven-too-weakly', needs: 'L1' });
  if (text.trim() === '') return refused({ code: 'text-missing' });
  if (to !== null && !state.recipients.some(({ id }) => id === to)) return refused({ code: 'not-yours' });
  const lately = state.comments.filter((one) => one.seat === seat && plus(one.at, WITHIN) > command.at);
  const [earliest] = lately;
  if (earliest && lately.length >= MOST_COMMENTS) return refused({ code: 'wrote-too-often', againAt: plus(earliest.at, WITHIN) });
  return accepted(stamped(command, seat, { type: 'commented', to: seat === 'sender' ? to : null, text }));
}

export function remind(state: Envelope, command: CommandOf<'remind'>): Decision {
  const isSchedule = command.by.kind === 'system';
  if (state.status === 'none') return refused({ code: 'no-such-envelope' });
  if (!isSchedule && !isSender(state, command.by)) return refused({ code: 'not-the-sender' });
  if (!isProven(command.by, 'L1')) return refused({ code: 'proven-too-weakly', needs: 'L1' });
  if (state.status !== 'sent') return refused(notOut(state));
  const named = waitedFor(state).filter(({ id }) => command.recipient === null || command.recipient === id);
  if (named.length === 0) return refused({ code: 'nobody-to-remind' });
  const ready = named.filter((one) => (isSchedule ? isDue(one, command) : isRested(one, command)));
  if (ready.length === 0) {
    const last = named.map((one) => one.remindedAt ?? command.at).toSorted()[0] ?? command.at;
    return refused(isSchedule ? { code: 'nothing-new' } : { code: 'reminded-lately', againAt: plus(last, BETWEEN_REMINDERS) });
  }
  const reminded = ready.map((one) => remindedEvent(state, one, command));
  return accepted(stamped(command, isSchedule ? 'system' : 'sender', ...reminded));
}

function remindedEvent(state: Sent, { id, reminders }: Recipient, { at }: CommandOf<'remind'>): EventBody {
  const count = reminders + 1;
  return { type: 'reminded', recipient: id, count, remindAt: nextReminder(state, { at, count }) };
}

function isDue({ remindAt }: Recipient, { at }: CommandOf<'remind'>): boolean {
  return remindAt !== undefined && remindAt <= at;
}

function isRested({ remindedAt }: Recipient, { at }: CommandOf<'remind'>): boolean {
  return remindedAt === undefined || plus(remindedAt, BETWEEN_REMINDERS) <= at;
}
