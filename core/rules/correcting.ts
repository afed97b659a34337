// What a sender can put right in flight: a recipient's address, a lost link, the deadline.
import type { CommandOf, Decision } from '../command.ts';
import type { Envelope, Recipient, Sent } from '../envelope.ts';
import type { RecipientId } from '../ids.ts';
import type { Refusal } from '../refusal.ts';
import type { OffsetAt } from '../time.ts';
import { noLongerAsked } from './acts.ts';
import { accepted, chargeOf, isInCharge, isProven, notOut, NOTHING_TO_DO, refused, stamped, stoppedBy } from './answers.ts';
import { heldSeats, problemWithSeat } from './seating.ts';
import { rescheduled, warningOf } from './timing.ts';

/** New links to one person; a flood of them would only confuse. */
const MOST_GENERATIONS = 20;

type Correction = CommandOf<'correct' | 'resend' | 'extend'>;

/** The same human under a right address; whoever got the old link holds nothing any more. */
export function correct(state: Envelope, command: CommandOf<'correct'>): Decision {
  const found = recipientToMend(state, command, command.recipient);
  if (!found.ok) return refused(found.refusal);
  const { sent, recipient, seat } = found;
  const { name, email, internal, needs } = command;
  if (name.trim() === '' || email.trim() === '') return refused({ code: 'name-missing' });
  if (name === recipient.name && email === recipient.email) return NOTHING_TO_DO;
  const problem = problemWithSeat({ email, role: recipient.role, step: recipient.step }, heldSeats(sent, recipient), sent);
  if (problem) return refused(problem);
  // L3 needs a fresh login, which no enabled channel can give.
  if (needs === 'L3') return refused({ code: 'level-not-available', needs });
  const generation = recipient.generation + 1;
  const proof = needs > recipient.needs ? needs : recipient.needs;
  const body = { type: 'recipient-corrected', recipient: recipient.id, name, email, internal, needs: proof, generation } as const;
  return accepted(stamped(command, seat, body));
}

export function resend(state: Envelope, command: CommandOf<'resend'>): Decision {
  const found = recipientToMend(state, command, command.recipient);
  if (!found.ok) return refused(found.refusal);
  const { id, generation } = found.recipient;
  if (found.recipient.askedAt === undefined) return refused({ code: 'nobody-to-remind' });
  return accepted(stamped(command, found.seat, { type: 'resent', recipient: id, generation: generation + 1 }));
}

/** As long as the expiry is not on record: what is over stays over. */
export function extend(state: Envelope, command: CommandOf<'extend'>, offsetAt: OffsetAt): Decision {
  const refusal = notInCharge(state, command);
  if (refusal) return refused(refusal);
  if (state.status !== 'sent') return refused(notOut(state));
  const [dispute] = state.disputes;
  if (dispute) return refused({ code: 'disputed', since: dispute.at });
  const { at, expiresAt } = command;
  if (expiresAt <= state.expiresAt || expiresAt <= at) return refused({ code: 'deadline-not-later', expiresAt: state.expiresAt });
  const times = { at, expiresAt };
  const reminders = rescheduled(state, times, offsetAt);
  return accepted(
    stamped(command, chargeOf(state, command.by), { type: 'deadline-changed', expiresAt, warnAt: warningOf(state, times), reminders }),
  );
}

function notInCharge(state: Envelope, { by }: Correction): Refusal | undefined {
  if (state.status === 'none') return { code: 'no-such-envelope' };
  if (!isInCharge(state, by)) return { code: 'not-the-sender' };
  return isProven(by, 'L1') ? undefined : { code: 'proven-too-weakly', needs: 'L1' };
}

type Found =
  | { readonly ok: true; readonly sent: Sent; readonly recipient: Recipient; readonly seat: 'sender' | 'admin' }
  | { readonly ok: false; readonly refusal: Refusal };

function recipientToMend(state: Envelope, command: Correction, id: RecipientId): Found {
  const refusal = notInCharge(state, command);
  if (refusal) return { ok: false, refusal };
  if (state.status !== 'sent') return { ok: false, refusal: notOut(state) };
  const recipient = state.recipients.find((one) => one.id === id);
  if (!recipient) return { ok: false, refusal: { code: 'not-yours' } };
  if (recipient.act) return { ok: false, refusal: { code: 'already-acted', act: recipient.act.type, actedAt: recipient.act.at } };
  const gone = stoppedBy(state, command.at) ?? noLongerAsked(state, recipient);
  if (gone) return { ok: false, refusal: gone };
  if (recipient.generation >= MOST_GENERATIONS) return { ok: false, refusal: { code: 'resent-too-often', most: MOST_GENERATIONS } };
  return { ok: true, sent: state, recipient, seat: chargeOf(state, command.by) };
}
