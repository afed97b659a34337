// The shape of the project: who may import whom, what every channel has, how long files may be; and that each fence really bites.
import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { breaches, sourceFiles, specifiers } from './support/import-rule.ts';
import { PLANTS, PROJECT, plantedProject } from './support/planted.ts';

const CHANNEL_FILES = ['inbound.ts', 'identity.ts', 'render.ts', 'outbound.ts', 'lambda.ts'];

const files = sourceFiles(PROJECT);
const linesOf = (file: string) => readFileSync(join(PROJECT, file), 'utf8').trimEnd().split('\n').length;

describe('the import rule', () => {
  it('has something to look at', () => {
    expect(files).toContain('core/envelope.ts');
    expect(files).toContain('test/architecture.test.ts');
  });

  it('holds: core ← stores ← apps, channels apart, infra apart, the environment read in one place', () => {
    expect(breaches(PROJECT).filter((sentence) => !sentence.startsWith('test/'))).toEqual([]);
  });
});

describe('the layout', () => {
  const channels = ['email', 'web', 'slack', 'teams'].filter((channel) => existsSync(join(PROJECT, 'apps', channel)));

  it.each(channels)('gives the channel %s the five files that every channel has', (channel) => {
    expect(readdirSync(join(PROJECT, 'apps', channel))).toEqual(expect.arrayContaining(CHANNEL_FILES));
  });

  it('keeps source files within 250 lines and tests within 400', () => {
    const capOf = (file: string) => (/^(test|bench)\//.test(file) ? 400 : 250);
    expect(files.filter((file) => linesOf(file) > capOf(file)).map((file) => `${file}: ${linesOf(file)} lines`)).toEqual([]);
  });

  it('keeps the median source file under 80 lines', () => {
    const lengths = files
      .filter((file) => !file.startsWith('test/'))
      .map(linesOf)
      .toSorted((a, b) => a - b);
    const median = lengths[Math.floor(lengths.length / 2)] ?? 0;
    process.stdout.write(`${lengths.length} source files, median ${median} lines, longest ${lengths.at(-1)}\n`);
    expect(median).toBeLessThan(80);
  });

  it('opens every source file with a comment that says what it holds', () => {
    const silent = files.filter((file) => !/^(#!.*\n)?(\/\/|\/\*)/.test(readFileSync(join(PROJECT, file), 'utf8')));
    expect(silent).toEqual([]);
  });
});

describe('the fences, each tried with planted violations', () => {
  let root: string;
  beforeAll(() => {
    root = plantedProject();
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  it('the linter finds every planted violation, fails, and leaves what is allowed alone', async () => {
    const { code, out } = await run('oxlint', ['-f', 'json'], root);
    expect(code).not.toBe(0);
    const { diagnostics } = JSON.parse(out) as { diagnostics: { filename: string; code: string }[] };
    for (const { file, lint, compiler, scanner } of PLANTS) {
      const codes = diagnostics.filter(({ filename }) => filename === file).map((one) => one.code);
      if (lint !== undefined) expect.soft(codes, file).toContainEqual(expect.stringContaining(`(${lint})`));
      if ((lint ?? compiler ?? scanner) === undefined) expect.soft(codes, file).toEqual([]);
    }
  });

  it("the core's compiler fence finds every planted violation, fails, and leaves what is allowed alone", async () => {
    const { code, out } = await run('tsc', ['-p', 'core', '--pretty', 'false'], root);
    expect(code).not.toBe(0);
    for (const { file, compiler } of PLANTS) {
      const codes = Array.from(out.matchAll(/^(\S+?)\(.*error (TS\d+):/gm)).filter(([, where]) => where === file);
      expect.soft(codes.map(([, , found]) => found).join(), file).toBe(compiler ?? '');
    }
  });

  it('the scanner of this test finds every planted violation, and leaves what is allowed alone', () => {
    const found = breaches(root);
    for (const { file, scanner } of PLANTS) {
      const ofFile = found.filter((sentence) => sentence.startsWith(`${file} `)).join('\n');
      expect.soft(ofFile, file).toMatch(scanner ?? /^$/);
    }
  });

  it('the scanner reads every form of import', () => {
    const source = [
      "import { a } from 'one';",
      "import type { b } from 'two';",
      "import 'three';",
      "export * from 'four';",
      "const c = await import('five');",
      "let d: import('six').D;",
      "import {\n  e,\n  f,\n} from 'seven';",
      "const g = require('eight');",
    ].join('\n');
    expect(specifiers(source).toSorted()).toEqual(['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight'].toSorted());
  });
});

/** The linter's type-aware half is a program of its own, found through PATH as npm scripts set it. */
async function run(tool: string, args: string[], cwd: string): Promise<{ code: number; out: string }> {
  const bin = join(PROJECT, 'node_modules/.bin');
  const env = { ...process.env, PATH: `${bin}:${process.env.PATH ?? ''}` };
  return new Promise((done) => {
    execFile(join(bin, tool), args, { cwd, env, maxBuffer: 64 << 20 }, (error, stdout, stderr) => {
      done({ code: error === null ? 0 : 1, out: stdout === '' ? stderr : stdout });
    });
  });
}
