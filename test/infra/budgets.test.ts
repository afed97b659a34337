// What each function is deployed with: no more code than its budget, nothing heavy that it does not use, and every setting that it reads.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { awsSettings } from '#apps/aws-config.ts';
import { sealSettings } from '#apps/seal-config.ts';
import { bundle, inputsOf, ROOT, type Bundle } from '../../infra/bundle.ts';
import { readEnvironment } from '../../infra/environment.ts';
import { FUNCTIONS, specOf, type FunctionName } from '../../infra/functions.ts';
import { synthesised } from '../../infra/synthesised.ts';

const NAMES = Object.keys(FUNCTIONS) as FunctionName[];
const folder = mkdtempSync(join(tmpdir(), 'countersign-budgets-'));
const bundles = new Map<FunctionName, Bundle>();
const settings = new Map<string, readonly string[]>();

beforeAll(async () => {
  for (const name of NAMES) bundles.set(name, await bundle(name, folder));
  for (const { type, properties } of synthesised(readEnvironment('production'), join(folder, 'templates')).resources) {
    if (type !== 'AWS::Lambda::Function') continue;
    const { FunctionName, Environment } = properties as { FunctionName: string; Environment: { Variables: Record<string, unknown> } };
    settings.set(FunctionName.replace('countersign-production-', ''), Object.keys(Environment.Variables));
  }
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const inputs = (name: FunctionName) => inputsOf(bundles.get(name) ?? missing(name));
const packages = (name: FunctionName) =>
  new Set(inputs(name).flatMap((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)(?!.*node_modules)/.exec(path)?.[1] ?? []));

/** What is heavy, and who may carry it. */
const ONLY: Readonly<Record<string, readonly FunctionName[]>> = {
  '@slack/bolt': ['slack', 'requests'],
  '@slack/web-api': ['slack', 'requests', 'effects-slack', 'rotate'],
  botbuilder: ['teams', 'requests', 'effects-teams'],
  mailparser: ['requests'],
  mailauth: ['requests'],
  '@libpdf/core': ['sealing', 'upkeep', 'walk'],
  pdfkit: ['sealing', 'upkeep', 'walk'],
  fontkit: ['sealing', 'upkeep', 'walk'],
  pkijs: ['requests', 'sealing', 'upkeep', 'walk'],
  '@embedpdf/pdfium': [],
  nodemailer: ['requests', 'effects-email'],
  express: [],
  undici: [],
  '@azure/identity': [],
};

describe('budgets', () => {
  it.each(NAMES)('%s keeps within its code', (name) => {
    const { bytes } = bundles.get(name) ?? missing(name);
    expect(bytes).toBeLessThanOrEqual(specOf(name).mostCodeBytes);
    // A budget that nobody comes near holds nothing.
    expect(bytes).toBeGreaterThan(specOf(name).mostCodeBytes / 2);
  });

  it.each(Object.entries(ONLY))('%s is carried by those who use it', (library, carriers) => {
    expect(NAMES.filter((name) => packages(name).has(library)).toSorted()).toEqual(carriers.toSorted());
  });

  it('unpacked, with what lies beside the code, stays far below the 250 MB that Lambda takes', () => {
    const beside = NAMES.filter((name) => (FUNCTIONS[name] as { materials?: readonly string[] }).materials !== undefined);
    expect(beside.length).toBeGreaterThan(0);
    for (const name of beside) expect.soft(sizeOf(join(folder, name)), name).toBeLessThan(100 * 1024 * 1024);
  });
});

describe('settings', () => {
  /** These name files, which functions write for themselves (apps/aws/sealer-here.ts). */
  const files = new Set(['SEAL_CERTIFICATE', 'TSA_CA']);
  const known = [...Object.keys(awsSettings.shape), ...Object.keys(sealSettings.shape)].filter((one) => !files.has(one));
  /** Of Lambda and of the libraries that log. */
  const others = /^(?:NODE_OPTIONS|POWERTOOLS_\w+|AWS_\w+)$/;

  it.each(NAMES)('%s is told all that its code reads, and nothing that no code knows', (name) => {
    const told = (settings.get(name) ?? missing(name)).filter((one) => !others.test(one));
    const own = inputs(name).filter((path) => path.startsWith('apps/aws/'));
    const reads = new Set(own.flatMap((path) => readFileSync(join(ROOT, path), 'utf8').match(/\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b/g) ?? []));
    // What the whole sealer is told, it reads where one machine does.
    const seals = inputs(name).includes('apps/sealer/sealing.ts') ? ['SEAL_KMS_KEY_ID', 'SEAL_LEVEL', 'SEAL_ALGORITHM'] : [];
    const needed = own.includes('apps/aws/estate.ts') ? ['TABLE_NAME', 'DOCUMENTS_BUCKET', 'SECRETS_ID', 'PUBLIC_URL', 'MAIL_DOMAIN'] : [];
    const wanted = new Set([...known.filter((one) => reads.has(one) && one !== 'AWS_REGION'), ...seals, ...needed]);
    expect
      .soft(
        [...wanted].filter((one) => !told.includes(one)),
        'is missing',
      )
      .toEqual([]);
    expect
      .soft(
        told.filter((one) => !known.includes(one) && !reads.has(one)),
        'nobody knows',
      )
      .toEqual([]);
    expect
      .soft(
        told.filter((one) => known.includes(one) && !wanted.has(one) && !parsed.has(one)),
        'is not read',
      )
      .toEqual([]);
  });

  /** Without which no function's settings can be read (apps/aws-config.ts). */
  const parsed = new Set(['TABLE_NAME', 'DOCUMENTS_BUCKET', 'SECRETS_ID', 'PUBLIC_URL', 'MAIL_DOMAIN', 'DATA_KEY_ID', 'TSA_URLS']);
});

function sizeOf(path: string): number {
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}

function missing(name: string): never {
  throw new Error(`There is no function ${name}.`);
}
