// How well mail is understood that none of us wrote: `npm run score -- <folder of corpora> [--only replies|classes|bounces|documents]
// [--json]`. Each file goes through the product's own reading, as with `explain`; ends with one line of JSON. Exit code 0 only where every
// target is met.
import { parseArgs } from 'node:util';
import { scoreBounces } from './score/bounces.ts';
import { scoreClasses } from './score/classes.ts';
import { mailsOf } from './score/corpus.ts';
import { scoreDocuments } from './score/documents.ts';
import { scoreReplies } from './score/replies.ts';
import { readAll, type Read } from './score/run.ts';
import { allMet, findingsOf, jsonOf, missesOf, tableOf } from './score/table.ts';
import type { Verdict } from './score/verdict.ts';

type Part = { readonly benchmarks: readonly string[]; readonly score: (reads: readonly Read[]) => Verdict };

const PARTS: Readonly<Record<string, Part>> = {
  replies: { benchmarks: ['reply-extraction'], score: scoreReplies },
  classes: { benchmarks: ['message-class'], score: scoreClasses },
  bounces: { benchmarks: ['bounce-reason', 'bounce-recipient'], score: scoreBounces },
  documents: { benchmarks: ['attachment-extraction'], score: scoreDocuments },
};

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: { only: { type: 'string' }, json: { type: 'boolean' } },
    allowPositionals: true,
  });
  const [folder] = positionals;
  const only = values.only === undefined ? undefined : PARTS[values.only];
  if (folder === undefined || (values.only !== undefined && !only)) {
    console.error(`Usage: npm run score -- FOLDER [--only ${Object.keys(PARTS).join('|')}] [--json]`);
    return 2;
  }
  const parts = only ? [only] : Object.values(PARTS);
  const items = await mailsOf(folder);
  const wanted = only ? items.filter(({ scores }) => scores.some((score) => only.benchmarks.includes(score))) : items.filter(isMail);
  const reads = await readAll(wanted);
  const verdicts = parts.map(({ score }) => score(reads));
  const findings = findingsOf(reads, {
    scores: verdicts.flatMap(({ scores }) => scores),
    nevers: verdicts.flatMap(({ nevers }) => nevers),
  });
  if (values.json !== true) {
    console.log(`${tableOf(findings)}\n`);
    const misses = missesOf(findings);
    if (misses !== '') console.log(`${misses}\n`);
  }
  console.log(jsonOf(findings));
  return allMet(findings) ? 0 : 1;
}

/** Also what carries no label: it must neither fail nor take long. */
function isMail({ path }: { readonly path: string }): boolean {
  return !/\.json$/i.test(path);
}

process.exitCode = await main();
