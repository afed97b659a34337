// The way to production: what the workflows run is there, nobody's keys are stored, and the pipeline inside AWS does the same in the same order.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Validations } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { ROOT } from '../../infra/bundle.ts';
import { Checks } from '../../infra/checks.ts';
import { DeployerStack } from '../../infra/deployer.ts';
import { environmentNames, readEnvironment } from '../../infra/environment.ts';
import { PipelineStack } from '../../infra/pipeline.ts';
import { tinyBundles } from '../support/infra.ts';
import { temporaryFolder } from '../support/temporary.ts';

const FOLDER = join(ROOT, '.github/workflows');
const workflows = readdirSync(FOLDER).map((file) => ({ file, text: readFileSync(join(FOLDER, file), 'utf8') }));
const parsed = workflows.map(({ file, text }) => ({ file, ...(parse(text) as Workflow) }));
const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
  bin: Record<string, string>;
};

type Step = { readonly uses?: string; readonly run?: string; readonly with?: Record<string, unknown> };
type Job = {
  readonly uses?: string;
  readonly needs?: string;
  readonly if?: string;
  readonly with?: Record<string, unknown>;
  readonly environment?: string;
  readonly steps?: readonly Step[];
};
type Workflow = { readonly permissions: Record<string, string>; readonly jobs: Record<string, Job> };

const steps = parsed.flatMap(({ jobs }) => Object.values(jobs).flatMap((job) => job.steps ?? []));

function isThere(run: string): boolean {
  const [, script, file] = /^(?:npm run ([\w:]+)|bash (\S+)|npm ci$|npx cdk )/.exec(run) ?? [undefined, 'nothing that is known'];
  if (script !== undefined) return Object.hasOwn(manifest.scripts, script);
  return file === undefined || existsSync(join(ROOT, file));
}

describe('workflows', () => {
  it('run what is there', () => {
    const unknown = steps.flatMap(({ run }) => (run === undefined || isThere(run) ? [] : [run]));
    const called = parsed.flatMap(({ jobs }) => Object.values(jobs).flatMap(({ uses }) => uses ?? []));
    expect(unknown).toEqual([]);
    expect(called.length).toBeGreaterThan(0);
    expect(called.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
  });

  it('use actions of known publishers at a version, and no key of AWS', () => {
    for (const { uses } of steps) if (uses !== undefined) expect.soft(uses).toMatch(/^(?:actions|aws-actions)\/[\w-]+@v\d+$/);
    for (const { file, text } of workflows) expect.soft(text, file).not.toMatch(/aws[-_](?:access|secret)/i);
    for (const { file, permissions } of parsed) expect.soft(permissions.contents, file).toBe('read');
  });

  it('go from dev to staging to production, each in an environment of that name', () => {
    const jobs: Readonly<Record<string, Job>> = parsed.find(({ file }) => file === 'deploy.yml')?.jobs ?? {};
    expect(['dev', 'staging', 'production'].map((name) => [jobs[name]?.needs, jobs[name]?.with?.['environment']])).toEqual([
      ['check', 'dev'],
      ['dev', 'staging'],
      ['staging', 'production'],
    ]);
    expect(environmentNames()).toEqual(expect.arrayContaining(['dev', 'staging', 'production']));
    expect(parsed.find(({ file }) => file === 'environment.yml')?.jobs['deploy']?.environment).toBe('${{ inputs.environment }}');
  });
});

describe('who deploys', () => {
  it('is one repository, in one environment, and may hand on to the roles of the CDK', () => {
    const app = new App({ outdir: temporaryFolder() });
    const stack = new DeployerStack(app, 'Deployer', { environment: readEnvironment('production'), repository: 'acme/countersign' });
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: {
        Statement: [
          Match.objectLike({
            Action: 'sts:AssumeRoleWithWebIdentity',
            Condition: {
              StringEquals: {
                'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
                'token.actions.githubusercontent.com:sub': 'repo:acme/countersign:environment:production',
              },
            },
          }),
        ],
      },
    });
    const [policy] = Object.values(template.findResources('AWS::IAM::Policy'));
    const { Statement } = (policy?.['Properties'] ?? {}).PolicyDocument as { Statement: { Action: string | string[] }[] };
    expect(Statement.flatMap(({ Action }) => Action)).toEqual([
      'sts:AssumeRole',
      'ssm:GetParameter',
      'ssm:PutParameter',
      'cloudwatch:DescribeAlarms',
    ]);
  });
});

describe('the pipeline inside AWS', () => {
  it('checks, deploys one environment after the other, tries each, and asks before production', () => {
    const app = new App({ outdir: temporaryFolder() });
    const stack = new PipelineStack(app, 'Pipeline', {
      environments: [readEnvironment('dev'), readEnvironment('staging'), readEnvironment('production')],
      bundles: tinyBundles(),
      repository: 'acme/countersign',
      branch: 'main',
      connectionArn: 'arn:aws:codestar-connections:eu-west-1:111111111111:connection/11111111-1111-4111-8111-111111111111',
    });
    Validations.of(app).addPlugins(new Checks());
    app.synth();
    const [pipeline] = Object.values(Template.fromStack(stack).findResources('AWS::CodePipeline::Pipeline'));
    const stages = pipeline?.['Properties'].Stages as { Name: string; Actions: { Name: string; RunOrder: number }[] }[];
    expect(stages.map(({ Name }) => Name)).toEqual(['Source', 'Build', 'UpdatePipeline', 'Assets', 'dev', 'staging', 'production']);
    const actions = (name: string) => stages.find(({ Name }) => Name === name)?.Actions.map((action) => action.Name) ?? [];
    expect(actions('dev').some((one) => one.startsWith('Approve'))).toBe(false);
    expect(
      actions('production')
        .filter((one) => /^(?:Approve|Smoke)/.test(one))
        .toSorted(),
    ).toEqual(['Approve_production', 'Smoke_production']);
  }, 60_000);
});
