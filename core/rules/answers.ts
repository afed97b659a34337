// The two answers of a rule, and the questions that several rules ask first.
import type { Actor, Command, Decision, Refusal } from '../command.ts';
import type { Envelope, Existing, Recipient, Sent } from '../envelope.ts';
import type { Assurance, By, EnvelopeEvent, EventBody, Seat } from '../events.ts';
import type { RecipientId } from '../ids.ts';

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

/** L0 < L1 < L2 < L3. */
export function isProven(by: Actor, needs: Assurance): boolean {
  return by.kind === 'system' || by.assurance >= needs;
}

export function isSender(state: Existing, by: Actor): boolean {
  return by.kind === 'person' && sameAddress(by.email, state.sender.email);
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
