// What the CDK's command line runs: bundles every function, makes the estate of one environment (`--context environment=dev`) and holds it against
// the rules. Needs no credentials, no network and no Docker.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Validations } from 'aws-cdk-lib';
import { z } from 'zod';
import { bundle } from './bundle.ts';
import { Checks } from './checks.ts';
import { readEnvironment } from './environment.ts';
import { estateOf } from './estate.ts';
import { FUNCTIONS, type FunctionName } from './functions.ts';
import { guard } from './guard.ts';

const app = new App();
const name = z.string().default('dev').parse(app.node.tryGetContext('environment'));
const environment = readEnvironment(name);
const folder = mkdtempSync(join(tmpdir(), 'countersign-bundles-'));
try {
  for (const one of Object.keys(FUNCTIONS) as FunctionName[]) await bundle(one, folder);
  estateOf(app, { environment, bundles: (one) => join(folder, one) });
  Validations.of(app).addPlugins(new Checks(), guard());
  app.synth();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
