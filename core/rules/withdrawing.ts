// Taking back and objecting: a recipient withdraws their own act while others still decide; a dispute freezes the envelope and keeps
// everything; the sender resolves it.
import type { CommandOf, Decision } from '../command.ts';
import { isWithdrawable } from '../consent.ts';
import type { Envelope, Existing } from '../envelope.ts';
import { epochMs, instantOf, later, type OffsetAt } from '../time.ts';
import { accepted, chargeOf, isInCharge, isProven, notOut, refused, seatOf, stamped, stoppedBy } from './answers.ts';
import { withFollowUps } from './follow.ts';
import { nextReminder, rescheduled, warningOf } from './timing.ts';
import { waitedFor } from './turns.ts';

export function withdraw(state: Envelope, command: CommandOf<'withdraw'>, offsetAt: OffsetAt): Decision {
  if (state.status === 'none') return refused({ code: 'no-such-envelope' });
  const recipient = seatOf(state, command.recipient, command.by);
  if (!recipient) return refused({ code: 'not-yours' });
  if (!isProven(command.by, 'L1')) return refused({ code: 'proven-too-weakly', needs: 'L1' });
  if (state.status !== 'sent') return refused(notOut(state));
  const stop = stoppedBy(state, command.at);
  if (stop) return refused(stop);
  const { act } = recipient;
  if (act === undefined || act.type === 'declined') return refused({ code: 'nothing-to-withdraw' });
  if (act.type === 'prepared' || (act.consent && !isWithdrawable(act.consent.id))) return refused({ code: 'not-withdrawable' });
  const { reason, evidence, at } = command;
  const remindAt = nextReminder(state, { at, recipient, count: recipient.reminders }, offsetAt);
  const events = stamped(command, recipient.id, { type: 'withdrawn', recipient: recipient.id, reason, evidence, remindAt });
  return accepted(withFollowUps(state, { command, events }, offsetAt));
}

/**
 * Also on an envelope that is over: the objection and its time belong on the record. By those who were asked and by those who get a copy;
 * whoever was replaced may have been the wrong person all along.
 */
export function dispute(state: Envelope, command: CommandOf<'dispute'>): Decision {
  if (state.status === 'none') return refused({ code: 'no-such-envelope' });
  const recipient = seatOf(state, command.recipient, command.by);
  if (!recipient) return refused({ code: 'not-yours' });
  if (!wasSent(state)) return refused({ code: 'not-sent-yet' });
  if (!isProven(command.by, 'L1')) return refused({ code: 'proven-too-weakly', needs: 'L1' });
  const { closed, askedAt, role } = recipient;
  if (closed?.as === 'reassigned') return refused({ code: 'no-longer-asked', since: closed.at });
  if (state.status === 'sent' && askedAt === undefined && role !== 'cc') {
    return refused({ code: 'not-your-turn', waitingFor: waitedFor(state).map(({ name }) => name) });
  }
  const earlier = state.disputes.find(({ by }) => by === recipient.id);
  if (earlier) return refused({ code: 'disputed', since: earlier.at });
  const { reason, evidence } = command;
  if (reason.trim() === '') return refused({ code: 'reason-missing' });
  return accepted(stamped(command, recipient.id, { type: 'disputed', recipient: recipient.id, reason, evidence }));
}

export function resolve(state: Envelope, command: CommandOf<'resolve'>, offsetAt: OffsetAt): Decision {
  if (state.status === 'none') return refused({ code: 'no-such-envelope' });
  if (!isInCharge(state, command.by)) return refused({ code: 'not-the-sender' });
  if (!isProven(command.by, 'L1')) return refused({ code: 'proven-too-weakly', needs: 'L1' });
  const [first] = state.disputes;
  if (!first) return refused({ code: 'not-disputed' });
  const { at, note } = command;
  const disputants = state.disputes.map(({ by }) => by);
  if (state.status !== 'sent') {
    const unchanged = { expiresAt: state.expiresAt, warnAt: null, reminders: [] };
    return accepted(stamped(command, chargeOf(state, command.by), { type: 'dispute-resolved', note, disputants, ...unchanged }));
  }
  const frozenMs = epochMs(later(at, first.at)) - epochMs(first.at);
  const expiresAt = instantOf(epochMs(state.expiresAt) + frozenMs);
  const times = { at, expiresAt, lostMs: frozenMs };
  const body = {
    type: 'dispute-resolved',
    note,
    disputants,
    expiresAt,
    warnAt: state.warnAt === undefined ? null : warningOf(state, times),
    reminders: rescheduled(state, times, offsetAt),
  } as const;
  return accepted(stamped(command, chargeOf(state, command.by), body));
}

function wasSent(state: Existing): boolean {
  return 'sentAt' in state && state.sentAt !== undefined;
}
