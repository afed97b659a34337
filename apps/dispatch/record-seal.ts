// How a seal ends on the record: with the files that it made, or, when it failed again and again, with why.
import type { EnvelopeId, TenantId } from '#core/ids.ts';
import type { Commands } from '#core/ports.ts';
import type { SealedDocument } from '#core/terms.ts';
import type { Instant } from '#core/time.ts';
import { TimeAwaited } from './late-stamps.ts';

type Of = { readonly tenant: TenantId; readonly envelope: EnvelopeId; readonly at: Instant };

/** A seal that fails this often is put on record as failed; it is still tried again. */
const VISIBLE_AFTER = 3;
const SEALER = { kind: 'system', via: 'sealer' } as const;

/** The first one names the only files that are ever delivered; what comes later is dropped. */
export async function recordSeal(
  commands: Commands,
  { tenant, envelope, at, documents }: Of & { readonly documents: readonly SealedDocument[] },
): Promise<void> {
  await commands.run(tenant, envelope, { type: 'record-seal', at, by: SEALER, key: 'seal', documents });
}

/** Does nothing while it is too early to speak of failure, or where only a time-stamp is waited for. */
export async function recordSealFailure(
  commands: Commands,
  { tenant, envelope, at, attempts, fault }: Of & { readonly attempts: number; readonly fault: unknown },
): Promise<void> {
  if (attempts < VISIBLE_AFTER || fault instanceof TimeAwaited) return;
  const why = fault instanceof Error ? fault.message : String(fault);
  await commands.run(tenant, envelope, { type: 'record-seal-failure', at, by: SEALER, key: 'seal-failure', why });
}
