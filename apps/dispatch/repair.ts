// A card on which someone pressed what was no longer so: whatever is believed of it, it is drawn anew. The register has the last word on
// who draws, so that the repair covers nothing newer.
import type { Ledger } from '#core/ports.ts';
import type { Channel } from '#core/terms.ts';
import type { Cards } from '#stores/cards.ts';
import type { Pointers } from '#stores/pointers.ts';

export type RepairParts = {
  readonly cards: Pick<Cards, 'doubt'>;
  readonly ledger: Pick<Ledger, 'load'>;
  readonly pointers: Pick<Pointers, 'put'>;
};

export function repairing({ cards, ledger, pointers }: RepairParts): (channel: Channel, ref: string) => Promise<void> {
  return async (channel, ref) => {
    const card = await cards.doubt(channel, ref);
    if (!card) return;
    const { tenant, envelope } = card;
    // All that followed from the newest commit is done already; that its cards are true is looked at again.
    const { version } = await ledger.load(tenant, envelope);
    await pointers.put({ kind: 'commit', tenant, envelope, version });
  };
}
