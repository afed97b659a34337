// What became of messages, also what mail systems say of one long after they took it: put on record once, and only while it is news.
import type { CommandOf, Decision } from '../command.ts';
import type { Envelope, Existing, Recipient } from '../envelope.ts';
import type { Delivery } from '../terms.ts';
import type { OffsetAt } from '../time.ts';
import { accepted, NOTHING_TO_DO, refused, stamped } from './answers.ts';
import { awayDelivery, isAway } from './away.ts';
import { hasTurn } from './turns.ts';

/** Idempotent by effect, in whatever batches the outcomes arrive. Of several messages that took the same other way, one is news. */
export function recordDeliveries(state: Envelope, command: CommandOf<'record-deliveries'>, offsetAt: OffsetAt): Decision {
  if (command.by.kind !== 'system') return refused({ code: 'not-yours' });
  if (state.status === 'none') return refused({ code: 'no-such-envelope' });
  const isFirst = (effect: string, index: number) => command.deliveries.findIndex((one) => one.effect === effect) === index;
  const isKnown = (effect: string) => state.recordedEffects.includes(effect);
  const deliveries = command.deliveries
    .filter((one, index) => !isKnown(one.effect) && isFirst(one.effect, index) && isNews(state, one, command))
    .map((one) => (one.outcome === 'away' ? awayDelivery(state, { delivery: one, at: command.at }, offsetAt) : one));
  return deliveries.length === 0 ? NOTHING_TO_DO : accepted(stamped(command, 'system', { type: 'deliveries-recorded', deliveries }));
}

function isNews(state: Existing, delivery: Delivery, { at }: Pick<CommandOf<'record-deliveries'>, 'at'>): boolean {
  const recipient = state.recipients.find(({ id }) => id === delivery.recipient);
  if (!recipient) return delivery.outcome === 'accepted' || delivery.outcome === 'undeliverable';
  switch (delivery.outcome) {
    case 'accepted':
      return true;
    case 'undeliverable':
      // Each further message to a dead address comes back as well.
      return delivery.reason === undefined || (recipient.failure === undefined && recipient.channel === delivery.channel);
    case 'rerouted':
      // Whoever is written to on another channel by now was sent on by an earlier message.
      return recipient.channel === delivery.channel;
    case 'delayed':
      return isWaitedFor(state, recipient) && recipient.delay === undefined && recipient.failure === undefined;
    case 'complained':
      return recipient.complainedAt === undefined;
    case 'away':
      return isWaitedFor(state, recipient) && !(isAway(recipient, at) && recipient.away?.until === delivery.until);
  }
}

function isWaitedFor(state: Existing, recipient: Recipient): boolean {
  return state.status === 'sent' && hasTurn(state, recipient);
}
