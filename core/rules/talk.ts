// Words that change no one's standing.
import type { CommandOf, Decision } from '../command.ts';
import type { Envelope } from '../envelope.ts';
import { plus } from '../time.ts';
import { accepted, isProven, isSender, refused, seatOf, stamped } from './answers.ts';

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
