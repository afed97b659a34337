// Which posted cards of an envelope show less than the record holds, and the effects that make them true. A card waits for one redrawing
// at most: the newest, and never sooner than the platform allowed for the one before it.
import type { EnvelopeId, TenantId } from '#core/ids.ts';
import type { Ledger } from '#core/ports.ts';
import type { Outbound } from '#core/messages.ts';
import type { Stream } from '#core/record.ts';
import type { Channel } from '#core/terms.ts';
import { nameOf, seatsOf, type KnownCard } from '#stores/card-row.ts';
import type { Cards } from '#stores/cards.ts';
import { cardEffect, effectName, type NewEffect } from '#stores/effect-row.ts';
import type { Effects } from '#stores/effects.ts';

export type StaleCardParts = {
  readonly cards: Pick<Cards, 'ofEnvelope'>;
  readonly ledger: Pick<Ledger, 'load'>;
  readonly effects: Pick<Effects, 'ofCard' | 'claim' | 'superseded' | 'plan'>;
  readonly outbound: Partial<Record<Channel, Outbound>>;
};

/** @property known the record as it was read in this pass */
type Asked = { readonly tenant: TenantId; readonly envelope: EnvelopeId; readonly known?: Stream };

/** Reads nothing where no channel that runs here can redraw a card. */
export async function refreshesOf(parts: StaleCardParts, { tenant, envelope, known }: Asked): Promise<readonly NewEffect[]> {
  const { cards, ledger, outbound } = parts;
  if (Object.values(outbound).every(({ refresh }) => refresh === undefined)) return [];
  const live = (await cards.ofEnvelope(tenant, envelope)).filter(({ isGone, channel }) => !isGone && outbound[channel]?.refresh);
  if (live.length === 0) return [];
  // A commit that was stored while a card was being posted has not seen the card: then whoever posted it looks for the commit.
  const isBehind = (version: number) => live.every((card) => card.version < version);
  const version = known && isBehind(known.version) ? known.version : (await ledger.load(tenant, envelope)).version;
  const planned = [];
  for (const card of live) if (card.version < version) planned.push(await refreshOf(parts, card, version));
  return planned;
}

async function refreshOf({ effects }: StaleCardParts, card: KnownCard, version: number): Promise<NewEffect> {
  const name = nameOf(card);
  const planned = cardEffect({ ...name, version, round: card.round, seats: seatsOf(card) });
  let notBefore: number | undefined;
  for (const { key, state, retryAt } of await effects.ofCard(name)) {
    if (state !== 'pending' || effectName(key) === effectName(planned.key)) continue;
    // One that is being carried out now cannot be closed: it will show the newest itself, or find that it is shown.
    const older = await effects.claim(key, true);
    if (!older) continue;
    await effects.superseded(older);
    notBefore = Math.max(notBefore ?? 0, retryAt ?? 0);
  }
  if (notBefore !== undefined) await effects.plan(planned, notBefore);
  return planned;
}
