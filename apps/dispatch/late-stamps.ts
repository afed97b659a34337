// Time-stamps that nobody gave when they were needed: how long a seal waits for one, and the one that is fetched later and kept beside the file.
import type { Blobs } from '#core/ports.ts';
import type { SealedFile, Sealer } from '#core/sealing.ts';
import type { TenantId } from '#core/ids.ts';
import type { SealedDocument } from '#core/terms.ts';
import { epochMs, type Instant } from '#core/time.ts';
import { blobKeys } from '#apps/ports.ts';
import { bytesAt } from './blob-bytes.ts';
import { MOST_ATTEMPTS } from './retry-time.ts';

const MINUTE_MS = 60_000;
/** People wait for their document: after this it is sealed without a time-stamp, and says so. */
const PATIENCE_MS = 60 * MINUTE_MS;
/** Fast at first, then with pauses, so that the attempts last beyond the hour. */
const FAST_ATTEMPTS = 4;
const PATIENT_ATTEMPTS = 10;

/** No failure of ours, and nothing that anyone has to mend: it is tried again. */
export class TimeAwaited extends Error {
  override readonly name = 'TimeAwaited';
  readonly retryAfterMs: number;

  constructor(why: string, retryAfterMs: number) {
    super(why);
    this.retryAfterMs = retryAfterMs;
  }
}

type Made = {
  readonly file: Pick<SealedFile, 'level' | 'lacking'>;
  readonly completedAt: Instant;
  readonly now: Instant;
  readonly attempts: number;
};

/** @throws TimeAwaited while a seal without a time-stamp is not good enough yet */
export function refuseWithoutTime({ file: { level, lacking }, completedAt, now, attempts }: Made): void {
  if (level !== 'B-B' || !lacking) return;
  if (attempts >= PATIENT_ATTEMPTS || epochMs(now) - epochMs(completedAt) >= PATIENCE_MS) return;
  throw new TimeAwaited(`Not sealed yet. ${lacking.join(' ')}`, patientPauseMs(attempts));
}

/** Between the attempts of a seal that waits for its time-stamp. */
export function patientPauseMs(attempts: number): number {
  return attempts < FAST_ATTEMPTS ? 0 : 10 * MINUTE_MS;
}

/** What is left of the attempts reaches over more than a day: an authority that is away for a night costs nothing. */
export function latePauseMs(attempts: number): number {
  const left = MOST_ATTEMPTS - attempts;
  if (left > 2) return 30 * MINUTE_MS;
  return (left === 2 ? 6 : 24) * 60 * MINUTE_MS;
}

type Parts = { readonly blobs: Blobs; readonly sealer: Pick<Sealer, 'stampLater'> };

type Late = { readonly tenant: TenantId; readonly documents: readonly SealedDocument[]; readonly attempts: number };

/** Does nothing where every file has its time-stamp, inside it or beside it. @throws TimeAwaited while nobody gives one */
export async function stampLate({ blobs, sealer }: Parts, { tenant, documents, attempts }: Late): Promise<void> {
  if (!sealer.stampLater) return;
  for (const { sha256 } of documents) {
    const key = blobKeys.sealedToken(tenant, sha256);
    if (await blobs.head(key)) continue;
    const token = await sealer.stampLater(await bytesAt(blobs, blobKeys.sealed(tenant, sha256), 'sealed')).catch((cause: unknown) => {
      throw new TimeAwaited(
        `Sealed, but without a time-stamp. ${cause instanceof Error ? cause.message : String(cause)}`,
        latePauseMs(attempts),
      );
    });
    if (token !== 'not-needed') await blobs.put(key, token);
  }
}
