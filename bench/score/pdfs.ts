// Real PDFs through the product's own `inspect` and `verify`: which are taken, refused or need a password, and what becomes of signatures
// that others made. Each file that differs from its label is named with the reason the product gives.
import { performance } from 'node:perf_hooks';
import { contractPdf } from '#apps/local/sample-contract.ts';
import { inspect, type Inspection } from '#apps/sealer/inspect.ts';
import { verify, type Verification } from '#apps/sealer/verify.ts';
import type { PdfItem } from './pdf-corpus.ts';
import { signatureMiss } from './pdf-signatures.ts';
import { scored, type Miss, type Verdict } from './verdict.ts';

type PdfRead = {
  readonly item: PdfItem;
  readonly inspected: Inspection | undefined;
  readonly verified: Verification | undefined;
  readonly thrown?: string;
  readonly ms: number;
};

export async function readPdfs(items: readonly PdfItem[]): Promise<readonly PdfRead[]> {
  const read: PdfRead[] = [];
  // The libraries are loaded once for many files, and it is the files that are measured.
  if (items.length > 0) await inspect(await contractPdf());
  for (const item of items) read.push(await readOne(item));
  return read;
}

async function readOne(item: PdfItem): Promise<PdfRead> {
  const bytes = await item.bytes();
  const from = performance.now();
  try {
    const inspected = await inspect(bytes);
    const verified = await verify(bytes, { trust: [] });
    return { item, inspected, verified, ms: performance.now() - from };
  } catch (fault) {
    const thrown = fault instanceof Error ? fault.message : String(fault);
    return { item, inspected: undefined, verified: undefined, thrown, ms: performance.now() - from };
  }
}

export function scorePdfs(reads: readonly PdfRead[]): Verdict {
  const signed = reads.filter(({ item }) => item.scores.includes('pdf-signature-validation'));
  return {
    scores: [
      accepted(reads, { label: 'accept', name: 'PDFs taken', target: 0.995, best: '100 % (pdfjs-dist)' }),
      accepted(reads, { label: 'needs-password', name: 'PDFs with a password', target: 1, best: '100 % (pdfjs-dist)' }),
      accepted(reads, { label: 'reject', name: 'PDFs refused', target: 1, best: '40 % (@libpdf/core)' }),
      scored({
        name: 'PDF signatures',
        n: signed.length,
        target: 0.95,
        best: 'labels are pdfsig’s own',
        misses: signed.flatMap(({ item, verified }): Miss[] => {
          const why = signatureMiss(item.expected.pdfsig?.validation ?? [], verified);
          return why === undefined ? [] : [{ path: item.path, why }];
        }),
      }),
    ],
    nevers: [
      {
        name: 'PDFs that were too much',
        found: reads.filter(isTooMuch).map(({ item, inspected }) => ({ path: item.path, why: inspected?.why ?? '' })),
      },
    ],
  };
}

type Class = { readonly label: string; readonly name: string; readonly target: number; readonly best: string };

function accepted(reads: readonly PdfRead[], { label, name, target, best }: Class) {
  const mine = reads.filter(({ item }) => item.expected.accept === label);
  const misses = mine
    .filter(({ inspected }) => inspected?.verdict !== label)
    .map(({ item, inspected }) => ({ path: item.path, why: `${inspected?.verdict ?? 'nothing'}: ${inspected?.why ?? 'no reason given'}` }));
  return scored({ name, n: mine.length, target, best, misses });
}

/** A file that took the reader down: nothing may, whatever its label. */
function isTooMuch({ inspected, verified }: PdfRead): boolean {
  return [inspected?.why, verified?.why].some((why) => why?.includes('within reasonable time and memory') === true);
}
