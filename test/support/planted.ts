// Files that break the fences on purpose, for a copy of the project in a temporary folder: a fence that finds none of them is down.
import { cpSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

export const PROJECT = resolve(import.meta.dirname, '../..');

export type Plant = {
  readonly file: string;
  readonly source: string;
  /** What the linter must call it; absent where the linter is not the one to find it. */
  readonly lint?: string;
  /** What the compiler must call it. */
  readonly compiler?: string;
  /** What our own scanner must say of it. */
  readonly scanner?: RegExp;
};

const EDGE = 'no-restricted-imports';

export const PLANTS: readonly Plant[] = [
  // What is allowed stays allowed.
  innocent('core/time.ts', 'export const now = (ms: number) => new Date(ms).toISOString();\n'),
  innocent('core/deep/inward.ts', "import { now } from '../time.ts';\nexport const start = now(0);\n"),
  innocent('apps/config.ts', 'export const home = process.env.HOME;\n'),
  innocent('apps/email/render.ts', "import { now } from '#core/time.ts';\nexport const render = () => now(0);\n"),
  innocent('apps/dispatch/main.ts', "import { render } from '#apps/email/render.ts';\nexport const main = render;\n"),
  // Out of the core.
  plant('core/npm.ts', "import { z } from 'zod';\nexport const text = z.string();\n", { lint: EDGE, scanner: /core imports only its own/ }),
  plant('core/node.ts', "import { readFileSync } from 'node:fs';\nexport const read = readFileSync;\n", {
    lint: EDGE,
    compiler: 'TS2591',
    scanner: /core imports only its own/,
  }),
  plant('core/outward.ts', "import { here } from '../stores/here.ts';\nexport const there = here;\n", {
    lint: EDGE,
    compiler: 'TS6059',
    scanner: /core imports only its own/,
  }),
  plant('core/mapped.ts', "import { here } from '#stores/there.ts';\nexport const there = here;\n", {
    lint: EDGE,
    compiler: 'TS6059',
    scanner: /core imports only its own/,
  }),
  plant('core/deep/outward.ts', "import { here } from '../../stores/yonder.ts';\nexport const there = here;\n", {
    lint: EDGE,
    compiler: 'TS6059',
    scanner: /core imports only its own/,
  }),
  plant('core/lazy.ts', "export const lazy = () => import('node:fs');\n", { compiler: 'TS2591', scanner: /core imports only its own/ }),
  // Out of the machine.
  plant('core/fetches.ts', "export const page = fetch('http://localhost');\n", { compiler: 'TS2304' }),
  plant('core/waits.ts', 'setTimeout(() => {}, 1);\n', { compiler: 'TS2304' }),
  plant('core/configured.ts', 'export const home = process.env.HOME;\n', {
    lint: 'no-process-env',
    compiler: 'TS2591',
    scanner: /reads the environment/,
  }),
  plant('core/shouts.ts', "console.log('here');\n", { lint: 'no-restricted-globals', compiler: 'TS2584' }),
  plant('core/clock.ts', 'export const now = Date.now();\n', { lint: 'no-restricted-globals' }),
  plant('core/clock-by-the-back-door.ts', 'export const now = globalThis.Date.now();\n', { lint: 'no-restricted-globals' }),
  plant('core/dice.ts', 'export const dice = Math.random();\n', { lint: 'no-restricted-properties' }),
  plant('core/spoken.ts', 'export const list = new Intl.ListFormat();\n', { lint: 'no-restricted-globals' }),
  plant('core/localised.ts', 'export const text = (12).toLocaleString();\n', { lint: 'no-restricted-properties' }),
  plant('core/sorted.ts', "export const order = 'a'.localeCompare('b');\n", { lint: 'no-restricted-properties' }),
  // Between the layers.
  innocent('stores/here.ts', 'export const here = 1;\n'),
  innocent('stores/there.ts', 'export const here = 2;\n'),
  innocent('stores/yonder.ts', 'export const here = 3;\n'),
  plant('stores/upward.ts', "export { settings } from '#apps/settings.ts';\n", { lint: EDGE, scanner: /stores imports only core/ }),
  plant('stores/upward-relative.ts', "export { settings } from '../apps/settings.ts';\n", {
    lint: EDGE,
    scanner: /stores imports only core/,
  }),
  innocent('apps/settings.ts', 'export const settings = 1;\n'),
  ...['email', 'web', 'slack', 'teams'].flatMap((channel) => {
    const other = channel === 'web' ? 'email' : 'web';
    return [
      plant(`apps/${channel}/sideways.ts`, `export { render } from '../${other}/render.ts';\n`, { lint: EDGE, scanner: /import channels/ }),
      plant(`apps/${channel}/mapped.ts`, `export { render } from '#apps/${other}/render.ts';\n`, {
        lint: EDGE,
        scanner: /import channels/,
      }),
      ...['local', 'cli', 'dispatch'].map((wiring) =>
        plant(`apps/${channel}/up-to-${wiring}.ts`, `export { main } from '#apps/${wiring}/main.ts';\n`, {
          lint: EDGE,
          scanner: /is wired/,
        }),
      ),
    ];
  }),
  plant('apps/sealer/sideways.ts', "export { render } from '../web/render.ts';\n", { lint: EDGE, scanner: /import channels/ }),
  plant('apps/local/clouds.ts', "export { stack } from '../../infra/main.ts';\n", { lint: EDGE, scanner: /nobody imports infra/ }),
  plant('apps/web/tested.ts', "export { given } from '#test/support/given.ts';\n", { lint: EDGE, scanner: /does not import its tests/ }),
  plant('apps/web/configured.ts', 'export const home = process.env.HOME;\n', { lint: 'no-process-env', scanner: /reads the environment/ }),
  plant('apps/web/configured-quietly.ts', "import { env } from 'node:process';\nexport const home = env.HOME;\n", {
    scanner: /reads the environment/,
  }),
  // Habits that hide faults.
  plant('apps/web/lost.ts', 'async function tell() {}\nexport function go() {\n  tell();\n}\n', { lint: 'no-floating-promises' }),
  plant('apps/web/gap.ts', "export function f(x: 'a' | 'b') {\n  switch (x) {\n    case 'a':\n      return 1;\n  }\n  return 2;\n}\n", {
    lint: 'switch-exhaustiveness-check',
  }),
  plant('apps/web/anything.ts', 'export function f(x: any) {\n  return String(x);\n}\n', { lint: 'no-explicit-any' }),
  plant('apps/web/sure.ts', 'export function f(x: string | undefined) {\n  return x!;\n}\n', { lint: 'no-non-null-assertion' }),
  plant('apps/web/nameless.ts', 'export default 1;\n', { lint: 'no-default-export' }),
  plant('apps/web/barrel.ts', "export * from './sure.ts';\n", { lint: 'no-barrel-file' }),
  plant('apps/web/long.ts', 'export const a = [\n'.concat('  1,\n'.repeat(260), '];\n'), { lint: 'max-lines' }),
  plant('apps/web/winding.ts', `export function f(x: number) {\n${'  x.toFixed();\n'.repeat(70)}}\n`, { lint: 'max-lines-per-function' }),
  plant('test/alone.test.ts', "import { it } from 'vitest';\nit.only('runs alone', () => {});\n", { lint: 'no-focused-tests' }),
  plant('test/asleep.test.ts', "import { it } from 'vitest';\nit.skip('does not run', () => {});\n", { lint: 'no-disabled-tests' }),
];

/** A temporary project that has our fences (the configuration files) around nothing but planted files. */
export function plantedProject(): string {
  const root = mkdtempSync(join(tmpdir(), 'countersign-planted-'));
  mkdirSync(join(root, 'core'));
  for (const file of ['package.json', 'tsconfig.json', '.oxlintrc.json', 'core/tsconfig.json'])
    cpSync(join(PROJECT, file), join(root, file));
  symlinkSync(join(PROJECT, 'node_modules'), join(root, 'node_modules'), 'junction');
  for (const { file, source } of PLANTS) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), source);
  }
  return root;
}

function plant(file: string, source: string, found: Omit<Plant, 'file' | 'source'>): Plant {
  return { file, source, ...found };
}

function innocent(file: string, source: string): Plant {
  return { file, source };
}
