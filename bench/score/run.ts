// One input through the product's own reading, timed; what it throws is a finding, never an end.
import { performance } from 'node:perf_hooks';
import { explainFile } from '#apps/email/explain-file.ts';
import type { Explanation } from '#apps/email/explain.ts';
import type { CorpusItem } from './corpus.ts';

export type Read = {
  readonly item: CorpusItem;
  readonly bytes: Buffer;
  readonly explained: Explanation | undefined;
  readonly thrown?: string;
  readonly ms: number;
};

export async function readAll(items: readonly CorpusItem[]): Promise<readonly Read[]> {
  const read: Read[] = [];
  for (const item of items) read.push(await readOne(item));
  return read;
}

async function readOne(item: CorpusItem): Promise<Read> {
  const bytes = await item.bytes();
  const from = performance.now();
  try {
    const explained = await explainFile({ name: item.path, bytes });
    return { item, bytes, explained, ms: performance.now() - from };
  } catch (fault) {
    const thrown = fault instanceof Error ? fault.message : String(fault);
    return { item, bytes, explained: undefined, thrown, ms: performance.now() - from };
  }
}
