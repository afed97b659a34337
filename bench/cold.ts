// How long each function takes to be loaded for the first time, and how much code that is, beside the bare kits bundled in the same way:
// `npm run bench:cold`. Each in a process of its own, the median of several. Ends with one line of JSON.
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { bundle, bundleFile } from '../infra/bundle.ts';
import { FUNCTIONS, type FunctionName } from '../infra/functions.ts';

const TRIES = 7;
/** Of those that carry neither a kit nor what reads and writes PDFs, in milliseconds. */
const TARGET_MS = 100;
const TARGET_RATIO = 1.1;
const BARE: Readonly<Record<'bolt' | 'botbuilder', string>> = {
  bolt: "export { App, AwsLambdaReceiver } from '@slack/bolt';",
  botbuilder: "export { CloudAdapter, ConfigurationBotFrameworkAuthentication, TeamsInfo } from 'botbuilder';",
};
const HEAVY: readonly FunctionName[] = ['slack', 'teams', 'effects-teams', 'requests', 'sealing', 'upkeep', 'walk'];

type Measured = { readonly kilobytes: number; readonly ms: number };

const folder = mkdtempSync(join(tmpdir(), 'countersign-cold-'));

async function measured(file: string): Promise<Measured> {
  const load = `const t=performance.now();require(${JSON.stringify(file)});console.log(performance.now()-t);process.exit(0)`;
  const times: number[] = [];
  for (let at = 0; at < TRIES; at += 1) {
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=commonjs', '-e', load], {
      env: { AWS_REGION: 'eu-west-1' },
    });
    times.push(Number(stdout));
  }
  const median = times.toSorted((a, b) => a - b)[Math.floor(TRIES / 2)] ?? Number.NaN;
  return { kilobytes: Math.round(statSync(file).size / 1024), ms: Math.round(median) };
}

async function bare(name: keyof typeof BARE): Promise<Measured> {
  const at = join(folder, `bare-${name}`);
  mkdirSync(at);
  writeFileSync(join(at, 'package.json'), '{"type":"commonjs"}\n');
  await bundleFile({ contents: BARE[name], outfile: join(at, 'index.js') });
  return measured(join(at, 'index.js'));
}

try {
  const results: Record<string, Measured> = { 'bare bolt': await bare('bolt'), 'bare botbuilder': await bare('botbuilder') };
  for (const name of Object.keys(FUNCTIONS) as FunctionName[])
    results[name] = await measured(join((await bundle(name, folder)).folder, 'index.js'));
  for (const [name, { kilobytes, ms }] of Object.entries(results))
    console.log(`${name.padEnd(16)} ${String(kilobytes).padStart(6)} KB ${String(ms).padStart(5)} ms`);
  const ratio = (ours: string, theirs: string, what: keyof Measured) =>
    Number(((results[ours]?.[what] ?? Number.NaN) / (results[theirs]?.[what] ?? Number.NaN)).toFixed(2));
  const ratios = {
    slack: { size: ratio('slack', 'bare bolt', 'kilobytes'), time: ratio('slack', 'bare bolt', 'ms') },
    teams: { size: ratio('teams', 'bare botbuilder', 'kilobytes'), time: ratio('teams', 'bare botbuilder', 'ms') },
  };
  const slow = (Object.keys(FUNCTIONS) as FunctionName[]).filter((name) => !HEAVY.includes(name) && (results[name]?.ms ?? 0) > TARGET_MS);
  const tooMuch = Object.entries(ratios).filter(([, { size, time }]) => Math.max(size, time) > TARGET_RATIO);
  console.log(
    `Over ${TARGET_MS} ms: ${slow.join(', ') || 'none'}. Over ${TARGET_RATIO} × the bare kit: ${tooMuch.map(([name]) => name).join(', ') || 'none'}.`,
  );
  console.log(JSON.stringify({ functions: results, ratios }));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
