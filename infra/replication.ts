// Copies of files in the second region, made by Amazon S3 with a role that can do only this.
import { Stack, Validations } from 'aws-cdk-lib';
import { Policy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { CfnBucket, type Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { Environment } from './environment.ts';
import { namesOf, type StoreName } from './store-names.ts';

export type ReplicationProps = {
  readonly environment: Environment;
  /** The second one. */
  readonly region: string;
  readonly key: IKey;
  readonly buckets: readonly (readonly [StoreName, Bucket])[];
};

export class Replication extends Construct {
  constructor(scope: Construct, id: string, { environment, region, key, buckets }: ReplicationProps) {
    super(scope, id);
    const stack = Stack.of(this);
    const names = namesOf(environment);
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('s3.amazonaws.com'),
      description: `Copies files of Countersign (${environment.name}) into ${region}`,
    });
    const bucketArn = (resource: string) => stack.formatArn({ service: 's3', region: '', account: '', resource });
    const pairs = buckets.map(([store, bucket]) => ({
      bucket,
      from: bucketArn(names.bucket(store)),
      to: bucketArn(names.bucketCopy(store)),
    }));
    const policy = new Policy(this, 'Copy', {
      roles: [role],
      statements: [...pairs.flatMap(copying), ...withKeys(stack, { key, region, alias: names.dataKeyCopyAlias })],
    });
    Validations.of(policy).acknowledge({
      id: 'AwsSolutions-IAM5',
      reason:
        'Every file of these buckets is copied, into these and no others. The key there is known by its alias only before it is made: the condition lets no other be used.',
    });
    const copyKey = stack.formatArn({ service: 'kms', region, resource: names.dataKeyCopyAlias });
    for (const { bucket, to } of pairs) replicate(bucket, { role: role.roleArn, to, copyKey });
  }
}

function copying({ from, to }: { readonly from: string; readonly to: string }): readonly PolicyStatement[] {
  return [
    new PolicyStatement({ actions: ['s3:GetReplicationConfiguration', 's3:ListBucket'], resources: [from] }),
    new PolicyStatement({
      actions: [
        's3:GetObjectVersionForReplication',
        's3:GetObjectVersionAcl',
        's3:GetObjectVersionTagging',
        's3:GetObjectRetention',
        's3:GetObjectLegalHold',
      ],
      resources: [`${from}/*`],
    }),
    new PolicyStatement({ actions: ['s3:ReplicateObject', 's3:ReplicateDelete', 's3:ReplicateTags'], resources: [`${to}/*`] }),
  ];
}

type BothKeys = { readonly key: IKey; readonly region: string; readonly alias: string };

function withKeys(stack: Stack, { key, region, alias }: BothKeys): readonly PolicyStatement[] {
  const via = (at: string) => ({ 'kms:ViaService': `s3.${at}.amazonaws.com` });
  return [
    new PolicyStatement({ actions: ['kms:Decrypt'], resources: [key.keyArn], conditions: { StringEquals: via(stack.region) } }),
    new PolicyStatement({
      actions: ['kms:Encrypt', 'kms:GenerateDataKey'],
      resources: [stack.formatArn({ service: 'kms', region, resource: 'key', resourceName: '*' })],
      conditions: { StringEquals: via(region), 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': alias } },
    }),
  ];
}

type Copy = { readonly role: string; readonly to: string; readonly copyKey: string };

/** Set on the resource itself: the construct's own setting wants the other bucket and its key as objects, and those are in another region. */
function replicate(bucket: Bucket, { role, to, copyKey }: Copy): void {
  const resource = bucket.node.defaultChild;
  if (!(resource instanceof CfnBucket)) throw new Error('Could not set up copies: the bucket is not one that CloudFormation makes.');
  resource.replicationConfiguration = {
    role,
    rules: [
      {
        id: 'second-region',
        status: 'Enabled',
        priority: 1,
        filter: { prefix: '' },
        // What is erased here goes there too.
        deleteMarkerReplication: { status: 'Enabled' },
        sourceSelectionCriteria: { sseKmsEncryptedObjects: { status: 'Enabled' } },
        destination: { bucket: to, encryptionConfiguration: { replicaKmsKeyId: copyKey } },
      },
    ],
  };
}
