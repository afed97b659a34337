// Copies of the core with one mistake each, and what the properties say of them: a property that finds none of them guards nothing.
// All run in one child process, beside a copy without a mistake.
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PROJECT } from './planted.ts';

export type Mutant = {
  readonly name: string;
  readonly file: string;
  /** Must be there exactly once, or the mistake is none. */
  readonly from: string;
  readonly to: string;
  /** The suite that must notice. */
  readonly suite: string;
};

export type Verdict = { readonly passed: readonly string[]; readonly broken: readonly { readonly name: string; readonly why: string }[] };

const SUITES = 'test/core/invariants';
const COPIED = [
  'core',
  SUITES,
  'test/support/history',
  'test/support/build.ts',
  'test/support/fields.ts',
  'test/support/properties.ts',
  'package.json',
  'tsconfig.json',
];

/** @returns by the mutants' names; the copy without a mistake under `none` */
export async function verdictsOn(mutants: readonly Mutant[], runs: number): Promise<ReadonlyMap<string, Verdict>> {
  const root = mkdtempSync(join(tmpdir(), 'countersign-mutants-'));
  try {
    symlinkSync(join(PROJECT, 'node_modules'), join(root, 'node_modules'));
    const suites = [...new Set(mutants.map(({ suite }) => suite))];
    copyTo(join(root, 'none'), suites);
    for (const [index, mutant] of mutants.entries()) {
      const folder = join(root, `m${index}`);
      copyTo(folder, [mutant.suite]);
      plant(folder, mutant);
    }
    const reports = await run(root, runs);
    const names = new Map([['none', 'none'], ...mutants.map(({ name }, index): [string, string] => [`m${index}`, name])]);
    return new Map(
      [...names].map(([folder, name]) => [name, verdictOf(reports.filter((one) => one.name.startsWith(join(root, folder, '/'))))]),
    );
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function copyTo(folder: string, suites: readonly string[]): void {
  for (const path of COPIED) {
    const isWanted = (source: string) => !source.includes(`${SUITES}/`) || suites.some((suite) => source.endsWith(`/${suite}.test.ts`));
    cpSync(join(PROJECT, path), join(folder, path), { recursive: true, filter: isWanted });
  }
}

function plant(folder: string, { name, file, from, to }: Mutant): void {
  const path = join(folder, file);
  const parts = readFileSync(path, 'utf8').split(from);
  if (parts.length !== 2) throw new Error(`The mutant "${name}" finds its line ${parts.length - 1} times in ${file}. Plant it anew.`);
  writeFileSync(path, parts.join(to));
}

type Report = {
  readonly name: string;
  readonly message: string;
  readonly assertionResults: readonly { readonly title: string; readonly status: string; readonly failureMessages: readonly string[] }[];
};

async function run(root: string, runs: number): Promise<readonly Report[]> {
  const config = join(root, 'vitest.config.mjs');
  const setup = JSON.stringify(join(root, 'none/test/support/properties.ts'));
  writeFileSync(
    config,
    `export default { test: { setupFiles: [${setup}], pool: 'forks', maxWorkers: 2, isolate: false, include: ['*/${SUITES}/*.test.ts'] } };\n`,
  );
  mkdirSync(join(root, 'out'));
  const report = join(root, 'out/report.json');
  const args = [
    join(PROJECT, 'node_modules/vitest/vitest.mjs'),
    'run',
    '--root',
    root,
    '--config',
    config,
    '--reporter=json',
    `--outputFile=${report}`,
  ];
  const env = { PATH: process.env.PATH ?? '', FC_RUNS: String(runs) };
  // It ends with a fault as soon as one test fails, as it should.
  await promisify(execFile)(process.execPath, args, { cwd: root, env, maxBuffer: 1 << 26 }).catch(() => undefined);
  return (JSON.parse(readFileSync(report, 'utf8')) as { testResults: Report[] }).testResults;
}

function verdictOf(reports: readonly Report[]): Verdict {
  const results = reports.flatMap(({ assertionResults }) => assertionResults);
  return {
    passed: results.filter(({ status }) => status === 'passed').map(({ title }) => title),
    broken: results
      .filter(({ status }) => status === 'failed')
      .map(({ title, failureMessages }) => ({ name: title, why: failureMessages.join('\n') })),
  };
}
