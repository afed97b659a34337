// Whose personal values an event holds, and what is left when they are taken off the record: the leaves' texts, nonces and hashes stay,
// so that the chain holds; values and salts go.
import { eventsOf } from './chain.ts';
import type { EnvelopeEvent, EventOf } from './events.ts';
import type { RecipientId } from './ids.ts';
import type { Leaf, Stream } from './record.ts';
import type { Seat } from './terms.ts';

/** One seat, or `null` for the whole envelope. */
export type ErasureScope = RecipientId | null;

/** @param event what the leaf holds */
export function leafWithout(leaf: Leaf, event: EnvelopeEvent, scope: ErasureScope): Leaf {
  const isToGo = Object.keys(leaf.beside).length > 0 && belongsTo(event, scope);
  return isToGo ? { ...leaf, beside: {} } : leaf;
}

/**
 * An event about a seat is that seat's, whoever caused it; what says nothing of a seat is that of whoever did it. What was said to a
 * seat is its own as well, as reasons of a handover are those of both who are in it.
 */
export function belongsTo(event: EnvelopeEvent, scope: ErasureScope): boolean {
  if (scope === null) return true;
  if ('to' in event && event.to === scope) return true;
  if ('recipient' in event) return event.recipient === scope;
  // A document is everyone's, also when a preparer's data is in it; its name stays with it.
  return event.by.seat === scope && event.type !== 'document-filled';
}

/** Whether an erasure that is on record covers this seat: nobody writes to it any more. */
export function isErased(stream: Stream, seat: Seat): boolean {
  return erasuresIn(stream).some(({ recipient }) => recipient === null || recipient === seat);
}

export function hasErasure(stream: Stream): boolean {
  return erasuresIn(stream).length > 0;
}

export function isWhollyErased(stream: Stream): boolean {
  return erasuresIn(stream).some(({ recipient }) => recipient === null);
}

function erasuresIn(stream: Stream): readonly EventOf<'erased'>[] {
  return eventsOf(stream).flatMap(({ event }) => (event.type === 'erased' ? [event] : []));
}
