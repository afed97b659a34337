// The stack of work: that nothing which fails is lost, that order holds where it must, and that each function may do what it does and no more.
import { App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, it } from 'vitest';
import { Checks } from '../../infra/checks.ts';
import { FUNCTIONS, specOf, type FunctionName } from '../../infra/functions.ts';
import { QUEUES } from '../../infra/parts.ts';
import { WorkStack } from '../../infra/work.ts';
import { dataParts, elsewhere, environment, tinyBundles } from '../support/infra.ts';
import { actionsOf, functionNamed, resourcesOf } from '../support/template.ts';

const WORKERS = [...QUEUES, 'router', 'clock', 'rotate', 'walk'] as const satisfies readonly FunctionName[];

let stack: WorkStack;
let template: Template;

beforeAll(() => {
  const app = new App();
  stack = new WorkStack(app, 'Work', {
    environment: environment(),
    bundles: tinyBundles(),
    data: dataParts(elsewhere(app)),
  });
  template = Template.fromStack(stack);
});

describe('queues', () => {
  it.each(QUEUES)('%s keeps what failed, encrypted, and rests longer than its function runs', (name) => {
    const fifo = name === 'mail-in' ? '' : '.fifo';
    const [[id, dead] = []] = resourcesOf(template, 'AWS::SQS::Queue', { QueueName: `countersign-test-${name}-dead${fifo}` });
    expect(dead).toMatchObject({ MessageRetentionPeriod: 1_209_600, KmsMasterKeyId: expect.anything() as string });
    template.hasResourceProperties('AWS::SQS::Queue', {
      QueueName: `countersign-test-${name}${fifo}`,
      KmsMasterKeyId: Match.anyValue(),
      VisibilityTimeout: specOf(name).timeoutSeconds * 6,
      RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': [id, 'Arn'] }, maxReceiveCount: 5 },
      ...(fifo !== '' && {
        FifoQueue: true,
        ContentBasedDeduplication: false,
        DeduplicationScope: 'messageGroup',
        FifoThroughputLimit: 'perMessageGroupId',
      }),
    });
  });

  it('are reached over TLS alone', () => {
    const queues = Object.keys(template.findResources('AWS::SQS::Queue'));
    const guarded = Object.values(template.findResources('AWS::SQS::QueuePolicy')).flatMap(({ Properties }) => {
      const { Queues, PolicyDocument } = Properties as { Queues: { Ref: string }[]; PolicyDocument: { Statement: object[] } };
      expect(PolicyDocument.Statement).toContainEqual(
        expect.objectContaining({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
      );
      return Queues.map(({ Ref }) => Ref);
    });
    expect(guarded.toSorted()).toEqual(queues.toSorted());
  });

  it('take mail from our two topics alone', () => {
    template.hasResourceProperties('AWS::SQS::QueuePolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Principal: { Service: 'sns.amazonaws.com' },
            Condition: {
              ArnEquals: {
                'aws:SourceArn': ['received', 'events'].map((name) => ({
                  'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:sns:eu-west-1:123456789012:countersign-test-mail-${name}`]],
                })),
              },
            },
          }),
        ]),
      },
    });
  });
});

describe('functions', () => {
  it.each(QUEUES)('%s gives back alone what failed of a batch', (name) => {
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      FunctionName: { Ref: functionNamed(template, name).id },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: Match.anyValue() },
    });
  });

  it('are all there, each ending before a lease does', () => {
    for (const name of WORKERS) {
      expect(functionNamed(template, name).properties).toMatchObject({ Timeout: FUNCTIONS[name].timeoutSeconds });
      expect(FUNCTIONS[name].timeoutSeconds).toBeLessThan(360);
    }
    // And the one that seals.
    expect(stack.parts.functions).toHaveLength(WORKERS.length + 1);
  });

  it.each(WORKERS)('%s is told where the record is', (name) => {
    expect(functionNamed(template, name).settings).toMatchObject({
      TABLE_NAME: 'countersign',
      DOCUMENTS_BUCKET: 'countersign-test-documents',
      PUBLIC_URL: 'https://sign.example.com',
      MAIL_DOMAIN: 'in.example.com',
      TSA_URLS: 'http://tsa.example.com',
      SECRETS_ID: expect.stringContaining(':secret:') as string,
      DATA_KEY_ID: expect.stringContaining(':key/') as string,
    });
  });

  const carriers = ['EMAIL_QUEUE_URL', 'SLACK_QUEUE_URL', 'TEAMS_QUEUE_URL', 'UPKEEP_QUEUE_URL', 'SEALING_MACHINE_ARN'];
  const leads = ['REQUESTS_QUEUE_URL', 'FOLLOW_UPS_QUEUE_URL'];
  const seal = ['SEAL_CERTIFICATE_PARAMETER', 'SEAL_KMS_KEY_ID', 'SEAL_LEVEL', 'SEAL_ALGORITHM', 'TSA_CA_PARAMETER'];
  it.each<[FunctionName, readonly string[]]>([
    ['requests', [...carriers, 'SES_CONFIGURATION_SET']],
    ['follow-ups', carriers],
    ['effects-email', ['FOLLOW_UPS_QUEUE_URL', 'SES_CONFIGURATION_SET']],
    ['effects-slack', ['FOLLOW_UPS_QUEUE_URL']],
    ['effects-teams', ['FOLLOW_UPS_QUEUE_URL']],
    ['upkeep', ['FOLLOW_UPS_QUEUE_URL', ...seal]],
    ['mail-in', []],
    ['router', leads],
    ['clock', leads],
    ['rotate', []],
    ['walk', [...leads, ...seal]],
  ])('%s is told besides what its code reads, and nothing else', (name, more) => {
    const common = ['TABLE_NAME', 'DOCUMENTS_BUCKET', 'PUBLIC_URL', 'MAIL_DOMAIN', 'TSA_URLS', 'SECRETS_ID', 'DATA_KEY_ID'];
    const told = Object.keys(functionNamed(template, name).settings).filter((one) => !/^(NODE|POWERTOOLS)_/.test(one));
    expect(told.toSorted()).toEqual([...common, ...more].toSorted());
  });

  const estate = ['dynamodb:DeleteItem', 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query', 'secretsmanager:GetSecretValue'];
  const files = ['s3:GetObject', 's3:ListBucket', 's3:PutObject'];
  it.each<[FunctionName, readonly string[]]>([
    ['requests', [...estate, ...files, 'sqs:SendMessage', 'states:StartExecution']],
    ['follow-ups', [...estate, 'sqs:SendMessage', 'states:StartExecution']],
    ['effects-email', [...estate, ...files, 's3:DeleteObject', 'ses:GetSendQuota', 'ses:SendRawEmail', 'sqs:SendMessage']],
    ['effects-slack', [...estate, ...files, 's3:DeleteObject', 'sqs:SendMessage']],
    ['effects-teams', [...estate, ...files, 's3:DeleteObject', 'sqs:SendMessage']],
    ['upkeep', [...estate, ...files, 's3:DeleteObject', 'sqs:SendMessage', 'ssm:GetParameter']],
    ['mail-in', [...estate, ...files]],
    ['clock', [...estate, 'sqs:SendMessage']],
    ['rotate', [...estate, 'sqs:SendMessage']],
    ['walk', [...estate, 'sqs:SendMessage', 'ssm:GetParameter']],
    ['router', ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:ListStreams', 'sqs:SendMessage']],
  ])('%s may do what its code does, and nothing else', (name, allowed) => {
    const always = /^(logs|xray|kms):|^sqs:(Receive|Delete|ChangeMessage|GetQueue)/;
    const own = actionsOf(template, name).filter((action) => !always.test(action));
    expect(own.toSorted()).toEqual([...allowed].toSorted());
    expect(actionsOf(template, name).filter((action) => action.includes('*'))).toEqual([]);
    expect(actionsOf(template, name)).not.toContain('kms:Sign');
  });

  it('send mail as our domain and with our configuration set alone', () => {
    const arn = (resource: string) => ({
      'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:ses:eu-west-1:123456789012:${resource}`]],
    });
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Action: 'ses:SendRawEmail',
            Resource: [arn('identity/in.example.com'), arn('configuration-set/countersign-test')],
          }),
        ]),
      },
    });
  });
});

describe('the stream', () => {
  const mapping = () => {
    const [[, found] = []] = resourcesOf(template, 'AWS::Lambda::EventSourceMapping', { StartingPosition: 'LATEST' });
    return found as { FilterCriteria: { Filters: { Pattern: string }[] } };
  };

  it('halves what fails, gives up in the end, and says so', () => {
    expect(mapping()).toMatchObject({
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: 5,
      DestinationConfig: { OnFailure: { Destination: expect.anything() as object } },
      FunctionName: { Ref: functionNamed(template, 'router').id },
    });
  });

  const row = (eventName: string, pk: string, sk: string) => ({ eventName, pk, sk });
  it.each([
    ['a request that came in', row('INSERT', 'IN#email#a', 'REQUEST'), true],
    ['a request that has its outcome', row('MODIFY', 'IN#email#a', 'REQUEST'), true],
    ['a commit', row('INSERT', 'T#acme#E#CS-1', 'C#000001'), true],
    ['a pointer', row('INSERT', 'U#03', 'R#acme'), true],
    ['a pointer made young again', row('MODIFY', 'U#03', 'C#acme'), true],
    ['a pointer taken away', row('REMOVE', 'U#03', 'C#acme'), false],
    ['the index row of a request', row('INSERT', 'INP#03', 'email#a'), false],
    ['an effect', row('MODIFY', 'T#acme#FX#CS-1', 'E#1'), false],
    ['a member', row('INSERT', 'T#acme#MEMBERS', 'ann@example.com'), false],
    ['a token', row('INSERT', 'TK#abc', 'TOKEN'), false],
  ])('leads on from %s: %s → %s', (_, { eventName, pk, sk }, isLed) => {
    type Prefixed = { readonly S: readonly { readonly prefix: string }[] };
    type Pattern = { readonly eventName: readonly string[]; readonly dynamodb: { readonly Keys: { pk: Prefixed; sk?: Prefixed } } };
    const begins = (value: string, rule?: Prefixed) => !rule || rule.S.some(({ prefix }) => value.startsWith(prefix));
    const patterns = mapping().FilterCriteria.Filters.map(({ Pattern }) => JSON.parse(Pattern) as Pattern);
    const found = patterns.some(
      ({ eventName: names, dynamodb: { Keys } }) => names.includes(eventName) && begins(pk, Keys.pk) && begins(sk, Keys.sk),
    );
    expect(found).toBe(isLed);
  });
});

describe('the clock', () => {
  it.each([
    ['clock', 'rate(1 minute)', 0],
    ['rotate', 'rate(1 hour)', 2],
    ['walk', 'cron(17 2 * * ? *)', 2],
  ] as const)('%s is called %s, and what could not be called is kept', (name, at, retries) => {
    const { id } = functionNamed(template, name);
    template.hasResourceProperties('AWS::Scheduler::Schedule', {
      ScheduleExpression: at,
      Target: {
        Arn: { 'Fn::GetAtt': [id, 'Arn'] },
        DeadLetterConfig: Match.anyValue(),
        RetryPolicy: { MaximumRetryAttempts: retries, MaximumEventAgeInSeconds: Match.anyValue() },
      },
    });
    template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
      FunctionName: { Ref: id },
      DestinationConfig: { OnFailure: { Destination: Match.anyValue() } },
    });
  });

  it('runs once at a time', () => {
    expect(functionNamed(template, 'clock').properties).toMatchObject({ ReservedConcurrentExecutions: 1 });
  });
});

it('leaves no finding of cdk-nag unexplained', () => {
  expect(new Checks(stack).validateScope(stack).violations).toEqual([]);
});

it('says what to do when the table has no stream', () => {
  const app = new App();
  const data = dataParts(elsewhere(app));
  const { tableStreamArn: _, ...table } = { ...data.table, tableArn: data.table.tableArn, tableName: data.table.tableName };
  const made = () =>
    new WorkStack(app, 'Work', {
      environment: environment(),
      bundles: tinyBundles(),
      data: { ...data, table },
    });
  expect(made).toThrow('Switch its stream on.');
});
