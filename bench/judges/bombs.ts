// Three files that unpack to a hundred times what a machine has: what refusing each costs a process that has just started.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { deflateSync } from 'node:zlib';

export type Cost = {
  /** The sentence of the refusal. */
  readonly why: string | null;
  /** Of a processor, by the guard alone; then all of `inspect` on the clock, its worker started for it. */
  readonly guardMs: number;
  readonly inspectMs: number;
  /** Of the whole process. */
  readonly peakMb: number;
};

type Refused = Cost & { readonly name: string; readonly bytes: number };

const TARGET = { ms: 100, mb: 200 };
const MIB = 1024 * 1024;

export function isCheap({ why, guardMs, peakMb }: Cost): boolean {
  return why !== null && guardMs < TARGET.ms && peakMb < TARGET.mb;
}

export async function bombsRefused(): Promise<readonly Refused[]> {
  const refused: Refused[] = [];
  for (const [name, file] of bombs()) refused.push({ name, bytes: file.length, ...(await costOf(file)) });
  return refused;
}

function bombs(): [name: string, file: Buffer][] {
  const large = deflateSync(Buffer.alloc(1024 * MIB), { level: 9 });
  const part = deflateSync(Buffer.alloc(60 * MIB));
  return [
    ['a page packed twice', pdf([stream('/Filter[/FlateDecode/FlateDecode]', deflateSync(large, { level: 9 }))])],
    ['objects in a stream', pdf([stream('/Type/ObjStm/N 100/First 800/Filter/FlateDecode', large)])],
    ['many streams', pdf(Array.from({ length: 9 }, () => stream('/Filter/FlateDecode', part)))],
  ];
}

function stream(entries: string, data: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`<<${entries}/Length ${data.length}>>\nstream\n`), data, Buffer.from('\nendstream')]);
}

/** The guard comes before anything that would ask for a table of where its parts are. */
function pdf(objects: readonly Buffer[]): Buffer {
  const parts = objects.flatMap((object, at) => [Buffer.from(`${at + 1} 0 obj\n`), object, Buffer.from('\nendobj\n')]);
  return Buffer.concat([Buffer.from('%PDF-1.7\n'), ...parts, Buffer.from('%%EOF\n')]);
}

async function costOf(file: Buffer): Promise<Cost> {
  const child = fork(fileURLToPath(new URL('bomb-process.ts', import.meta.url)), { execArgv: [], serialization: 'advanced' });
  const told = once(child, 'message');
  child.send(file);
  const [cost] = (await told) as [Cost];
  child.disconnect();
  return cost;
}
