// The register of posted cards: where each stands and which version of the record it shows. Whoever redraws one claims it first, so that
// of two runners none puts an older card over a newer one; where a claim was lost all the same, the card counts as showing nothing.
import type { EnvelopeId, TenantId } from '#core/ids.ts';
import type { Table } from '#core/ports.ts';
import type { CardFinder, StandingCard } from '#core/messages.ts';
import type { Channel } from '#core/terms.ts';
import { cardRows, keyOf, known, nameOf, type CardBody, type CardName, type KnownCard } from './card-row.ts';
import { isLeased, type LeaseSettings } from './lease.ts';

/** @property claim the version of the row: the claim holds as long as it stands */
export type ClaimedCard = KnownCard & { readonly claim: number };

export type Cards = CardFinder & {
  /** A card that was just posted. One that is known already is left as it stands. */
  add(card: StandingCard): Promise<void>;
  ofEnvelope(tenant: TenantId, envelope: EnvelopeId): Promise<readonly KnownCard[]>;
  /** @returns `taken` while another runner redraws it; undefined for one that is gone or unknown */
  claim(name: CardName): Promise<ClaimedCard | 'taken' | undefined>;
  /** These three end a claim. @returns false when it was lost: what the card shows is then in doubt, and it must be drawn anew */
  settle(claimed: ClaimedCard, shown: Pick<StandingCard, 'posted' | 'version'>): Promise<boolean>;
  /** For good: never looked at again. */
  gone(claimed: ClaimedCard): Promise<void>;
  /** As it was, after a failure. */
  release(claimed: ClaimedCard): Promise<void>;
  /** Someone has seen it show what is no longer so: whatever is believed of it, it is to be drawn anew. @returns undefined for one that is not there */
  doubt(channel: Channel, ref: string): Promise<StandingCard | undefined>;
};

export function cards({ table, ...leasing }: LeaseSettings & { readonly table: Table }): Cards {
  const rows = cardRows(table);

  async function end({ claim, tenant: _tenant, envelope: _envelope, ...was }: ClaimedCard, name: CardName, now: Partial<CardBody>) {
    return rows.replace({ key: keyOf(name), version: claim, body: { ...was, leaseUntil: 0 } }, now);
  }

  return {
    add: async (card) => rows.add(card),
    ofEnvelope: async (tenant, envelope) => rows.ofEnvelope({ tenant, envelope }),
    at: async (channel, ref) => rows.at({ channel, ref }),
    async claim(name) {
      const row = await rows.find(name);
      if (!row || row.body.isGone) return undefined;
      if (isLeased(row.body.leaseUntil, leasing)) return 'taken';
      const claim = await rows.replace(row, { leaseUntil: leasing.machineNow() + leasing.leaseMs });
      return claim === undefined ? 'taken' : { ...known(name, row.body), claim };
    },
    async settle(claimed, { posted, version }) {
      const name = nameOf(claimed);
      if ((await end(claimed, name, { posted, version })) !== undefined) return true;
      await rows.change(name, inDoubt);
      return false;
    },
    async gone(claimed) {
      const name = nameOf(claimed);
      if ((await end(claimed, name, { isGone: true })) === undefined) await rows.change(name, () => ({ isGone: true }));
    },
    async release(claimed) {
      const name = nameOf(claimed);
      if ((await end(claimed, name, {})) === undefined) await rows.change(name, inDoubt);
    },
    async doubt(channel, ref) {
      const card = await rows.at({ channel, ref });
      if (!card || card.isGone) return undefined;
      await rows.change(nameOf(card), inDoubt);
      return card;
    },
  };
}

/** Another round: at this version it may have been drawn before. */
function inDoubt({ round }: CardBody): Partial<CardBody> {
  return { version: 0, round: round + 1 };
}
