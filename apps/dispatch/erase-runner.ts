// Carries out what an `erased` event on the record asks for.
import { eventsOf } from '#core/chain.ts';
import type { EnvelopeId, TenantId } from '#core/ids.ts';
import { erase, type ErasureParts } from '#stores/erasure.ts';

/** `event`: the `erased`, as `version.index`. */
export type EraseRunner = (task: { readonly tenant: TenantId; readonly envelope: EnvelopeId; readonly event: string }) => Promise<void>;

export function eraseRunner(parts: ErasureParts): EraseRunner {
  return async ({ tenant, envelope, event }) => {
    const stored = eventsOf(await parts.ledger.load(tenant, envelope)).find(({ version, index }) => `${version}.${index}` === event);
    if (stored?.event.type !== 'erased')
      throw new Error(`The record of ${envelope} has no erasure at ${event}. Its effect's row is damaged; restore it from a backup.`);
    await erase(parts, { tenant, envelope, recipient: stored.event.recipient, upTo: stored.version });
  };
}
