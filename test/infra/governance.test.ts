// What holds for every resource of the whole estate, whoever made it: as production is synthesised, and whatever is added later.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack, Validations } from 'aws-cdk-lib';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LEASE_MS } from '#apps/aws/estate.ts';
import { Checks } from '../../infra/checks.ts';
import { environmentNames, readEnvironment } from '../../infra/environment.ts';
import { FUNCTIONS } from '../../infra/functions.ts';
import { ACCEPTED, guard } from '../../infra/guard.ts';
import { statementsIn } from '../../infra/privileges.ts';
import { shown } from '../../infra/shown.ts';
import { synthesised, type Resource, type Synthesised } from '../../infra/synthesised.ts';

import { temporaryFolder } from '../support/temporary.ts';

let estate: Synthesised;
const folder = mkdtempSync(join(tmpdir(), 'countersign-estate-'));
const all = (type: string): readonly Resource[] => estate.resources.filter((one) => one.type === type);
/** Templates are read freely here: what is not as it was thought to be fails the test. */
const facts = (one: Resource) => JSON.parse(JSON.stringify(one.properties));

beforeAll(() => {
  estate = synthesised(readEnvironment('production'), folder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the rules of AWS', () => {
  it('are held by every environment that there is', () => {
    for (const name of environmentNames())
      expect(synthesised(readEnvironment(name), temporaryFolder()).resources.length).toBeGreaterThan(100);
  });

  it('bite: a queue without TLS, encryption and dead letters is found', () => {
    const app = new App({ outdir: temporaryFolder(), analyticsReporting: false });
    const planted = new Queue(new Stack(app, 'Planted'), 'Queue');
    Validations.of(app).addPlugins(new Checks());
    expect(planted.fifo).toBe(false);
    expect(() => app.synth()).toThrow(/validation/i);
  });

  it('of Control Tower find what was accepted, each of it, and nothing else', () => {
    const context = { templatePaths: [...estate.templatePaths] } as Parameters<ReturnType<typeof guard>['validate']>[0];
    const { violations } = guard([]).validate(context);
    const found = violations.map(({ description }) => /CT\.([A-Z0-9]+)\.PR\.(\d+)/.exec(description) ?? []);
    const files = found.map(([, service = '?', number = '?']) => `ct-${service.toLowerCase()}-pr-${number}`);
    expect([...new Set(files)].toSorted()).toEqual(Object.keys(ACCEPTED).toSorted());
  }, 120_000);
});

describe('what waits', () => {
  it('is in a queue that has dead letters, or is where they go, and an alarm tells of every one', () => {
    const queues = all('AWS::SQS::Queue');
    const dead = (one: Resource) => String(facts(one).QueueName).includes('-dead');
    expect(queues.filter((one) => !dead(one) && !facts(one).RedrivePolicy).map(({ id }) => id)).toEqual([]);
    expect(queues.filter((one) => facts(one).KmsMasterKeyId === undefined).map(({ id }) => id)).toEqual([]);
    const watched = all('AWS::CloudWatch::Alarm')
      .filter((one) => facts(one).Namespace === 'AWS/SQS')
      .flatMap((one) => facts(one).Dimensions.map(({ Value }: { Value: unknown }) => shown(Value)));
    expect(queues.map((one) => facts(one).QueueName).filter((name) => !watched.includes(name))).toEqual([]);
  });

  it('is looked at again only when the function that had it is dead for sure', () => {
    const mappings = all('AWS::Lambda::EventSourceMapping').filter((one) => JSON.stringify(facts(one).EventSourceArn).includes('Queue'));
    expect(mappings.length).toBeGreaterThanOrEqual(7);
    for (const mapping of mappings) {
      const queue = named('AWS::SQS::Queue', facts(mapping).EventSourceArn);
      const runs = named('AWS::Lambda::Function', facts(mapping).FunctionName);
      expect.soft(facts(runs).Timeout, runs.id).toBeLessThan(facts(queue).VisibilityTimeout);
      expect.soft(facts(mapping).FunctionResponseTypes, runs.id).toEqual(['ReportBatchItemFailures']);
    }
  });
});

describe('what is kept', () => {
  it('can be brought back, and not be deleted by accident', () => {
    const tables = all('AWS::DynamoDB::GlobalTable');
    expect(tables).toHaveLength(1);
    expect(all('AWS::DynamoDB::Table')).toEqual([]);
    for (const table of tables)
      for (const replica of facts(table).Replicas)
        expect(replica).toMatchObject({
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
          DeletionProtectionEnabled: true,
        });
    const kept = [
      'AWS::DynamoDB::GlobalTable',
      'AWS::S3::Bucket',
      'AWS::KMS::Key',
      'AWS::SecretsManager::Secret',
      'AWS::Backup::BackupVault',
    ];
    expect(kept.flatMap(all).filter(({ isRetained }) => !isRetained)).toEqual([]);
  });

  it('is in no bucket that is public or spoken to without TLS', () => {
    const buckets = all('AWS::S3::Bucket');
    expect(buckets.length).toBeGreaterThanOrEqual(4);
    for (const one of buckets) {
      expect.soft(facts(one).PublicAccessBlockConfiguration, one.id).toEqual({
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      });
      const policy = all('AWS::S3::BucketPolicy').find((other) => other.stack === one.stack && facts(other).Bucket.Ref === one.id);
      expect.soft(JSON.stringify(policy?.properties), one.id).toContain('"aws:SecureTransport":"false"');
    }
  });

  it('of logs ends one day, and is encrypted', () => {
    const logs = all('AWS::Logs::LogGroup');
    expect(logs.length).toBeGreaterThan(10);
    expect(logs.filter((one) => !(facts(one).RetentionInDays > 0) || !facts(one).KmsKeyId).map(({ id }) => id)).toEqual([]);
  });
});

describe('functions', () => {
  it('are those of the catalogue, on the same machine and runtime, and end before a lease does', () => {
    const made = all('AWS::Lambda::Function');
    expect(made.map((one) => String(facts(one).FunctionName)).toSorted()).toEqual(
      Object.keys(FUNCTIONS)
        .map((name) => `countersign-production-${name}`)
        .toSorted(),
    );
    for (const one of made) {
      expect.soft(facts(one), one.id).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'] });
      expect.soft(facts(one).Timeout * 1000, one.id).toBeLessThan(LEASE_MS);
      expect
        .soft(
          all('AWS::Logs::LogGroup').map(({ id }) => id),
          one.id,
        )
        .toContain(facts(one).LoggingConfig.LogGroup.Ref);
    }
  });
});

/** Actions of AWS that know no resource, and the few places where what is meant is only known later. */
const ANYWHERE: Readonly<Record<string, string>> = {
  'xray:PutTraceSegments': 'traces have no resource',
  'xray:PutTelemetryRecords': 'traces have no resource',
  'xray:GetSamplingRules': 'traces have no resource',
  'xray:GetSamplingTargets': 'traces have no resource',
  'dynamodb:ListStreams': 'it lists; it has no resource',
  'ses:GetSendQuota': 'the quota is the account’s',
  'ses:DescribeActiveReceiptRuleSet': 'there is one active rule set in an account and region',
  'ses:SetActiveReceiptRuleSet': 'there is one active rule set in an account and region',
};

describe('roles', () => {
  const statements = () => all('AWS::IAM::Policy').flatMap((policy) => statementsIn(policy).map((one) => ({ ...one, in: policy.id })));

  it('may nothing that is not named', () => {
    const vague = statements().filter(({ Action }) => [Action].flat().some((action) => action.includes('*')));
    expect(vague.map(({ in: id, Action }) => `${id}: ${[Action].flat().join()}`)).toEqual([]);
    expect(JSON.stringify(all('AWS::IAM::Role').flatMap((one) => facts(one).ManagedPolicyArns ?? []))).not.toMatch(
      /FullAccess|Administrator/,
    );
  });

  it('may what they may where it is named, but for what knows no place, each of it listed', () => {
    const anywhere = statements().filter(({ Effect, Resource: on }) => Effect === 'Allow' && [on].flat().includes('*'));
    const actions = [...new Set(anywhere.flatMap(({ Action }) => Action))].toSorted();
    expect(actions.filter((action) => !LOG_DELIVERY.test(action))).toEqual(Object.keys(ANYWHERE).toSorted());
  });
});

/** Step Functions and others set up the delivery of their logs by actions that know no resource. */
const LOG_DELIVERY = /^logs:(?:\w*LogDeliver\w*|PutResourcePolicy|DescribeResourcePolicies|DescribeLogGroups)$/;

function named(type: string, value: unknown): Resource {
  const words = shown(value);
  const found = all(type).find(({ id, properties }) => {
    const { QueueName, FunctionName } = properties as { QueueName?: string; FunctionName?: string };
    return JSON.stringify(value).includes(`"${id}"`) || words === QueueName || words === FunctionName;
  });
  if (!found) throw new Error(`Nothing of type ${type} is called ${words}.`);
  return found;
}
