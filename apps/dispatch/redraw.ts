// Makes a posted card true: as the record stands at the moment of the call, whichever version asked for it.
import { isErased } from '#core/erasure.ts';
import { fold } from '#core/fold.ts';
import type { EnvelopeId, Sha256 } from '#core/ids.ts';
import type { Tenant } from '#core/ports.ts';
import type { Posted } from '#core/messages.ts';
import { nameOf, seatsOf } from '#stores/card-row.ts';
import type { ClaimedCard } from '#stores/cards.ts';
import type { CardPlace } from '#stores/effect-row.ts';
import { outboundOf, type BringParts, type Outcome } from './bring.ts';

type Parts = Pick<BringParts, 'ledger' | 'outbound' | 'cards'>;
/** The hash of nothing that is shown. */
const UNKNOWN = '' as Sha256;
type Task = CardPlace & { readonly tenant: Tenant; readonly envelope: EnvelopeId };

export async function redraw(parts: Parts, { tenant, envelope, channel, ref }: Task): Promise<Outcome> {
  const claimed = await parts.cards.claim({ tenant: tenant.id, envelope, channel, ref });
  if (claimed === 'taken') throw new Error(`A card of ${envelope} is being redrawn by another runner. It is looked at again.`);
  if (!claimed) return 'superseded';
  try {
    return await redrawn(parts, claimed, tenant);
  } catch (fault) {
    // If this fails as well, the claim lapses by itself.
    await parts.cards.release(claimed).catch(() => undefined);
    throw fault;
  }
}

async function redrawn({ ledger, outbound, cards }: Parts, claimed: ClaimedCard, tenant: Tenant): Promise<Outcome> {
  const { envelope, channel, shows, posted } = claimed;
  const stream = await ledger.load(tenant.id, envelope);
  const { version } = stream;
  const state = fold(stream);
  const { refresh } = outboundOf({ outbound }, channel);
  if (!refresh || state.status === 'none' || claimed.version >= version) {
    await cards.release(claimed);
    return 'superseded';
  }
  // In doubt, what it is believed to show must keep nobody from showing it.
  const believed = claimed.version === 0 ? { ...posted, hash: UNKNOWN } : posted;
  const shown = await refresh({ posted: believed, shows, envelope: state, version, tenant });
  if (shown === 'gone') {
    await cards.gone(claimed);
    return { outcome: 'accepted', providerId: 'gone' };
  }
  // Nothing is kept of how something looked in which someone's values were erased.
  const isForgotten = seatsOf(claimed).some((seat) => isErased(stream, seat));
  const kept: Posted = isForgotten ? { ref: shown.ref, hash: shown.hash } : shown;
  if (kept.ref !== posted.ref) {
    // It could not be changed where it stood, and was posted anew.
    await cards.add({ tenant: tenant.id, envelope, channel, shows, posted: kept, version, isGone: false });
    await cards.gone(claimed);
  } else if (!(await cards.settle(claimed, { posted: kept, version }))) throw lost(claimed);
  return { outcome: 'accepted', providerId: shown.ref, ...(kept.copy === undefined ? {} : { copy: kept.copy }) };
}

/** Whoever was there meanwhile may have shown something newer, which is now covered. */
function lost(card: ClaimedCard): Error {
  const { envelope, channel } = nameOf(card);
  return new Error(`A card of ${envelope} in ${channel} was redrawn by two runners at once. It is drawn once more.`);
}
