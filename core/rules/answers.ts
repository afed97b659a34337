// The two answers of a rule, and the questions that several rules ask first.
import type { Actor, Command, Decision } from '../command.ts';
import type { Refusal } from '../refusal.ts';
import type { Envelope, Existing, Recipient, Sent } from '../envelope.ts';
import type { EnvelopeEvent, EventBody } from '../events.ts';
import type { Assurance, By, Seat } from '../terms.ts';
import type { RecipientId } from '../ids.ts';
import type { Instant } from '../time.ts';

export function accepted(events: readonly EnvelopeEvent[]): Decision {
  return { ok: true, events };
}

/** The wish is already fulfilled: nothing to store, nothing to complain about. */
export const NOTHING_TO_DO: Decision = { ok: true, events: [] };

export function refused(refusal: Refusal): Decision {
  return { ok: false, refusal };
}

/** The command's trusted time and seat, put on each of its events. */
export function stamped({ at, by }: Command, seat: Seat, ...bodies: readonly EventBody[]): EnvelopeEvent[] {
  const stamp: By = { seat, via: by.via, assurance: by.kind === 'person' ? by.assurance : 'L3' };
  return bodies.map((body) => ({ at, by: stamp, ...body }));
}

/** What stops everyone alike: an open dispute, the deadline. */
export function stoppedBy({ disputes: [dispute], expiresAt }: Sent, at: Instant): Refusal | undefined {
  if (dispute) return { code: 'disputed', since: dispute.at };
  return at > expiresAt ? { code: 'past-deadline', expiresAt } : undefined;
}

/** L0 < L1 < L2 < L3. */
export function isProven(by: Actor, needs: Assurance): boolean {
  return by.kind === 'system' || by.assurance >= needs;
}

export function isSender(state: Existing, by: Actor): boolean {
  return by.kind === 'person' && sameAddress(by.email, state.sender.email);
}

/** The sender, or an administrator of the sender's organisation. */
export function isInCharge(state: Existing, by: Actor): boolean {
  return isSender(state, by) || (by.kind === 'person' && by.isAdmin === true);
}

/** As whom someone in charge goes on record. */
export function chargeOf(state: Existing, by: Actor): 'sender' | 'admin' {
  return isSender(state, by) ? 'sender' : 'admin';
}

/** The seat that the command names, if it is really this person's. */
export function seatOf(state: Existing, id: RecipientId, by: Actor): Recipient | undefined {
  if (by.kind !== 'person') return undefined;
  return state.recipients.find((recipient) => recipient.id === id && sameAddress(recipient.email, by.email));
}

/** Addresses are compared without case: no mail system of consequence tells `Dana@` from `dana@`. */
export function sameAddress(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

export function domainOf(email: string): string {
  return email.slice(email.lastIndexOf('@') + 1).toLowerCase();
}

/** What an act on an envelope that is not out is told. */
export function notOut(state: Exclude<Envelope, Sent>): Refusal {
  switch (state.status) {
    case 'none':
      return { code: 'no-such-envelope' };
    case 'draft':
      return { code: 'not-sent-yet' };
    case 'completed':
      return { code: 'envelope-over', status: state.status, endedAt: state.completedAt };
    case 'declined':
    case 'voided':
    case 'expired':
      return { code: 'envelope-over', status: state.status, endedAt: state.endedAt };
  }
}
