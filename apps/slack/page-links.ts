// The links to their own pages in a card that is shown at once. A link belongs to the seat's present generation, so it is made for each card.
import type { Card, CardAction, Place } from '#core/cards/card.ts';
import { fold } from '#core/fold.ts';
import type { ChatPorts } from '#apps/chat/chat-ports.ts';

type LinkPorts = Pick<ChatPorts, 'ledger' | 'site' | 'tokens'>;

/** @returns what gives the link of a place in this card; undefined for a seat that has none */
export async function pageLinks(ports: LinkPorts, card: Card): Promise<(place: Place) => string | undefined> {
  const actions = [...card.actions, ...(card.entries ?? []).flatMap(({ action }) => action ?? [])];
  const places = new Map(actions.flatMap(pageIn).map((place) => [nameOf(place), place]));
  if (places.size === 0) return () => undefined;
  const links = await Promise.all([...places].map(async ([name, place]) => [name, await linkTo(ports, place)] as const));
  const found = new Map(links);
  return (place) => found.get(nameOf(place));
}

function pageIn({ does }: CardAction): readonly Place[] {
  return 'open' in does ? [does.about] : [];
}

function nameOf({ tenant, envelope, seat }: Place): string {
  return `${tenant}/${envelope}/${seat}`;
}

async function linkTo(ports: LinkPorts, place: Place): Promise<string | undefined> {
  const state = fold(await ports.ledger.load(place.tenant, place.envelope));
  if (state.status === 'none') return undefined;
  const generation = place.seat === 'sender' ? 0 : state.recipients.find(({ id }) => id === place.seat)?.generation;
  if (generation === undefined) return undefined;
  return `${ports.site.publicUrl}/s/${await ports.tokens.issue({ ...place, purpose: 'page', generation })}`;
}
