// The sealing machine as it is deployed: nothing that a step may meet ends it unnoticed, and nobody else may sign.
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { beforeAll, describe, expect, it } from 'vitest';
import { LEASE_MS } from '#apps/aws/estate.ts';
import { Checks } from '../../infra/checks.ts';
import { FUNCTIONS } from '../../infra/functions.ts';
import { Sealing } from '../../infra/sealing.ts';
import { definitionIn, type State } from '../support/aws/sealing-machine.ts';
import { dataParts, elsewhere, environment, tinyBundles } from '../support/infra.ts';
import { actionsOf, functionNamed, resourcesOf } from '../support/template.ts';

type Policy = { readonly Statement: readonly { readonly Action: string | readonly string[]; readonly Resource: unknown }[] };

let stack: Stack;
let template: Template;
let sealing: Sealing;
beforeAll(() => {
  const app = new App();
  stack = new Stack(app, 'Stack', { env: { account: '123456789012', region: 'eu-west-1' } });
  const there = elsewhere(app);
  const data = dataParts(there);
  const followUps = new Queue(there, 'FollowUps', { queueName: 'follow-ups.fifo', fifo: true, encryptionMasterKey: data.dataKey });
  sealing = new Sealing(stack, 'Sealing', { environment: environment(), bundles: tinyBundles(), data, followUps });
  template = Template.fromStack(stack);
});

const states = (): readonly (readonly [string, State])[] => Object.entries(definitionIn(template).States);

describe('the machine', () => {
  it('is encrypted, traced, and logs what it does but not with what', () => {
    const [[, machine] = []] = resourcesOf(template, 'AWS::StepFunctions::StateMachine');
    expect(machine).toMatchObject({
      TracingConfiguration: { Enabled: true },
      LoggingConfiguration: { Level: 'ALL', IncludeExecutionData: false },
      EncryptionConfiguration: { Type: 'CUSTOMER_MANAGED_KMS_KEY', KmsKeyId: expect.stringContaining(':key/') as string },
    });
    const [[, log] = []] = resourcesOf(template, 'AWS::Logs::LogGroup', { LogGroupName: '/countersign/test/sealing-machine' });
    expect(log).toMatchObject({ RetentionInDays: 90, KmsKeyId: expect.stringContaining(':key/') as string });
  });

  it('puts off whatever fails once it has claimed the seal', () => {
    const caught = states().filter(([, { Catch }]) =>
      Catch?.some(({ ErrorEquals, Next }) => ErrorEquals.includes('States.ALL') && Next === 'Put off'),
    );
    expect(caught.map(([name]) => name).toSorted()).toEqual([
      'Deliver',
      'Fetch a late time-stamp',
      'Finish',
      'Record',
      'Seal each document',
    ]);
    const [, putOff] = states().find(([name]) => name === 'Put off') ?? [];
    expect(putOff?.Catch).toMatchObject([{ ErrorEquals: ['States.ALL'], Next: 'Not put off' }]);
  });

  it('tries every task again that failed in passing, and waits for none for longer than a claim holds', () => {
    const inside = states().flatMap(([, { ItemProcessor, Branches = [] }]) =>
      [ItemProcessor, ...Branches].flatMap((part) => Object.entries(part?.States ?? {})),
    );
    const tasks = [...states(), ...inside].filter(([, { Type }]) => Type === 'Task');
    expect(tasks).toHaveLength(14);
    for (const [name, { Retry = [], TimeoutSeconds = 0 }] of tasks) {
      expect(Retry[0]?.MaxAttempts, name).toBe(5);
      expect(TimeoutSeconds * 1_000, name).toBeLessThan(LEASE_MS);
    }
  });

  it('may call the one function, and put messages into the one queue', () => {
    const statements = resourcesOf(template, 'AWS::IAM::Policy').flatMap(([, { PolicyDocument }]) => (PolicyDocument as Policy).Statement);
    const resources = (action: string) => statements.filter(({ Action }) => Action === action).flatMap(({ Resource }) => Resource);
    const arn: unknown = stack.resolve(sealing.function.functionArn);
    // The second names its versions.
    expect(resources('lambda:InvokeFunction')).toEqual([arn, { 'Fn::Join': ['', [arn, ':*']] }]);
    expect(resources('sqs:SendMessage')).toHaveLength(1);
    expect(statements).toContainEqual(expect.objectContaining({ Sid: 'PutIntoQueue', Action: ['kms:Decrypt', 'kms:GenerateDataKey'] }));
    expect(statements.flatMap(({ Action }) => Action).filter((action) => action.includes('*'))).toEqual([]);
  });
});

describe('the function', () => {
  it('ends before a claim lapses', () => {
    expect(functionNamed(template, 'sealing').properties).toMatchObject({ Timeout: FUNCTIONS.sealing.timeoutSeconds, MemorySize: 3008 });
    expect(FUNCTIONS.sealing.timeoutSeconds * 1_000).toBeLessThan(LEASE_MS);
  });

  it('is told what seals are made with, and where they are archived', () => {
    expect(functionNamed(template, 'sealing').settings).toMatchObject({
      EVIDENCE_BUCKET: expect.stringContaining('evidence') as string,
      SEAL_LEVEL: 'B-T',
      SEAL_KMS_KEY_ID: expect.stringContaining(':key/') as string,
      SEAL_CERTIFICATE_PARAMETER: expect.anything() as string,
      TSA_CA_PARAMETER: expect.anything() as string,
      TSA_URLS: 'http://tsa.example.com',
    });
  });

  it('may sign, read and keep, and nothing is ever deleted from the archive by it', () => {
    const actions = actionsOf(template, 'sealing');
    expect(actions).toEqual(expect.arrayContaining(['kms:Sign', 's3:GetObject', 's3:PutObject', 'ssm:GetParameter', 'dynamodb:Query']));
    expect(actions.filter((action) => /Delete(?!Item)|Bypass|Lock|\*/.test(action))).toEqual([]);
  });
});

it('leaves no finding of cdk-nag unexplained', () => {
  expect(new Checks(stack).validateScope(stack).violations).toEqual([]);
});
