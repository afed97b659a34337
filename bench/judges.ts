// Whether what we seal satisfies those who have no reason to be kind: `npm run judges -- <folder of corpora> [--keep FOLDER]`.
// Every file of the corpus that should be taken goes through the product's own intake and seal, and other people's programs look at the
// result; then the bombs are refused in a process of their own. Ends with one line of JSON; exit code 0 only where nothing is amiss.
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { localAuthority } from '#apps/sealer/authority.ts';
import { SEALED_AT } from '#test/support/seal-job.ts';
import { bombsRefused, isCheap } from './judges/bombs.ts';
import { pdfbox } from './judges/pdfbox.ts';
import { mutool, pdfsig, qpdf } from './judges/programs.ts';
import { sealCorpus } from './judges/sealed-corpus.ts';
import { pdfsOf } from './score/pdf-corpus.ts';
import type { Miss } from './score/verdict.ts';

const JUDGES = [pdfsig, qpdf, mutool, pdfbox];

function list(title: string, misses: readonly Miss[]): void {
  console.log(title);
  for (const { path, why } of misses) console.log(`    ${path}: ${why}`);
}

async function judged(corpora: string, folder: string): Promise<number> {
  const authority = await localAuthority(join(folder, 'authority'), SEALED_AT);
  const items = (await pdfsOf(corpora)).filter(({ expected }) => expected.accept === 'accept');
  const { sealed, refused, failed } = await sealCorpus(items, { folder, authority });
  console.log(`${items.length} files should be taken; ${sealed.length} are sealed, ${signed(sealed)} of them signed before.`);
  list(`${refused.length} are refused at intake:`, refused);
  list(`${failed.length} fail at sealing:`, failed);

  const verdicts: Record<string, number | null> = {};
  let amiss = failed.length;
  for (const { name, judge } of JUDGES) {
    const misses = await judge(sealed);
    list(
      misses ? `${name}: ${sealed.length - misses.length} of ${sealed.length}` : `${name}: NOT ASKED, it is not on this machine`,
      misses ?? [],
    );
    verdicts[name] = misses ? sealed.length - misses.length : null;
    amiss += misses?.length ?? 0;
  }
  const bombs = await bombsRefused();
  for (const { name, bytes, why, guardMs, inspectMs, peakMb } of bombs)
    console.log(`bomb, ${name} (${bytes} bytes): guard ${guardMs} ms, inspect ${inspectMs} ms, process ${peakMb} MB: ${why}`);
  amiss += bombs.filter((bomb) => !isCheap(bomb)).length;
  console.log(
    JSON.stringify({
      bench: 'judges',
      files: items.length,
      sealed: sealed.length,
      refused: refused.length,
      failed: failed.length,
      verdicts,
      bombs,
    }),
  );
  return amiss === 0 && sealed.length > 0 ? 0 : 1;
}

const signed = (files: readonly { readonly signedBefore: boolean }[]) => files.filter(({ signedBefore }) => signedBefore).length;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ options: { keep: { type: 'string' } }, allowPositionals: true });
  const [corpora] = positionals;
  if (corpora === undefined) {
    console.error('Usage: npm run judges -- FOLDER [--keep FOLDER]');
    return 2;
  }
  const folder = values.keep === undefined ? await mkdtemp(join(tmpdir(), 'countersign-judges-')) : resolve(values.keep);
  await mkdir(folder, { recursive: true });
  try {
    return await judged(corpora, folder);
  } finally {
    if (values.keep === undefined) await rm(folder, { recursive: true, force: true });
  }
}

process.exitCode = await main();
