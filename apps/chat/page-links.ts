// The links to their own pages in a card that is shown. A link belongs to the seat's present generation, so it is made for each card.
import type { Card, CardAction, Opening, Place } from '#core/cards/card.ts';
import type { Existing } from '#core/envelope.ts';
import { fold } from '#core/fold.ts';
import type { ChatPorts } from './chat-ports.ts';

type LinkPorts = Pick<ChatPorts, 'ledger' | 'site' | 'tokens'>;

/**
 * @param known the envelope that the card is about, where it was read already
 * @returns what gives the link that a button of this card opens; undefined for a seat that has none
 */
export async function pageLinks(ports: LinkPorts, card: Card, known?: Existing): Promise<(opening: Opening) => string | undefined> {
  const actions = [...card.actions, ...(card.entries ?? []).flatMap(({ action }) => action ?? [])];
  const places = new Map(actions.flatMap(pageIn).map((place) => [nameOf(place), place]));
  const links = await Promise.all(Array.from(places, async ([name, place]) => [name, await linkTo(ports, place, known)] as const));
  const found = new Map(links);
  return ({ open, about }) => {
    const page = found.get(nameOf(about));
    return page !== undefined && open === 'placing' ? `${page}/place` : page;
  };
}

function pageIn({ does }: CardAction): readonly Place[] {
  return 'open' in does ? [does.about] : [];
}

function nameOf({ tenant, envelope, seat }: Place): string {
  return `${tenant}/${envelope}/${seat}`;
}

async function linkTo({ ledger, site, tokens }: LinkPorts, place: Place, known: Existing | undefined): Promise<string | undefined> {
  const state = known?.id === place.envelope ? known : fold(await ledger.load(place.tenant, place.envelope));
  if (state.status === 'none') return undefined;
  const generation = place.seat === 'sender' ? 0 : state.recipients.find(({ id }) => id === place.seat)?.generation;
  if (generation === undefined) return undefined;
  return `${site.publicUrl}/s/${await tokens.issue({ ...place, purpose: 'page', generation })}`;
}
