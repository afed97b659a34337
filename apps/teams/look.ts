// What a card needs besides its content to be shown to one reader: sealed intents, the links to their own pages, and how it is asked for anew.
import type { Card, Place } from '#core/cards/card.ts';
import type { Existing } from '#core/envelope.ts';
import type { ChatPorts } from '#apps/chat/chat-ports.ts';
import { pageLinks } from '#apps/chat/page-links.ts';
import type { CardLook } from './render.ts';

/** @property place whose view it is, where it can be asked for anew; `shared`: everyone's at a place */
export type Reader = {
  readonly state?: Existing | undefined;
  readonly users?: readonly string[];
  readonly place?: Place | undefined;
  readonly isShared?: boolean;
};

export async function lookAt(ports: ChatPorts, card: Card, { state, users = [], place, isShared = false }: Reader): Promise<CardLook> {
  const seal = ports.intents.seal;
  // A message of a fault is not replaced by how things stand before anyone has read it.
  const isLive = place !== undefined && users.length > 0 && card.kind !== 'error';
  return {
    seal,
    page: await pageLinks(ports, card, state),
    // The version is no part of it: whoever asks gets what is true then.
    ...(isLive ? { refresh: { users, intent: seal({ verb: isShared ? 'share' : 'show', place, version: 0 }) } } : {}),
  };
}
