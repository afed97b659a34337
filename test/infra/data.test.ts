// What must not be lost: the table, the files and the keys, their copies in the second region, and backups.
import { App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, it } from 'vitest';
import { BackupStack } from '../../infra/backup.ts';
import { Checks } from '../../infra/checks.ts';
import { DataStack } from '../../infra/data.ts';
import { ReplicaStack } from '../../infra/replica.ts';
import { dataParts, elsewhere, environment, tinyBundles } from '../support/infra.ts';
import { onlyOf, resourcesOf } from '../support/template.ts';

type Statement = { readonly Sid?: string; readonly Effect: string; readonly Action: unknown; readonly Condition?: Record<string, unknown> };

const TWO_REGIONS = { replicaRegion: 'eu-central-1', isProduction: true };

function common(overrides: Readonly<Record<string, unknown>>) {
  return { environment: environment(overrides), bundles: tinyBundles() };
}

function statementsOf(template: Template, type: string): readonly Statement[] {
  return resourcesOf(template, type).flatMap(([, properties]) => {
    const document = (properties['PolicyDocument'] ?? properties['KeyPolicy']) as { Statement: readonly Statement[] };
    return document.Statement;
  });
}

describe.each([
  ['one region', {}],
  ['two regions', TWO_REGIONS],
])('data in %s', (_, overrides) => {
  let stack: DataStack;
  let template: Template;
  beforeAll(() => {
    stack = new DataStack(new App(), 'Data', common(overrides));
    template = Template.fromStack(stack);
  });

  it('has one table: recoverable to any second, protected, under our key, with a stream, and no attribute by which rows end', () => {
    const table = onlyOf(template, 'AWS::DynamoDB::GlobalTable');
    const replica = { DeletionProtectionEnabled: true, PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } };
    expect(table).toMatchObject({
      BillingMode: 'PAY_PER_REQUEST',
      StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
      SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
    });
    const { Replicas: replicas } = table as { Replicas: readonly object[] };
    for (const one of replicas)
      expect(one).toMatchObject({ ...replica, SSESpecification: { KMSMasterKeyId: expect.anything() as string } });
    expect(table).not.toHaveProperty('TimeToLiveSpecification');
    template.hasResource('AWS::DynamoDB::GlobalTable', { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
  });

  it('has buckets that nobody reaches but over TLS, that are never public, and that stay when the stack goes', () => {
    const buckets = resourcesOf(template, 'AWS::S3::Bucket');
    expect(buckets).toHaveLength(4);
    const open = { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true };
    for (const [, properties] of buckets) expect(properties).toMatchObject({ PublicAccessBlockConfiguration: open });
    template.allResources('AWS::S3::Bucket', { DeletionPolicy: 'Retain' });
    template.allResourcesProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: Match.objectLike({
        Statement: Match.arrayWith([Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } })]),
      }),
    });
  });

  it.each(['documents', 'inbound', 'evidence'])('encrypts, keeps old versions of and logs accesses to %s', (store) => {
    template.hasResourceProperties('AWS::S3::Bucket', {
      BucketName: `countersign-test-${store}-123456789012`,
      VersioningConfiguration: { Status: 'Enabled' },
      LoggingConfiguration: { LogFilePrefix: `${store}/` },
      BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } }] },
    });
  });

  it('locks evidence for as long as the environment says, and nothing into which Amazon SES puts mail', () => {
    const locked = resourcesOf(template, 'AWS::S3::Bucket', { ObjectLockEnabled: true });
    expect(locked.map(([, { BucketName }]) => BucketName)).toEqual(['countersign-test-evidence-123456789012']);
    expect(locked[0]?.[1]).toMatchObject({
      ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: 3653 } } },
    });
  });

  it('lets the pages alone read documents by their short links, and browsers nothing else', () => {
    template.hasResourceProperties('AWS::S3::Bucket', {
      BucketName: 'countersign-test-documents-123456789012',
      CorsConfiguration: {
        CorsRules: [Match.objectLike({ AllowedOrigins: ['https://sign.example.com'], AllowedMethods: ['GET'] })],
      },
    });
    expect(resourcesOf(template, 'AWS::S3::Bucket').filter(([, { CorsConfiguration }]) => CorsConfiguration !== undefined)).toHaveLength(1);
  });

  it('takes in mail by our one receipt rule alone', () => {
    const rule = Match.objectLike({
      'Fn::Join': ['', Match.arrayWith([Match.stringLikeRegexp(':receipt-rule-set/countersign-test:receipt-rule/store-and-tell$')])],
    });
    template.hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: Match.objectLike({
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: 'Allow',
            Principal: { Service: 'ses.amazonaws.com' },
            Action: 's3:PutObject',
            Condition: { StringEquals: { 'aws:SourceAccount': '123456789012' }, ArnEquals: { 'aws:SourceArn': rule } },
          }),
        ]),
      }),
    });
  });

  it('renews the data key, lets no service use it but for what is ours, and has a seal key that can only sign', () => {
    template.hasResourceProperties('AWS::KMS::Key', { EnableKeyRotation: true, PendingWindowInDays: 30 });
    template.hasResourceProperties('AWS::KMS::Key', { KeyUsage: 'SIGN_VERIFY', KeySpec: 'ECC_NIST_P256', PendingWindowInDays: 30 });
    template.allResources('AWS::KMS::Key', { DeletionPolicy: 'Retain' });
    const services = statementsOf(template, 'AWS::KMS::Key').filter(({ Sid }) => Sid !== undefined);
    expect(services.length).toBeGreaterThan(2);
    for (const { Condition, Action } of services) {
      expect(JSON.stringify(Condition)).toContain('123456789012');
      expect(JSON.stringify(Action)).not.toContain('*');
    }
  });

  it('has a place for the secrets that no deployment overwrites', () => {
    template.hasResourceProperties('AWS::SecretsManager::Secret', { SecretString: '{}', Name: 'countersign-test/secrets' });
  });

  it('leaves no finding of cdk-nag unexplained', () => {
    expect(new Checks(stack).validateScope(stack).violations).toEqual([]);
  });
});

describe('copies in a second region', () => {
  let data: Template;
  let replica: ReplicaStack;
  let there: Template;
  beforeAll(() => {
    data = Template.fromStack(new DataStack(new App(), 'Data', common(TWO_REGIONS)));
    replica = new ReplicaStack(new App(), 'Replica', common(TWO_REGIONS));
    there = Template.fromStack(replica);
  });

  it.each(['documents', 'evidence'])('of %s are made in a bucket that is there, erasures included', (store) => {
    const target = `countersign-test-${store}-copy-123456789012`;
    const bucket = onlyOf(data, 'AWS::S3::Bucket', { BucketName: `countersign-test-${store}-123456789012` });
    const { Rules } = bucket['ReplicationConfiguration'] as { Rules: readonly object[] };
    expect(Rules).toEqual([
      expect.objectContaining({
        Status: 'Enabled',
        DeleteMarkerReplication: { Status: 'Enabled' },
        SourceSelectionCriteria: { SseKmsEncryptedObjects: { Status: 'Enabled' } },
      }),
    ]);
    expect(JSON.stringify(Rules)).toContain(`:s3:::${target}`);
    there.hasResourceProperties('AWS::S3::Bucket', { BucketName: target, VersioningConfiguration: { Status: 'Enabled' } });
  });

  it('are under a key that is there, by the name under which the table, the files and the secret ask for it', () => {
    there.hasResourceProperties('AWS::KMS::Alias', { AliasName: 'alias/countersign-test-data-copy' });
    for (const type of ['AWS::DynamoDB::GlobalTable', 'AWS::SecretsManager::Secret', 'AWS::S3::Bucket'])
      expect(JSON.stringify(resourcesOf(data, type))).toContain(':kms:eu-central-1:123456789012:alias/countersign-test-data-copy');
  });

  it('are not made of mail as it came in, nor at all where no second region is named', () => {
    expect(JSON.stringify(resourcesOf(data, 'AWS::S3::Bucket', { BucketName: 'countersign-test-inbound-123456789012' }))).not.toContain(
      'Replication',
    );
    const alone = Template.fromStack(new DataStack(new App(), 'Data', common({})));
    expect(JSON.stringify(alone.toJSON())).not.toContain('copy');
    expect(() => new ReplicaStack(new App(), 'Replica', common({}))).toThrow('names no replicaRegion');
  });

  it('end what lies between the steps of sealing there as well', () => {
    for (const template of [data, there])
      template.hasResourceProperties('AWS::S3::Bucket', {
        LifecycleConfiguration: { Rules: Match.arrayWith([Match.objectLike({ Prefix: 'in_work/', ExpirationInDays: 7 })]) },
      });
  });

  it('leave no finding of cdk-nag unexplained', () => {
    expect(new Checks(replica).validateScope(replica).violations).toEqual([]);
  });
});

describe('backups', () => {
  function made(overrides: Readonly<Record<string, unknown>>) {
    const app = new App();
    const stack = new BackupStack(app, 'Backup', { ...common(overrides), data: dataParts(elsewhere(app)) });
    return { stack, template: Template.fromStack(stack) };
  }

  it('are taken of the table and the documents, every day and every month', () => {
    const { stack, template } = made({});
    template.hasResourceProperties('AWS::Backup::BackupPlan', {
      BackupPlan: {
        BackupPlanRule: [
          Match.objectLike({ RuleName: 'daily', Lifecycle: { DeleteAfterDays: 35 } }),
          Match.objectLike({ RuleName: 'monthly', Lifecycle: { DeleteAfterDays: 366 } }),
        ],
      },
    });
    const selection = onlyOf(template, 'AWS::Backup::BackupSelection');
    expect((selection['BackupSelection'] as { Resources: readonly unknown[] }).Resources).toHaveLength(2);
    expect(new Checks(stack).validateScope(stack).violations).toEqual([]);
  });

  it('are locked in production and copied to a vault that is there', () => {
    const { template } = made(TWO_REGIONS);
    const lock = { LockConfiguration: { MinRetentionDays: 35, MaxRetentionDays: 366 } };
    template.hasResourceProperties('AWS::Backup::BackupVault', lock);
    expect(JSON.stringify(resourcesOf(template, 'AWS::Backup::BackupPlan'))).toContain(
      ':backup:eu-central-1:123456789012:backup-vault:countersign-test-copy',
    );
    const there = Template.fromStack(new ReplicaStack(new App(), 'Replica', common(TWO_REGIONS)));
    there.hasResourceProperties('AWS::Backup::BackupVault', { BackupVaultName: 'countersign-test-copy', ...lock });
  });
});
