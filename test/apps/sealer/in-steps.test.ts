// A seal that is made in steps, by processes that share bytes only, is the seal that one process makes at once.
import { expect, test } from 'vitest';
import { offsetAt } from '#apps/world/hashing.ts';
import { localAuthority, type Authority } from '#apps/sealer/authority.ts';
import { signatureOver } from '#apps/sealer/cms.ts';
import { archiveTail, proofsTail, signedTail, stampedSection } from '#apps/sealer/in-steps.ts';
import { sealer } from '#apps/sealer/lambda.ts';
import { signatureStamp, type Lasting } from '#apps/sealer/seal.ts';
import { verify } from '#apps/sealer/verify.ts';
import type { SealJob, SealLevel } from '#core/sealing.ts';
import { lastingParts, ROOT } from '../../support/lasting.ts';
import { contractPdf, pdfkitPdf } from '../../support/pdf.ts';
import { sealJob, SEALED_AT } from '../../support/seal-job.ts';
import { temporaryFolder } from '../../support/temporary.ts';

type Means = { readonly authority: Authority; readonly level: SealLevel; readonly lasting?: Lasting };

/** Each step is given bytes, as if it ran elsewhere. */
async function inSteps(job: SealJob, { authority, level, lasting }: Means): Promise<Buffer> {
  const { presented } = job;
  const { tail, digest } = await stampedSection(job, { authority, offsetAt, level });
  const signature = await signatureOver(authority.signer, digest);
  const token = lasting && (await signatureStamp(lasting.timeStamps, signature));
  const sealed = Buffer.concat([presented, await signedTail({ presented, tail, authority, signature, token })]);
  if (!lasting || level === 'B-T') return sealed;
  const proven = Buffer.concat([sealed, await proofsTail(sealed, { authority, revocation: lasting.revocation })]);
  return level === 'B-LT' ? proven : Buffer.concat([proven, await archiveTail(proven, lasting.timeStamps)]);
}

/** As their software would have left it. */
async function signedBefore(): Promise<Uint8Array> {
  const authority = await localAuthority(`${temporaryFolder()}/theirs`, SEALED_AT);
  return (await sealer({ authority, offsetAt }).seal(sealJob(await contractPdf()))).bytes;
}

const FILES: readonly (readonly [string, () => Promise<Uint8Array>])[] = [
  ['a fresh document', async () => contractPdf()],
  ['one that others signed', signedBefore],
  ['one of a single page', async () => pdfkitPdf({ size: 'A5' }, (doc) => void doc.text('Agreed.'))],
];

test.each(FILES)('without time-stamps it is the same byte for byte: %s', async (_, make) => {
  const authority = await localAuthority(`${temporaryFolder()}/authority`, SEALED_AT);
  const job = sealJob(await make());
  const { bytes } = await sealer({ authority, offsetAt }).seal(job);
  expect((await inSteps(job, { authority, level: 'B-B' })).equals(bytes)).toBe(true);
});

test.each(FILES.flatMap(([name, make]) => (['B-T', 'B-LT', 'B-LTA'] as const).map((level) => [name, level, make] as const)))(
  'it holds, and states what it holds: %s at %s',
  async (_, level, make) => {
    const { authority, lasting } = await lastingParts();
    const file = await inSteps(sealJob(await make()), { authority, level, lasting: lasting(level) });
    const verdict = await verify(file, { trust: [ROOT] });
    expect(verdict).toMatchObject({ intact: true, level, coversWholeFile: true, changesAfterSeal: [] });
    expect(verdict.timestamp).toMatchObject({ trust: 'trusted' });
  },
);

test('the digest that the key signs stays that of the section, whatever is done with its bytes meanwhile', async () => {
  const { authority } = await lastingParts();
  const job = sealJob(await contractPdf());
  const stamped = await stampedSection(job, { authority, offsetAt, level: 'B-B' });
  const signature = await signatureOver(authority.signer, stamped.digest);
  const tail = Buffer.from(stamped.tail);
  tail[20] = (tail[20] ?? 0) ^ 1;
  const sealed = await signedTail({ presented: job.presented, tail, authority, signature });
  expect(await verify(Buffer.concat([job.presented, sealed]), { trust: [ROOT] })).toMatchObject({ intact: false });
});
