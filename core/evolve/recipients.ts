// What events change about one recipient.
import type { Existing, Recipient, RecipientStatus } from '../envelope.ts';
import type { EventOf } from '../events.ts';
import type { RecipientId } from '../ids.ts';
import type { Delivery, Seat } from '../terms.ts';
import type { Instant } from '../time.ts';

/** Zone and language came later; older events leave them to the envelope. */
export function recipientOf(state: Existing, event: EventOf<'recipient-added'>): Recipient {
  const { recipient: id, at: _at, by: _by, type: _type, ...rest } = event;
  return {
    zone: state.zone,
    language: state.language,
    ...rest,
    id,
    status: 'waiting',
    turns: 0,
    reminders: 0,
    muted: false,
    generation: 0,
  };
}

export function withRecipient<S extends Existing>(state: S, id: RecipientId, change: (was: Recipient) => Recipient): S {
  return { ...state, recipients: state.recipients.map((recipient) => (recipient.id === id ? change(recipient) : recipient)) };
}

export function withReminder({ remindAt: _, ...was }: Recipient, remindAt: Instant | null): Recipient {
  return remindAt === null ? was : { ...was, remindAt };
}

/** @param escalateAt undefined = as it was */
export function withEscalation(recipient: Recipient, escalateAt: Instant | null | undefined): Recipient {
  if (escalateAt === undefined) return recipient;
  const { escalateAt: _, ...was } = recipient;
  return escalateAt === null ? was : { ...was, escalateAt };
}

export function acted<S extends Existing>(state: S, event: EventOf<'approved' | 'signed' | 'acknowledged' | 'prepared' | 'declined'>): S {
  const act = {
    type: event.type,
    at: event.at,
    via: event.by.via,
    assurance: event.by.assurance,
    evidence: event.evidence,
    words: wordsOf(event),
    ...(event.type === 'signed' ? { typedName: event.typedName, consent: event.consent } : {}),
  };
  return withRecipient(state, event.recipient, ({ remindAt: _remindAt, escalateAt: _escalateAt, held: _held, ...was }) => ({
    ...was,
    status: event.type,
    act,
  }));
}

function wordsOf(event: EventOf<'approved' | 'signed' | 'acknowledged' | 'prepared' | 'declined'>): string {
  if (event.type === 'declined') return event.reason;
  return event.type === 'prepared' ? '' : event.words;
}

export function deliveriesRecorded(state: Existing, event: EventOf<'deliveries-recorded'>): Existing {
  const next = event.deliveries.reduce<Existing>(
    (then, delivery) => withRecipient(then, delivery.recipient, (was) => afterDelivery(was, { delivery, at: event.at })),
    state,
  );
  return { ...next, recordedEffects: [...next.recordedEffects, ...event.deliveries.map(({ effect }) => effect)] };
}

/** Whoever is heard from is back, and reached. */
export function heardFrom(state: Existing, seat: Seat): Existing {
  const isTroubled = state.recipients.some(({ id, failure, delay, away }) => id === seat && (failure ?? delay ?? away) !== undefined);
  return isTroubled ? { ...state, recipients: state.recipients.map((one) => (one.id === seat ? asNew(one) : one)) } : state;
}

/** What was known of messages under a former address or link says nothing about the next. */
export function asNew({ failure: _failure, delay: _delay, away: _away, ...was }: Recipient): Recipient {
  return was;
}

function afterDelivery(was: Recipient, { delivery, at }: { readonly delivery: Delivery; readonly at: Instant }): Recipient {
  switch (delivery.outcome) {
    case 'rerouted':
      return { ...asNew(was), channel: delivery.next };
    case 'accepted':
      // A mail system takes the next message as well, and returns it as well.
      return was.failure === undefined ? { ...was, status: statusAfter(was.status, 'accepted') } : was;
    case 'undeliverable': {
      const { reason } = delivery;
      return { ...was, status: statusAfter(was.status, 'undeliverable'), ...(reason === undefined ? {} : { failure: reason }) };
    }
    case 'delayed':
      return { ...was, delay: { at, reason: delivery.reason, isOver: delivery.isOver } };
    case 'complained':
      return withReminder({ ...was, muted: true, complainedAt: at }, null);
    case 'away': {
      const { until, back, remindAt } = delivery;
      const away = { since: at, ...(until === undefined ? {} : { until }), ...(back === undefined ? {} : { back }) };
      return remindAt === undefined ? { ...was, away } : withReminder({ ...was, away }, remindAt);
    }
  }
}

/** A late delivery outcome moves no status back. */
function statusAfter(status: RecipientStatus, outcome: 'accepted' | 'undeliverable'): RecipientStatus {
  if (outcome === 'accepted') return status === 'waiting' || status === 'undeliverable' ? 'notified' : status;
  return status === 'waiting' || status === 'notified' ? 'undeliverable' : status;
}
