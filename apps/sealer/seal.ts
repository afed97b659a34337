// Makes the sealed PDF, at the level that the settings ask for or, where others do not give what that needs, at the best one below.
import { createHash } from 'node:crypto';
import type { SealedFile, SealJob, SealLevel } from '#core/sealing.ts';
import type { Sha256 } from '#core/ids.ts';
import type { OffsetAt } from '#core/time.ts';
import type { Authority } from './authority.ts';
import { archived } from './long-term/archive.ts';
import { withProofs } from './long-term/proofs.ts';
import type { Revocation } from './long-term/revocation.ts';
import type { Growing } from './incremental.ts';
import { sealedSection } from './sealed-section.ts';
import { Shortfall } from './shortfall.ts';
import type { TimeStamps } from './stamping/time-stamps.ts';

export type Sealing = {
  readonly authority: Authority;
  readonly offsetAt: OffsetAt;
  /** What more than the bare seal (B-B) is wanted, and who is asked for it. */
  readonly lasting?: Lasting;
};

export type Lasting = { readonly level: Exclude<SealLevel, 'B-B'>; readonly timeStamps: TimeStamps; readonly revocation: Revocation };

export async function seal(job: SealJob, sealing: Sealing): Promise<SealedFile> {
  const lacking: string[] = [];
  // The certificate in the file states the level, so a seal that falls short is made again from the start. Each turn is a level lower.
  for (let level: SealLevel = sealing.lasting?.level ?? 'B-B'; ;) {
    try {
      const { file, pages } = await sealedAt(level, job, sealing);
      const sha256 = file.hash.copy().digest('hex') as Sha256;
      return sealedFile({ pieces: file.pieces, sha256, pages, level, ...(lacking.length > 0 && { lacking }) });
    } catch (fault) {
      if (!(fault instanceof Shortfall)) throw fault;
      lacking.push(fault.message);
      level = fault.reached;
    }
  }
}

/** Put together only for whoever asks. */
function sealedFile(parts: Omit<SealedFile, 'bytes'> & { readonly pieces: readonly Uint8Array[] }): SealedFile {
  return Object.defineProperty({ ...parts, bytes: new Uint8Array() }, 'bytes', { get: () => Buffer.concat(parts.pieces) });
}

type Made = { readonly file: Growing; readonly pages: number };

async function sealedAt(level: SealLevel, job: SealJob, { lasting, ...plain }: Sealing): Promise<Made> {
  if (level === 'B-B' || !lasting) return sealedSection(job, { ...plain, level });
  const { timeStamps, revocation } = lasting;
  const stamp = async (signature: Uint8Array) => signatureStamp(timeStamps, signature);
  const section = await sealedSection(job, { ...plain, level, stamp });
  if (level === 'B-T') return section;
  // After the time-stamp: proofs that are older than it say nothing about its time.
  const proven = await withProofs(section, { authority: plain.authority, revocation });
  const { pages } = section;
  if (level === 'B-LT') return { file: proven, pages };
  return { file: await archived(section, { file: proven, stamp: async (digest) => archiveStamp(timeStamps, digest) }), pages };
}

/** @throws Shortfall where nobody gives one: the seal is then a bare one */
export async function signatureStamp(timeStamps: TimeStamps, signature: Uint8Array): Promise<Uint8Array> {
  return stamped(timeStamps, createHash('sha256').update(signature).digest(), 'B-B');
}

/** @throws Shortfall as above: the proofs are then not kept by a time-stamp */
export async function archiveStamp(timeStamps: TimeStamps, digest: Uint8Array): Promise<Uint8Array> {
  return stamped(timeStamps, digest, 'B-LT');
}

async function stamped(timeStamps: TimeStamps, digest: Uint8Array, reached: SealLevel): Promise<Uint8Array> {
  const { token, reasons } = await timeStamps(digest);
  if (!token) throw new Shortfall(reached, `No authority gave a time-stamp that holds (${reasons.join('; ')}).`);
  return token;
}
