// The way to production inside AWS, for whoever does not deploy from GitHub: the same steps as .github/workflows, as a pipeline that keeps itself
// up to date. Each environment is a stage; those that are production wait for a person.
import { Stack, Stage, Validations, type StageProps } from 'aws-cdk-lib';
import { BuildSpec, ComputeType, LinuxBuildImage } from 'aws-cdk-lib/aws-codebuild';
import {
  CodeBuildStep,
  CodePipeline,
  CodePipelineSource,
  ManualApprovalStep,
  ShellStep,
  type IFileSetProducer,
} from 'aws-cdk-lib/pipelines';
import type { Construct } from 'constructs';
import type { Environment } from './environment.ts';
import { estateOf } from './estate.ts';
import type { Bundles } from './parts.ts';

export type PipelineProps = {
  /** In the order in which they are deployed. The pipeline lies with the first. */
  readonly environments: readonly [Environment, ...Environment[]];
  readonly bundles: Bundles;
  /** Such as `acme/countersign`. */
  readonly repository: string;
  readonly branch: string;
  /** Of the connection to the repository, made by hand in the console. */
  readonly connectionArn: string;
};

class EstateStage extends Stage {
  constructor(scope: Construct, { environment, bundles, ...props }: StageProps & { environment: Environment; bundles: Bundles }) {
    super(scope, environment.name, props);
    estateOf(this, { environment, bundles });
  }
}

export class PipelineStack extends Stack {
  constructor(scope: Construct, id: string, { environments, bundles, repository, branch, connectionArn }: PipelineProps) {
    const [{ account, region }] = environments;
    super(scope, id, { env: { account, region }, description: 'Countersign: the pipeline to all its environments' });
    // The library's own types disagree on whether there may be no output.
    const source = CodePipelineSource.connection(repository, branch, { connectionArn }) as IFileSetProducer;
    const context = `--context repository=${repository} --context branch=${branch} --context connection=${connectionArn}`;
    const pipeline = new CodePipeline(this, 'Pipeline', {
      pipelineName: 'countersign',
      crossAccountKeys: true,
      enableKeyRotation: true,
      synth: new CodeBuildStep('Check and synth', {
        input: source,
        commands: ['bash .ci/run', `npx cdk synth --app 'node infra/pipeline-app.ts' ${context}`],
        primaryOutputDirectory: 'cdk.out',
      }) as IFileSetProducer,
      codeBuildDefaults: {
        buildEnvironment: { buildImage: LinuxBuildImage.STANDARD_7_0, computeType: ComputeType.LARGE },
        partialBuildSpec: BuildSpec.fromObject({ phases: { install: { 'runtime-versions': { nodejs: 24 } } } }),
      },
    });
    for (const environment of environments)
      pipeline.addStage(new EstateStage(this, { environment, bundles }), {
        pre: environment.isProduction ? [new ManualApprovalStep(`Approve ${environment.name}`)] : [],
        post: [
          new ShellStep(`Smoke ${environment.name}`, {
            input: source,
            commands: ['npm ci', `npx countersign smoke --against https://${environment.publicHost}`],
          }),
        ],
      });
    pipeline.buildPipeline();
    // Where an environment has a second region, what is built is copied there, into a bucket of a stack of its own.
    for (const stack of [this, ...Object.values(pipeline.pipeline.crossRegionSupport).map(({ stack }) => stack)]) accept(stack);
  }
}

function accept(stack: Stack): void {
  const reasons = {
    'AwsSolutions-S1': 'What is built lies in this bucket for a while; who reads it is in the trail of the account.',
    'AwsSolutions-IAM5': 'The library gives the pipeline’s roles what is below their own bucket, logs and reports, and no more.',
    'AwsSolutions-CB4': 'The key of the pipeline encrypts what is built; steps without a result of their own have nothing to encrypt.',
  };
  for (const [id, reason] of Object.entries(reasons)) Validations.of(stack).acknowledge({ id, reason });
}
