// Has the raw proof of an act time-stamped, soon after it came in: somebody else than us then vouches that it is no later invention.
import { eventsOf } from '#core/chain.ts';
import type { EnvelopeId, Sha256, TenantId } from '#core/ids.ts';
import type { Blobs, Ledger } from '#core/ports.ts';
import type { Sealer } from '#core/sealing.ts';
import type { BlobNames } from '#stores/belongings.ts';
import { stampKey } from '#apps/ports.ts';
import { latePauseMs, TimeAwaited } from './late-stamps.ts';

type Parts = {
  readonly ledger: Pick<Ledger, 'load'>;
  readonly blobs: Pick<Blobs, 'head' | 'put'>;
  readonly names: Pick<BlobNames, 'evidence'>;
  readonly sealer: Pick<Sealer, 'stampHash'>;
};

/** `event`: the act, as `version.index`. */
export type StampRunner = (task: {
  readonly tenant: TenantId;
  readonly envelope: EnvelopeId;
  readonly event: string;
  readonly attempts: number;
}) => Promise<void>;

/** Does nothing where the proof was erased meanwhile, or has its time-stamp. @throws TimeAwaited while nobody gives one */
export function stampRunner({ ledger, blobs, names, sealer }: Parts): StampRunner {
  return async ({ tenant, envelope, event, attempts }) => {
    if (!sealer.stampHash) return;
    const stored = eventsOf(await ledger.load(tenant, envelope)).find(({ version, index }) => `${version}.${index}` === event);
    if (!stored || !('evidence' in stored.event)) return;
    const [key] = names.evidence(tenant, stored.event.evidence.reference);
    if (key === undefined || !(await blobs.head(key)) || (await blobs.head(stampKey(key)))) return;
    // Proofs are called by their hash.
    const hash = key.slice(-64) as Sha256;
    const token = await sealer.stampHash(hash).catch((cause: unknown) => {
      throw new TimeAwaited(
        `The proof has no time-stamp yet. ${cause instanceof Error ? cause.message : String(cause)}`,
        latePauseMs(attempts),
      );
    });
    await blobs.put(stampKey(key), token);
  };
}
