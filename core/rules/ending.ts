// How an envelope ends other than by acts, and what the product itself puts on record about it.
import type { CommandOf, Decision } from '../command.ts';
import type { Envelope } from '../envelope.ts';
import { plus } from '../time.ts';
import { accepted, chargeOf, isInCharge, isProven, notOut, NOTHING_TO_DO, refused, stamped, stoppedBy } from './answers.ts';

/** An input received by the deadline must get its outcome before the envelope closes. */
export const EXPIRY_GRACE = { minutes: 15 };

export function voidIt(state: Envelope, command: CommandOf<'void'>): Decision {
  if (state.status === 'none') return refused({ code: 'no-such-envelope' });
  if (!isInCharge(state, command.by)) return refused({ code: 'not-the-sender' });
  if (!isProven(command.by, 'L1')) return refused({ code: 'proven-too-weakly', needs: 'L1' });
  if (state.status !== 'sent' && state.status !== 'draft') return refused(notOut(state));
  const reason = command.reason.trim();
  if (state.status === 'sent' && reason === '') return refused({ code: 'reason-missing' });
  return accepted(stamped(command, chargeOf(state, command.by), { type: 'voided', reason }));
}

export function expire(state: Envelope, command: CommandOf<'expire'>): Decision {
  if (command.by.kind !== 'system') return refused({ code: 'not-yours' });
  if (state.status !== 'sent' && state.status !== 'draft') return refused(notOut(state));
  const [dispute] = state.disputes;
  if (dispute) return refused({ code: 'disputed', since: dispute.at });
  const closesAt = state.status === 'draft' ? state.lapsesAt : plus(state.expiresAt, EXPIRY_GRACE);
  return command.at < closesAt ? refused({ code: 'nothing-new' }) : accepted(stamped(command, 'system', { type: 'expired' }));
}

/** The sender hears of a deadline while something can still be done about it. */
export function warn(state: Envelope, command: CommandOf<'warn'>): Decision {
  if (command.by.kind !== 'system') return refused({ code: 'not-yours' });
  if (state.status !== 'sent') return refused(notOut(state));
  const isDue = state.warnAt !== undefined && state.warnAt <= command.at;
  if (!isDue || stoppedBy(state, command.at)) return refused({ code: 'nothing-new' });
  return accepted(stamped(command, 'system', { type: 'expiry-warned', expiresAt: state.expiresAt }));
}

/** Only once an envelope is over and nobody objects: those who still decide must know who the others are. */
export function erase(state: Envelope, command: CommandOf<'erase'>): Decision {
  if (command.by.kind !== 'system') return refused({ code: 'not-yours' });
  if (state.status === 'none') return refused({ code: 'no-such-envelope' });
  if (state.status === 'draft' || state.status === 'sent') return refused({ code: 'still-open' });
  if (state.status === 'completed' && state.sealing.state !== 'sealed') return refused({ code: 'still-open' });
  // An objection needs the evidence that it is about.
  const [dispute] = state.disputes;
  if (dispute) return refused({ code: 'disputed', since: dispute.at });
  const { recipient } = command;
  if (recipient !== null && !state.recipients.some(({ id }) => id === recipient)) return refused({ code: 'not-yours' });
  return accepted(stamped(command, 'system', { type: 'erased', recipient }));
}

/** The first `sealed` names the only files that are ever delivered; a second sealer's work is dropped. */
export function recordSeal(state: Envelope, command: CommandOf<'record-seal' | 'record-seal-failure'>): Decision {
  if (command.by.kind !== 'system') return refused({ code: 'not-yours' });
  if (state.status !== 'completed') return refused(state.status === 'sent' ? { code: 'nothing-new' } : notOut(state));
  if (state.sealing.state === 'sealed') return NOTHING_TO_DO;
  const [dispute] = state.disputes;
  if (dispute) return refused({ code: 'disputed', since: dispute.at });
  if (command.type === 'record-seal') return accepted(stamped(command, 'system', { type: 'sealed', documents: command.documents }));
  if (state.sealing.state === 'seal-failed') return NOTHING_TO_DO;
  return accepted(stamped(command, 'system', { type: 'seal-failed', why: command.why }));
}
