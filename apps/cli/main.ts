#!/usr/bin/env node
// The `countersign` command: finds the verb, runs it, and turns what went wrong into one sentence and an exit code.
import { UsageProblem } from './arguments.ts';
import { sentenceFor } from './expected.ts';
import { usage } from './usage.ts';

type Verb = (args: readonly string[]) => Promise<number>;

/** Loaded on demand: `trace` need not wait for the PDF libraries. */
const VERBS: Record<string, () => Promise<Verb>> = {
  start: async () => (await import('./start.ts')).start,
  serve: async () => (await import('./serve.ts')).serve,
  demo: async () => (await import('./demo.ts')).demo,
  doctor: async () => (await import('./doctor.ts')).doctor,
  smoke: async () => (await import('./smoke.ts')).smoke,
  tenant: async () => (await import('./tenant.ts')).tenant,
  policy: async () => (await import('./policy.ts')).policy,
  slack: async () => (await import('./slack.ts')).slack,
  teams: async () => (await import('./teams.ts')).teams,
  manifest: async () => (await import('./manifest.ts')).manifest,
  'api-token': async () => (await import('./api-token.ts')).apiToken,
  secrets: async () => (await import('./secrets.ts')).secrets,
  away: async () => (await import('./away.ts')).away,
  explain: async () => (await import('./explain.ts')).explain,
  inspect: async () => (await import('./inspect.ts')).inspectFiles,
  verify: async () => (await import('./verify.ts')).verifyFile,
  bundle: async () => (await import('./bundle.ts')).bundleEnvelope,
  trace: async () => (await import('./trace.ts')).trace,
  why: async () => (await import('./why.ts')).whyEnvelope,
  redrive: async () => (await import('./redrive.ts')).redriveDead,
  anchors: async () => (await import('./anchors.ts')).listAnchors,
  erase: async () => (await import('./erase.ts')).eraseEnvelope,
  export: async () => (await import('./export.ts')).exportToFile,
  import: async () => (await import('./import.ts')).importFromFile,
};

async function main([verb = 'help', ...args]: readonly string[]): Promise<number> {
  if (['help', '--help', '-h'].includes(verb)) {
    console.log(usage());
    return 0;
  }
  const load = Object.hasOwn(VERBS, verb) ? VERBS[verb] : undefined;
  if (!load) {
    console.error(`countersign has no verb "${verb}".\n\n${usage()}`);
    return 2;
  }
  try {
    const run = await load();
    return await run(args);
  } catch (problem) {
    if (problem instanceof UsageProblem) {
      console.error(`${problem.message}\n\n${usage(verb)}`);
      return 2;
    }
    const sentence = sentenceFor(problem);
    if (sentence === undefined) throw problem;
    console.error(sentence);
    return 1;
  }
}

process.exitCode = await main(process.argv.slice(2));
