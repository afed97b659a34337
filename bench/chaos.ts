// Every card ends true and every message comes, whatever fails: `npm run bench:chaos [seed [envelopes]]`. Ends with one line of JSON, and
// with 1 where a claim does not hold.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runChaos } from './support/chaos-run.ts';

const ENVELOPES = 300;

const [, , seedGiven, countGiven] = process.argv;
const seed = Number(seedGiven ?? Date.now() % 1_000_000);
const envelopes = Number(countGiven ?? ENVELOPES);
const folder = await mkdtemp(join(tmpdir(), 'countersign-chaos-'));
console.log(`Seed ${seed}, ${envelopes} envelopes.`);
const start = performance.now();
try {
  const { broken, ...result } = await runChaos({ folder, seed, envelopes, progress: (line) => console.log(line) });
  for (const claim of broken.slice(0, 20)) console.log(`NOT TRUE: ${claim}`);
  const seconds = Math.round((performance.now() - start) / 1_000);
  console.log(
    JSON.stringify({ bench: 'chaos', node: process.version, ...result, broken: broken.length, isMet: broken.length === 0, seconds }),
  );
  process.exitCode = broken.length === 0 ? 0 : 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
