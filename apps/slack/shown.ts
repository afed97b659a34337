// A card as it is about to be shown: rendered with its reader's own links, with the hash that tells whether anything changes, and kept
// as evidence of what people saw.
import type { Card } from '#core/cards/card.ts';
import type { Sha256, TenantId } from '#core/ids.ts';
import { blobKeys } from '#apps/ports.ts';
import type { ChatPorts } from '#apps/chat/chat-ports.ts';
import { pageLinks } from '#apps/chat/page-links.ts';
import { renderCard, type Rendering } from './render.ts';

export type Shown = { readonly rendering: Rendering; readonly hash: Sha256; readonly json: string };

export async function shownAs(ports: ChatPorts, card: Card): Promise<Shown> {
  const rendering = renderCard(card, { seal: ports.intents.seal, page: await pageLinks(ports, card) });
  const json = JSON.stringify(rendering);
  return { rendering, json, hash: ports.sha256(json) };
}

/**
 * The copy is there before the card is out. One that was not shown goes: no record would name it, so nobody could erase it.
 * @param show undefined where it was not shown
 */
export async function keeping<T>(
  { blobs }: ChatPorts,
  { tenant, shown }: { readonly tenant: TenantId; readonly shown: Shown },
  show: (copy: string) => Promise<T | undefined>,
): Promise<T | undefined> {
  const copy = blobKeys.card(tenant, shown.hash);
  const isNew = await blobs.put(copy, new TextEncoder().encode(shown.json));
  let result: T | undefined;
  try {
    result = await show(copy);
  } finally {
    if (result === undefined && isNew) await blobs.delete(copy);
  }
  return result;
}
