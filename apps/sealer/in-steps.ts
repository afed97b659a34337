// The seal of `seal.ts` in steps, for processes that share bytes and nothing else. What one step returns is all that a later one needs
// besides the document, so that a step that failed is done again without the ones before it.
//
// The time-stamp of level B-T stands inside the signature's CMS, but among the attributes that the signature does not cover. So the key
// signs first, the time-stamp is fetched for that very signature, and only then the CMS is put together and into its place.
import { createHash } from 'node:crypto';
import { PDF } from '@libpdf/core';
import type { SealJob, SealLevel } from '#core/sealing.ts';
import type { OffsetAt } from '#core/time.ts';
import type { Authority } from './authority.ts';
import { signaturesIn } from './byte-range.ts';
import { assemble } from './cms.ts';
import { draftOf } from './draft.ts';
import { digestAround, fillGap } from './fill-gap.ts';
import { growing } from './incremental.ts';
import { archived } from './long-term/archive.ts';
import { withProofs } from './long-term/proofs.ts';
import type { Revocation } from './long-term/revocation.ts';
import { archiveStamp } from './seal.ts';
import { stampedDraft } from './sealed-section.ts';
import type { SignedSection } from './signed-section.ts';
import { unsigned } from './signed-section.ts';
import type { TimeStamps } from './stamping/time-stamps.ts';

type Stamping = { readonly authority: Authority; readonly offsetAt: OffsetAt; readonly level: SealLevel };

/** `tail`: what comes after the document, with room for the signature. `digest`: of all that the signature will cover. */
export type Stamped = { readonly tail: Uint8Array; readonly digest: Uint8Array; readonly pages: number };

/** Marks, certificate pages and record, for a seal of this level. The next: `signatureOver` the digest, `signatureStamp` of the signature. */
export async function stampedSection(job: SealJob, settings: Stamping): Promise<Stamped> {
  const { before, draft, root, pages } = await stampedDraft(job, settings);
  const { tail } = unsigned({ before, draft, root });
  return { tail, digest: digestAround({ file: before, tail }), pages };
}

type Signature = {
  readonly presented: Uint8Array;
  readonly tail: Uint8Array;
  readonly authority: Authority;
  readonly signature: Uint8Array;
  readonly token?: Uint8Array | undefined;
};

/** @returns the section with the signature, and the time-stamp if there is one, in its place */
export async function signedTail({ presented, tail, authority: { signer }, signature, token }: Signature): Promise<Uint8Array> {
  const filled = Buffer.from(tail);
  const file = { length: presented.length, hash: createHash('sha256').update(presented) };
  const content = async (messageDigest: Uint8Array) => assemble({ ...signer, messageDigest, signature, ...(token && { token }) });
  await fillGap({ file, tail: filled, content });
  return filled;
}

type Proving = { readonly authority: Authority; readonly revocation: Revocation };

/** @returns what is to be appended for level B-LT. @throws Shortfall where something cannot be proven */
export async function proofsTail(file: Uint8Array, proving: Proving): Promise<Uint8Array> {
  return lastOf(await withProofs(await reopened(file), proving));
}

/** @param file with its proofs. @returns what is to be appended for level B-LTA. @throws Shortfall where nobody gives the time-stamp */
export async function archiveTail(file: Uint8Array, timeStamps: TimeStamps): Promise<Uint8Array> {
  const section = await reopened(file);
  return lastOf(await archived(section, { file: section.file, stamp: async (digest) => archiveStamp(timeStamps, digest) }));
}

/** A file that was sealed before, as it was when the section with the signature had just been written. */
async function reopened(file: Uint8Array): Promise<SignedSection> {
  const pdf = await PDF.load(file);
  const root = pdf.context.info.trailer.getRef('Root');
  const contents = signaturesIn(file).findLast(({ subFilter }) => subFilter === 'ETSI.CAdES.detached')?.hex;
  if (!root || contents === undefined) throw new Error('Could not go on with a seal: the file that was begun holds none. Start again.');
  return { file: growing(file, pdf), contents, draft: draftOf(pdf), root };
}

function lastOf({ pieces }: { readonly pieces: readonly Uint8Array[] }): Uint8Array {
  return pieces.at(-1) ?? new Uint8Array();
}
