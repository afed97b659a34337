// The corpus through the product's own intake and seal: what of it is sealed lies in a folder, one file each, for the judges to look at.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Authority } from '#apps/sealer/authority.ts';
import { offsetAt } from '#apps/world/hashing.ts';
import { sealer } from '#apps/sealer/lambda.ts';
import type { Mark } from '#core/sealing.ts';
import { instant, sealJob } from '#test/support/seal-job.ts';
import { signaturesIn } from '#apps/sealer/byte-range.ts';
import type { PdfItem } from '../score/pdf-corpus.ts';
import type { Miss } from '../score/verdict.ts';

export type Sealed = {
  readonly path: string;
  /** As it came, and as it was sealed. */
  readonly original: string;
  readonly sealed: string;
  /** Signatures of others: the file was not rewritten. */
  readonly signedBefore: boolean;
};

type SealedCorpus = { readonly sealed: readonly Sealed[]; readonly refused: readonly Miss[]; readonly failed: readonly Miss[] };

type Settings = { readonly folder: string; readonly authority: Authority };

const BOX = { page: 1, left: 36, top: 36, width: 180, height: 50 };
const SIGNER = { label: '', name: 'Łukasz Żółć', at: instant('2026-11-24T10:04:11.000Z') };
/** The judges look at pages that were filled in as well. */
const MARKS: readonly Mark[] = [
  { ...SIGNER, kind: 'signature', place: BOX, value: SIGNER.name },
  { ...SIGNER, kind: 'date', place: { ...BOX, top: 90, height: 14 }, value: '2026-11-24' },
];

export async function sealCorpus(items: readonly PdfItem[], { folder, authority }: Settings): Promise<SealedCorpus> {
  const sealing = sealer({ authority, offsetAt });
  const [sealed, refused, failed]: [Sealed[], Miss[], Miss[]] = [[], [], []];
  for (const { path, bytes } of items) {
    const fileFor = (what: string) => join(folder, `${path.replaceAll('/', '~')}.${what}.pdf`);
    try {
      const original = await bytes();
      const taken = await sealing.intake(original);
      if (taken.verdict !== 'accept') {
        refused.push({ path, why: taken.why });
        continue;
      }
      const files = { original: fileFor('original'), sealed: fileFor('sealed') };
      await writeFile(files.original, original);
      await writeFile(files.sealed, (await sealing.seal(sealJob(taken.presented, { marks: MARKS }))).bytes);
      sealed.push({ path, ...files, signedBefore: signaturesIn(taken.presented).length > 0 });
    } catch (fault) {
      failed.push({ path, why: fault instanceof Error ? fault.message : String(fault) });
    }
  }
  return { sealed, refused, failed };
}
