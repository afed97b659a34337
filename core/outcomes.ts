// What the sender hears of the outcomes of messages: as far as something is to be done about it, and as long as it is so.
import type { Existing, Recipient } from './envelope.ts';
import type { Told } from './notify.ts';
import type { Delivery } from './terms.ts';
import type { Instant } from './time.ts';

/** @param at of the event in which it stands */
export function outcomeTold(delivery: Delivery, at: Instant, now: Existing): readonly Told[] {
  const { recipient: about } = delivery;
  const one = recipientIn(now, delivery);
  switch (delivery.outcome) {
    case 'accepted':
      return [];
    case 'undeliverable': {
      const { reason } = delivery;
      return [{ kind: 'undeliverable', to: 'sender', about, ...(reason === undefined ? {} : { reason }) }];
    }
    case 'rerouted': {
      // Of several ways that failed one after the other, only the last is still true.
      if (one?.channel !== delivery.next) return [];
      const { channel: from, why: text, reason } = delivery;
      return [{ kind: 'rerouted', to: 'sender', about, from, text, ...(reason === undefined ? {} : { reason }) }];
    }
    case 'delayed':
      return one?.delay?.at === at ? [{ kind: 'delayed', to: 'sender', about, reason: delivery.reason }] : [];
    case 'complained':
      return now.status === 'sent' ? [{ kind: 'complained', to: 'sender', about }] : [];
    case 'away':
      return now.status === 'sent' && one?.away?.since === at ? [{ kind: 'away', to: 'sender', about }] : [];
  }
}

/** What was asked came back: it is asked again on the next channel. Where it was never taken, the message itself went on. */
export function isAskedAnew(delivery: Delivery, now: Existing): boolean {
  return delivery.outcome === 'rerouted' && delivery.reason !== undefined && recipientIn(now, delivery)?.channel === delivery.next;
}

function recipientIn({ recipients }: Existing, { recipient }: Delivery): Recipient | undefined {
  return recipients.find(({ id }) => id === recipient);
}
