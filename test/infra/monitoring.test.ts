// The stack that watches: that nothing of the estate is without an alarm, that every alarm says what to do, and that somebody hears it.
import { App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { beforeAll, describe, expect, it } from 'vitest';
import { Checks } from '../../infra/checks.ts';
import { FUNCTIONS, type FunctionName } from '../../infra/functions.ts';
import { MonitoringStack } from '../../infra/monitoring.ts';
import { WorkStack } from '../../infra/work.ts';
import { dataParts, elsewhere, environment, tinyBundles } from '../support/infra.ts';
import { resourcesOf } from '../support/template.ts';

type Alarm = {
  readonly AlarmName: string;
  readonly AlarmDescription: string;
  readonly AlarmActions: readonly unknown[];
  readonly Threshold: number;
  readonly Namespace?: string;
  readonly MetricName?: string;
  readonly Dimensions?: readonly { readonly Name: string; readonly Value: unknown }[];
  readonly TreatMissingData: string;
};

let stack: MonitoringStack;
let template: Template;
let alarms: readonly Alarm[];
let topic: string | undefined;

beforeAll(() => {
  const app = new App();
  const other = elsewhere(app);
  const sealing = StateMachine.fromStateMachineArn(other, 'Sealing', 'arn:aws:states:eu-west-1:123456789012:stateMachine:sealing');
  const metric = (metricName: string) => new Metric({ namespace: 'AWS/ApiGateway', metricName, dimensionsMap: { ApiId: 'pages' } });
  stack = new MonitoringStack(app, 'Monitoring', {
    environment: environment({ replicaRegion: 'eu-central-1' }),
    data: dataParts(other),
    work: { sealing },
    apis: [{ name: 'pages', serverErrors: metric('5xx'), latency: metric('Latency') }],
  });
  template = Template.fromStack(stack);
  alarms = resourcesOf(template, 'AWS::CloudWatch::Alarm').map(([, properties]) => properties as unknown as Alarm);
  topic = resourcesOf(template, 'AWS::SNS::Topic').map(([id]) => id)[0];
});

/** @returns names of the alarms that watch this metric of this one */
function watching(metricName: string, value: string): readonly string[] {
  const found = alarms.filter((one) => one.MetricName === metricName && (one.Dimensions ?? []).some(({ Value }) => Value === value));
  return found.map(({ AlarmName }) => AlarmName);
}

describe('nothing is unwatched', () => {
  it('every queue of the stack of work: what failed in it, and what waits', () => {
    const app = new App();
    const work = new WorkStack(app, 'Work', { environment: environment(), bundles: tinyBundles(), data: dataParts(elsewhere(app)) });
    const names = resourcesOf(Template.fromStack(work), 'AWS::SQS::Queue').map(([, { QueueName }]) => QueueName as string);
    expect(names).toHaveLength(16);
    for (const name of names) {
      const metric = /-dead(\.fifo)?$/.test(name) ? 'ApproximateNumberOfMessagesVisible' : 'ApproximateAgeOfOldestMessage';
      expect(watching(metric, name), name).toHaveLength(1);
    }
  });

  it.each(Object.keys(FUNCTIONS) as FunctionName[])('the function %s: errors, throttles, and time that runs short', (name) => {
    for (const metric of ['Errors', 'Throttles', 'Duration']) expect(watching(metric, `countersign-test-${name}`)).toHaveLength(1);
    const slow = alarms.find(({ AlarmName }) => AlarmName === `countersign-test-slow-${name}`);
    expect(slow?.Threshold).toBe(FUNCTIONS[name].timeoutSeconds * 900);
  });

  it.each([
    ['IteratorAge', 'countersign-test-router'],
    ['SealCertificateDays', 'walk'],
    ['CommitsWithoutPointer', 'walk'],
    ['Pending', 'clock'],
    ['Faults', 'effects-email'],
    ['seal-failed', 'router'],
    ['ExecutionsFailed', 'arn:aws:states:eu-west-1:123456789012:stateMachine:sealing'],
    ['ExecutionsTimedOut', 'arn:aws:states:eu-west-1:123456789012:stateMachine:sealing'],
    ['NumberOfBackupJobsFailed', 'countersign-test'],
    ['NumberOfBackupJobsCompleted', 'countersign-test'],
    ['NumberOfCopyJobsFailed', 'countersign-test'],
    ['5xx', 'pages'],
    ['Latency', 'pages'],
  ])('%s of %s', (metric, value) => {
    expect(watching(metric, value)).toHaveLength(1);
  });

  it.each([
    ['Reputation.BounceRate', 0.03],
    ['Reputation.ComplaintRate', 0.0005],
  ])('our name as a sender of mail: %s', (MetricName, Threshold) => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', { Namespace: 'AWS/SES', MetricName, Threshold });
  });

  it('what was given up, whoever carried it out', () => {
    const metrics = (MetricName: string, service: string) =>
      Match.objectLike({
        MetricStat: Match.objectLike({
          Metric: { Namespace: 'Countersign', MetricName, Dimensions: [{ Name: 'service', Value: service }] },
        }),
      });
    for (const name of ['effects-email', 'effects-slack', 'effects-teams', 'upkeep', 'sealing'])
      template.hasResourceProperties('AWS::CloudWatch::Alarm', { Metrics: Match.arrayWith([metrics('DeadEffects', name)]) });
  });

  it('the keys, of which one lost is everything lost', () => {
    template.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: { source: ['aws.kms'], detail: { eventName: ['DisableKey', 'ScheduleKeyDeletion'], resources: Match.anyValue() } },
    });
  });
});

describe('every alarm', () => {
  it('says what it means and what to do, and is heard', () => {
    for (const { AlarmName, AlarmDescription, AlarmActions } of alarms) {
      expect(AlarmDescription, AlarmName).toMatch(/^.{20,}\. What to do: .{20,}\.$/s);
      // CloudWatch takes no more.
      expect(AlarmDescription.length, AlarmName).toBeLessThanOrEqual(1024);
      expect(AlarmActions, AlarmName).toEqual([{ Ref: topic }]);
    }
  });

  it('is quiet where nothing is said, but for those whose silence is bad or says nothing', () => {
    const others = alarms.filter(({ TreatMissingData }) => TreatMissingData !== 'notBreaching');
    expect(Object.fromEntries(others.map(({ AlarmName, TreatMissingData }) => [AlarmName, TreatMissingData]))).toEqual({
      'countersign-test-pending': 'breaching',
      'countersign-test-backup-missing': 'breaching',
      'countersign-test-seal-certificate': 'ignore',
      'countersign-test-mail-bounces': 'ignore',
      'countersign-test-mail-complaints': 'ignore',
    });
  });
});

it('tells somebody by mail, over an encrypted topic on which CloudWatch of this account may speak', () => {
  template.hasResourceProperties('AWS::SNS::Topic', { KmsMasterKeyId: Match.anyValue() });
  template.hasResourceProperties('AWS::SNS::Subscription', { Protocol: 'email', Endpoint: 'oncall@example.com' });
  template.hasResourceProperties('AWS::SNS::TopicPolicy', {
    PolicyDocument: {
      Statement: Match.arrayWith([
        Match.objectLike({
          Principal: { Service: 'cloudwatch.amazonaws.com' },
          Condition: { StringEquals: { 'aws:SourceAccount': '123456789012' } },
        }),
      ]),
    },
  });
});

it('raises one alarm for a deployment that is to be taken back', () => {
  const [[, { AlarmRule }] = ['', {}]] = resourcesOf(template, 'AWS::CloudWatch::CompositeAlarm', {
    AlarmName: 'countersign-test-release',
  });
  // 5xx of the one API, errors of every function.
  expect(JSON.stringify(AlarmRule).match(/ALARM\(/g)).toHaveLength(1 + Object.keys(FUNCTIONS).length);
});

it('shows what people achieve, what waits and what fails', () => {
  const [[, { DashboardBody }] = ['', {}]] = resourcesOf(template, 'AWS::CloudWatch::Dashboard');
  const shown = JSON.stringify(DashboardBody);
  for (const title of ['Documents, per hour', 'Acts, per hour', 'Oldest message', 'Pending', 'Seals', 'Errors', 'Server errors', 'Mail'])
    expect(shown).toContain(title);
});

it('leaves no finding of cdk-nag unexplained', () => {
  expect(new Checks(stack).validateScope(stack).violations).toEqual([]);
});
