// What a seat sees as its own card, as things stand now: the sender's root card, or a recipient's request.
import { recipientOf } from '../views/facts.ts';
import type { Card, Place } from './card.ts';
import type { CardContext } from './context.ts';
import { requestCard } from './request-card.ts';
import { senderCard } from './sender-card.ts';

export type SeatCardInput = CardContext & { readonly seat: Place['seat'] };

export function seatCard({ seat, ...context }: SeatCardInput): Card {
  return seat === 'sender' ? senderCard(context) : requestCard({ ...context, recipient: recipientOf(context.state, seat) });
}
