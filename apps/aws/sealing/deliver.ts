// What is done with sealed files besides telling people: a copy of each under lock, and the time-stamp that nobody gave in time.
import { bytesAt } from '#apps/dispatch/blob-bytes.ts';
import { stampLate } from '#apps/dispatch/late-stamps.ts';
import { ledgerText } from '#apps/evidence/ledger-file.ts';
import { blobKeys } from '#apps/ports.ts';
import { stampLater } from '#apps/sealer/stamping/later.ts';
import type { Blobs } from '#core/ports.ts';
import type { SealedDocument } from '#core/terms.ts';
import { sealedAt } from './begin.ts';
import { held, type Means } from './means.ts';
import { sealedSchema, type Claim } from './work.ts';

/** Doing it twice is doing it once: everything there is named by what it holds, and the first put stays. */
export async function archive(means: Means, given: unknown): Promise<void> {
  const { claim, documents } = sealedSchema.parse(given);
  await held(means, claim);
  const { evidence } = means;
  if (!evidence) return;
  for (const document of documents) await archiveOne(means, { evidence, claim, document });
  // The record as it stood when the seal was put on it, so that every attempt archives the same.
  const { tenant, envelope } = claim;
  const whole = await means.stores.ledger.load(tenant, envelope);
  const version = sealedAt(whole);
  const text = ledgerText({ tenant, envelope, stream: { version, commits: whole.commits.slice(0, version) } });
  await evidence.put(evidenceKey(claim, `ledger-${version}.json`), Buffer.from(text));
}

/** Of files that were sealed without one. @throws TimeAwaited while nobody gives one */
export async function stampSealed(means: Means, given: unknown): Promise<void> {
  const { claim, documents } = sealedSchema.parse(given);
  const { attempts } = await held(means, claim);
  const { ports, evidence, sealing } = means;
  const { lasting } = sealing;
  if (!lasting) return;
  const sealer = { stampLater: async (file: Uint8Array) => stampLater(file, lasting.timeStamps) };
  await stampLate({ blobs: ports.blobs, sealer }, { tenant: claim.tenant, documents, attempts });
  if (evidence) for (const document of documents) await archiveToken(means, { evidence, claim, document });
}

type Archiving = { readonly evidence: Blobs; readonly claim: Claim; readonly document: SealedDocument };

async function archiveOne({ ports }: Means, { evidence, claim, document: { sha256 } }: Archiving): Promise<void> {
  const bytes = await bytesAt(ports.blobs, blobKeys.sealed(claim.tenant, sha256), 'sealed');
  // What is locked for years cannot be put right: it must be what the record names.
  if (ports.sha256Of(bytes) !== sha256)
    throw new Error(
      `Could not archive ${claim.envelope}: the sealed file ${sha256} is not what the record names. Restore it from a backup.`,
    );
  await evidence.put(evidenceKey(claim, `${sha256}.pdf`), bytes);
}

async function archiveToken({ ports }: Means, { evidence, claim, document: { sha256 } }: Archiving): Promise<void> {
  const key = blobKeys.sealedToken(claim.tenant, sha256);
  if (!(await ports.blobs.head(key))) return;
  await evidence.put(evidenceKey(claim, `${sha256}.pdf.tst`), await bytesAt(ports.blobs, key, 'time-stamp of a sealed'));
}

function evidenceKey({ tenant, envelope }: Claim, name: string): string {
  return `${tenant}/${envelope}/${name}`;
}
