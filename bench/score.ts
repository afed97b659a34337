// How well mails and PDFs are understood that none of us made: `npm run score -- <folder of corpora>
// [--only replies|classes|bounces|documents|pdfs] [--json]`. Each file goes through the product's own reading, as with `explain`, `inspect`
// and `verify`; ends with one line of JSON. Exit code 0 only where every target is met.
import { parseArgs } from 'node:util';
import { scoreBounces } from './score/bounces.ts';
import { scoreClasses } from './score/classes.ts';
import { mailsOf } from './score/corpus.ts';
import { scoreDocuments } from './score/documents.ts';
import { scoreReplies } from './score/replies.ts';
import { pdfsOf } from './score/pdf-corpus.ts';
import { readPdfs, scorePdfs } from './score/pdfs.ts';
import { readAll, type Read } from './score/run.ts';
import { allMet, findingsOf, jsonOf, missesOf, tableOf, type Timed } from './score/table.ts';
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
  if (folder === undefined || (values.only !== undefined && values.only !== 'pdfs' && !PARTS[values.only])) {
    console.error(`Usage: npm run score -- FOLDER [--only ${[...Object.keys(PARTS), 'pdfs'].join('|')}] [--json]`);
    return 2;
  }
  const mail = values.only === 'pdfs' ? NOTHING : await mailScore(folder, values.only);
  const pdfs = values.only === undefined || values.only === 'pdfs' ? await pdfScore(folder) : NOTHING;
  const findings = findingsOf([...mail.reads, ...pdfs.reads], {
    scores: [...mail.verdicts, ...pdfs.verdicts].flatMap(({ scores }) => scores),
    nevers: [...mail.verdicts, ...pdfs.verdicts].flatMap(({ nevers }) => nevers),
  });
  if (values.json !== true) {
    console.log(`${tableOf(findings)}\n`);
    const misses = missesOf(findings);
    if (misses !== '') console.log(`${misses}\n`);
  }
  console.log(jsonOf(findings));
  return allMet(findings) ? 0 : 1;
}

type Scored = { readonly reads: readonly Timed[]; readonly verdicts: readonly Verdict[] };

const NOTHING: Scored = { reads: [], verdicts: [] };

async function mailScore(folder: string, name: string | undefined): Promise<Scored> {
  const only = name === undefined ? undefined : PARTS[name];
  const items = await mailsOf(folder);
  const wanted = only ? items.filter(({ scores }) => scores.some((score) => only.benchmarks.includes(score))) : items.filter(isMail);
  const reads = await readAll(wanted);
  return { reads, verdicts: (only ? [only] : Object.values(PARTS)).map(({ score }) => score(reads)) };
}

/** A folder without PDFs has no score of them. */
async function pdfScore(folder: string): Promise<Scored> {
  const reads = await readPdfs(await pdfsOf(folder));
  return reads.length === 0 ? NOTHING : { reads, verdicts: [scorePdfs(reads)] };
}

/** Also what carries no label: it must neither fail nor take long. */
function isMail({ path }: { readonly path: string }): boolean {
  return !/\.json$/i.test(path);
}

process.exitCode = await main();
