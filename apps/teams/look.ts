// What a card needs besides its content to be shown to one reader: sealed intents, the links to their own pages, and how it is asked for anew.
import type { Card, CardAction, Place } from '#core/cards/card.ts';
import type { Existing } from '#core/envelope.ts';
import { fold } from '#core/fold.ts';
import { pageOf } from '#apps/chat/card-of.ts';
import type { ChatPorts } from '#apps/chat/chat-ports.ts';
import type { CardLook } from './render.ts';

/** @property place whose view it is, where it can be asked for anew; `shared`: everyone's at a place */
export type Reader = {
  readonly state?: Existing | undefined;
  readonly users?: readonly string[];
  readonly place?: Place | undefined;
  readonly isShared?: boolean;
};

export async function lookAt(ports: ChatPorts, card: Card, { state, users = [], place, isShared = false }: Reader): Promise<CardLook> {
  const pages = await pagesIn(ports, card, state);
  const seal = ports.intents.seal;
  // A message of a fault is not replaced by how things stand before anyone has read it.
  const isLive = place !== undefined && users.length > 0 && card.kind !== 'error';
  return {
    seal,
    page: (place) => pages.get(nameOf(place)),
    // The version is no part of it: whoever asks gets what is true then.
    ...(isLive ? { refresh: { users, intent: seal({ verb: isShared ? 'share' : 'show', place, version: 0 }) } } : {}),
  };
}

async function pagesIn(
  ports: ChatPorts,
  { actions, entries = [] }: Card,
  state: Existing | undefined,
): Promise<ReadonlyMap<string, string>> {
  const all: readonly CardAction[] = [...actions, ...entries.flatMap(({ action }) => action ?? [])];
  const places = new Map(all.flatMap(({ does }) => ('open' in does ? [[nameOf(does.about), does.about] as const] : [])));
  const links = Array.from(places, async ([name, place]) => {
    const at = state?.id === place.envelope ? state : fold(await ports.ledger.load(place.tenant, place.envelope));
    const generation = at.status === 'none' ? 0 : (at.recipients.find(({ id }) => id === place.seat)?.generation ?? 0);
    return [name, await pageOf(ports, place, generation)] as const;
  });
  return new Map(await Promise.all(links));
}

function nameOf({ tenant, envelope, seat }: Place): string {
  return `${tenant}/${envelope}/${seat}`;
}
