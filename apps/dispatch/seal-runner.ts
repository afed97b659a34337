// Seals a completed envelope: one PDF per document, stored, then named on the record. The first `sealed` event wins; a repeat is dropped.
import { Readable } from 'node:stream';
import { fold } from '#core/fold.ts';
import type { EnvelopeId, TenantId } from '#core/ids.ts';
import type { Blobs, Commands, Ledger } from '#core/ports.ts';
import type { SealedFile, Sealer } from '#core/sealing.ts';
import type { SealedDocument } from '#core/terms.ts';
import type { Instant } from '#core/time.ts';
import { blobKeys, type Site } from '#apps/ports.ts';
import { refuseWithoutTime, stampLate } from './late-stamps.ts';
import { recordSeal, recordSealFailure } from './record-seal.ts';
import { presentedOf, sealJob } from './seal-job.ts';

type Parts = {
  readonly ledger: Ledger;
  readonly commands: Commands;
  readonly blobs: Blobs;
  readonly sealer: Sealer;
  /** Where the pages are, to which the certificate sends people; absent where there are none. */
  readonly site?: Pick<Site, 'publicUrl'>;
  readonly now: () => Instant;
};

export type SealRunner = (task: { readonly tenant: TenantId; readonly envelope: EnvelopeId; readonly attempts: number }) => Promise<void>;

export function sealRunner({ ledger, commands, blobs, sealer, site, now }: Parts): SealRunner {
  return async ({ tenant, envelope, attempts }) => {
    const stream = await ledger.load(tenant, envelope);
    const state = fold(stream);
    if (state.status !== 'completed') return;
    if (state.sealing.state === 'sealed') return stampLate({ blobs, sealer }, { tenant, documents: state.sealing.documents, attempts });
    // A dispute keeps the seal back; its end asks for it again.
    if (state.disputes.length > 0) return;
    const at = now();
    const documents: SealedDocument[] = [];
    let isTimeLacking = false;
    try {
      for (const document of state.documents) {
        const job = sealJob({ stream, state, document, presented: await presentedOf(blobs, tenant, document), at, site });
        const file = await sealer.seal(job);
        refuseWithoutTime({ file, completedAt: state.completedAt, now: at, attempts });
        isTimeLacking ||= file.level === 'B-B' && file.lacking !== undefined;
        const { sha256, pages } = file;
        documents.push({ document: document.id, sha256, bytes: await kept(blobs, tenant, file), pages });
      }
      await recordSeal(commands, { tenant, envelope, at, documents });
    } catch (fault) {
      await recordSealFailure(commands, { tenant, envelope, at, attempts, fault });
      throw fault;
    }
    if (isTimeLacking) await stampLate({ blobs, sealer }, { tenant, documents, attempts });
  };
}

/** @returns how many bytes it has */
async function kept(blobs: Blobs, tenant: TenantId, file: SealedFile): Promise<number> {
  const pieces = file.pieces ?? [file.bytes];
  await blobs.put(blobKeys.sealed(tenant, file.sha256), Readable.from(pieces));
  return pieces.reduce((sum, { length }) => sum + length, 0);
}
