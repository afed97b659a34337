// What the CDK's command line runs for what comes before the estate: the pipeline inside AWS and the roles by which GitHub deploys. Which of them is
// deployed is said to the command line: `cdk deploy --app 'node infra/pipeline-app.ts' Countersign-dev-Deployer --context repository=acme/countersign`.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Validations } from 'aws-cdk-lib';
import { z } from 'zod';
import { bundle } from './bundle.ts';
import { Checks } from './checks.ts';
import { DeployerStack } from './deployer.ts';
import { readEnvironment } from './environment.ts';
import { FUNCTIONS, type FunctionName } from './functions.ts';
import { PipelineStack } from './pipeline.ts';

const app = new App();
const asked = z.object({
  repository: z.string().regex(/^[\w.-]+\/[\w.-]+$/),
  branch: z.string().default('main'),
  connection: z.string().optional(),
});
const { repository, branch, connection } = asked.parse({
  repository: app.node.tryGetContext('repository') as unknown,
  branch: app.node.tryGetContext('branch') as unknown,
  connection: app.node.tryGetContext('connection') as unknown,
});
const environments = [readEnvironment('dev'), readEnvironment('staging'), readEnvironment('production')] as const;
const folder = mkdtempSync(join(tmpdir(), 'countersign-bundles-'));
try {
  for (const environment of environments) new DeployerStack(app, `Countersign-${environment.name}-Deployer`, { environment, repository });
  if (connection !== undefined) {
    for (const name of Object.keys(FUNCTIONS) as FunctionName[]) await bundle(name, folder);
    const bundles = (name: FunctionName) => join(folder, name);
    new PipelineStack(app, 'Countersign-Pipeline', { environments, bundles, repository, branch, connectionArn: connection });
  }
  Validations.of(app).addPlugins(new Checks());
  app.synth();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
