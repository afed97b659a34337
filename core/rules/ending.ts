// How an envelope ends other than by acts, and what the product itself puts on record about it.
import type { CommandOf, Decision } from '../command.ts';
import type { Envelope } from '../envelope.ts';
import { plus } from '../time.ts';
import { accepted, isProven, isSender, notOut, NOTHING_TO_DO, refused, stamped } from './answers.ts';

/** An input received by the deadline must get its outcome before the envelope closes. */
export const EXPIRY_GRACE = { minutes: 15 };

export function voidIt(state: Envelope, command: CommandOf<'void'>): Decision {
  if (state.status === 'none') return refused({ code: 'no-such-envelope' });
  if (!isSender(state, command.by)) return refused({ code: 'not-the-sender' });
  if (!isProven(command.by, 'L1')) return refused({ code: 'proven-too-weakly', needs: 'L1' });
  if (state.status !== 'sent' && state.status !== 'draft') return refused(notOut(state));
  const reason = command.reason.trim();
  if (state.status === 'sent' && reason === '') return refused({ code: 'reason-missing' });
  return accepted(stamped(command, 'sender', { type: 'voided', reason }));
}

export function expire(state: Envelope, command: CommandOf<'expire'>): Decision {
  if (command.by.kind !== 'system') return refused({ code: 'not-yours' });
  if (state.status !== 'sent' && state.status !== 'draft') return refused(notOut(state));
  const closesAt = state.status === 'draft' ? state.lapsesAt : plus(state.expiresAt, EXPIRY_GRACE);
  return command.at < closesAt ? refused({ code: 'nothing-new' }) : accepted(stamped(command, 'system', { type: 'expired' }));
}

/** Idempotent by effect, in whatever batches the outcomes arrive. */
export function recordDeliveries(state: Envelope, command: CommandOf<'record-deliveries'>): Decision {
  if (command.by.kind !== 'system') return refused({ code: 'not-yours' });
  if (state.status === 'none') return refused({ code: 'no-such-envelope' });
  const deliveries = command.deliveries.filter(({ effect }) => !state.recordedEffects.includes(effect));
  return deliveries.length === 0 ? NOTHING_TO_DO : accepted(stamped(command, 'system', { type: 'deliveries-recorded', deliveries }));
}

/** The first `sealed` names the only files that are ever delivered; a second sealer's work is dropped. */
export function recordSeal(state: Envelope, command: CommandOf<'record-seal' | 'record-seal-failure'>): Decision {
  if (command.by.kind !== 'system') return refused({ code: 'not-yours' });
  if (state.status !== 'completed') return refused(state.status === 'sent' ? { code: 'nothing-new' } : notOut(state));
  if (state.sealing.state === 'sealed') return NOTHING_TO_DO;
  if (command.type === 'record-seal') return accepted(stamped(command, 'system', { type: 'sealed', documents: command.documents }));
  if (state.sealing.state === 'seal-failed') return NOTHING_TO_DO;
  return accepted(stamped(command, 'system', { type: 'seal-failed', why: command.why }));
}
