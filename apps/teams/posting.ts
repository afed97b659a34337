// A card ready to be posted: rendered for its reader, with the hash of what they see and a copy of exactly that.
import type { Card } from '#core/cards/card.ts';
import type { Sha256, TenantId } from '#core/ids.ts';
import { blobKeys } from '#apps/ports.ts';
import { lookAt, type Reader } from './look.ts';
import { renderCard } from './render.ts';
import type { TeamsPorts } from './teams-ports.ts';
import type { Outgoing } from './transport.ts';

export type Posting = { readonly message: Outgoing; readonly hash: Sha256; readonly copy: string; readonly bytes: Uint8Array };

export async function postingOf(ports: TeamsPorts, tenant: TenantId, { card, reader }: { card: Card; reader: Reader }): Promise<Posting> {
  const rendered = renderCard(card, await lookAt(ports, card, reader));
  const bytes = new TextEncoder().encode(JSON.stringify(rendered));
  const hash = ports.sha256Of(bytes);
  return { message: { summary: rendered.fallbackText, card: rendered }, hash, copy: blobKeys.card(tenant, hash), bytes };
}
