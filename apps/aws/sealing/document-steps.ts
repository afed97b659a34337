// The steps by which one document is sealed, each with what the one before it left.
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { refuseWithoutTime } from '#apps/dispatch/late-stamps.ts';
import { presentedOf, sealJob } from '#apps/dispatch/seal-job.ts';
import { blobKeys } from '#apps/ports.ts';
import { signatureOver } from '#apps/sealer/cms.ts';
import { archiveTail, proofsTail, signedTail, stampedSection } from '#apps/sealer/in-steps.ts';
import { signatureStamp, type Lasting } from '#apps/sealer/seal.ts';
import { Shortfall } from '#apps/sealer/shortfall.ts';
import { fold } from '#core/fold.ts';
import type { Sha256 } from '#core/ids.ts';
import { held, keepBetween, keptBetween, type Means } from './means.ts';
import { documentSchema, type DocumentWork, type Made } from './work.ts';

/** Marks, certificate and record after the document, with room for the signature. */
export async function stamp(means: Means, given: unknown): Promise<DocumentWork> {
  const work = await heldWork(means, given);
  const { claim, document: id, level } = work;
  const { ports, sealing } = means;
  const stream = await means.stores.ledger.load(claim.tenant, claim.envelope);
  const state = fold(stream);
  const document = state.status === 'completed' ? state.documents.find((one) => one.id === id) : undefined;
  if (state.status !== 'completed' || !document) throw new Error(`Could not seal ${claim.envelope}: it has no document ${id} to seal now.`);
  const presented = await presentedOf(ports.blobs, claim.tenant, document);
  const job = sealJob({ stream, state, document, presented, at: claim.at, site: ports.site });
  const { tail, digest, pages } = await stampedSection(job, { ...sealing, level });
  const section = await keepBetween(means, claim.tenant, tail);
  return { ...work, section, digest: Buffer.from(digest).toString('hex'), pages, next: 'seal' };
}

/** The signature, by the key that never leaves AWS KMS. */
export async function seal(means: Means, given: unknown): Promise<DocumentWork> {
  const work = await heldWork(means, given);
  const { claim, digest = '', level } = work;
  const signature = await signatureOver(means.sealing.authority.signer, Buffer.from(digest, 'hex'));
  return { ...work, signature: await keepBetween(means, claim.tenant, signature), next: level === 'B-B' ? 'keep' : 'timestamp' };
}

/** The time-stamp of the signature. It will stand inside the signature's CMS, where the signature itself does not cover it. */
export async function timestamp(means: Means, given: unknown): Promise<DocumentWork> {
  const work = await heldWork(means, given);
  const { claim, level } = work;
  return orLower(work, async () => {
    const token = await signatureStamp(lastingOf(means).timeStamps, await keptBetween(means, claim.tenant, work.signature));
    return { ...work, token: await keepBetween(means, claim.tenant, token), next: level === 'B-T' ? 'keep' : 'prove' };
  });
}

/** What proves the certificates, fetched after the time-stamp: proofs that are older say nothing about its time. */
export async function prove(means: Means, given: unknown): Promise<DocumentWork> {
  const work = await heldWork(means, given);
  const { claim, level } = work;
  return orLower(work, async () => {
    const { authority } = means.sealing;
    const tail = await proofsTail(Buffer.concat(await piecesOf(means, work)), { authority, revocation: lastingOf(means).revocation });
    return { ...work, proofs: await keepBetween(means, claim.tenant, tail), next: level === 'B-LT' ? 'keep' : 'archive-stamp' };
  });
}

/** A time-stamp over the file with its proofs. */
export async function archiveStamp(means: Means, given: unknown): Promise<DocumentWork> {
  const work = await heldWork(means, given);
  return orLower(work, async () => {
    const tail = await archiveTail(Buffer.concat(await piecesOf(means, work)), lastingOf(means).timeStamps);
    return { ...work, archiveStamp: await keepBetween(means, work.claim.tenant, tail), next: 'keep' };
  });
}

/** The sealed file, where all sealed files lie. */
export async function keep(means: Means, given: unknown): Promise<Made> {
  const work = await heldWork(means, given);
  const { claim, document, level, lacking, pages = 0 } = work;
  const pieces = await piecesOf(means, work);
  const hash = createHash('sha256');
  for (const piece of pieces) hash.update(piece);
  const sha256 = hash.digest('hex') as Sha256;
  await means.ports.blobs.put(blobKeys.sealed(claim.tenant, sha256), Readable.from(pieces));
  const bytes = pieces.reduce((sum, { length }) => sum + length, 0);
  return { document, sha256, bytes, pages, isTimeLacking: level === 'B-B' && lacking.length > 0 };
}

async function heldWork(means: Means, given: unknown): Promise<DocumentWork> {
  const work = documentSchema.parse(given);
  await held(means, work.claim);
  return work;
}

/** The file as far as it is made: the document byte for byte, the section with its signature, and what came after. */
async function piecesOf(means: Means, work: DocumentWork): Promise<Uint8Array[]> {
  const { claim, document: id, section, signature, token, proofs, archiveStamp: last } = work;
  const { tenant } = claim;
  const state = fold(await means.stores.ledger.load(tenant, claim.envelope));
  const document = state.status === 'completed' ? state.documents.find((one) => one.id === id) : undefined;
  if (!document) throw new Error(`Could not seal ${claim.envelope}: it has no document ${id} to seal now.`);
  const presented = await presentedOf(means.ports.blobs, tenant, document);
  const sealed = await signedTail({
    presented,
    tail: await keptBetween(means, tenant, section),
    authority: means.sealing.authority,
    signature: await keptBetween(means, tenant, signature),
    token: token && (await keptBetween(means, tenant, token)),
  });
  const after = await Promise.all([proofs, last].filter((one) => one !== undefined).map(async (one) => keptBetween(means, tenant, one)));
  return [presented, sealed, ...after];
}

/** A seal that falls short is made again from the start, a level lower. @throws TimeAwaited while it is better to wait */
async function orLower(work: DocumentWork, step: () => Promise<DocumentWork>): Promise<DocumentWork> {
  try {
    return await step();
  } catch (fault) {
    if (!(fault instanceof Shortfall)) throw fault;
    const { claim, document, completedAt } = work;
    const { reached: level } = fault;
    const lacking = [...work.lacking, fault.message];
    refuseWithoutTime({ file: { level, lacking }, completedAt, now: claim.at, attempts: claim.attempts });
    return { claim, document, completedAt, level, lacking, next: 'stamp' };
  }
}

function lastingOf({ sealing: { lasting } }: Means): Lasting {
  if (lasting) return lasting;
  throw new Error('Could not seal: the level asks for time-stamps, and nobody is named who gives them. Set TSA_URLS.');
}
