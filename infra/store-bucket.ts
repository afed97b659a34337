// A bucket as all of ours are: encrypted under our key, reached over TLS alone, never public, with old versions kept for a while, its accesses
// logged, and kept when its stack goes.
import { Duration, RemovalPolicy, Validations, type Stack } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  HttpMethods,
  ObjectLockRetention,
  ObjectOwnership,
  type IBucket,
  type BucketProps,
  type LifecycleRule,
} from 'aws-cdk-lib/aws-s3';
import { S3_SERVER_ACCESS_LOGS_USE_BUCKET_POLICY } from 'aws-cdk-lib/cx-api';
import type { Construct } from 'constructs';

const GUARDED = {
  blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
  objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
  enforceSSL: true,
  minimumTLSVersion: 1.2,
  versioned: true,
  removalPolicy: RemovalPolicy.RETAIN,
} as const satisfies BucketProps;

/** How long what was deleted can still be brought back. What is erased for a person's sake is gone after it as well. */
const OLD_VERSIONS_DAYS = 30;

export type StoreBucket = {
  readonly name: string;
  readonly key: IKey;
  readonly logs: IBucket;
  /** Years for which nobody deletes what is in there, unless rights of its own say so. */
  readonly lockedYears?: number;
  /** Each file under a data key of its own, so that AWS KMS is told whose it is. Otherwise many share one, which costs less. */
  readonly hasKeyPerFile?: boolean;
  readonly lifecycle?: readonly LifecycleRule[];
  /** The origin whose pages may fetch what they were given a link to. */
  readonly shownAt?: string;
};

export function storeBucket(
  scope: Construct,
  id: string,
  { name, key, logs, lockedYears, hasKeyPerFile, lifecycle, shownAt }: StoreBucket,
): Bucket {
  return new Bucket(scope, id, {
    ...GUARDED,
    bucketName: name,
    encryption: BucketEncryption.KMS,
    encryptionKey: key,
    bucketKeyEnabled: hasKeyPerFile !== true,
    serverAccessLogsBucket: logs,
    serverAccessLogsPrefix: `${id.toLowerCase()}/`,
    ...(lockedYears !== undefined && { objectLockEnabled: true, objectLockDefaultRetention: lockOf(lockedYears) }),
    ...(shownAt !== undefined && { cors: [{ allowedOrigins: [shownAt], allowedMethods: [HttpMethods.GET], maxAge: 3_600 }] }),
    lifecycleRules: [...TIDY, ...(lifecycle ?? [])],
  });
}

const TIDY: readonly LifecycleRule[] = [
  {
    id: 'old-versions',
    noncurrentVersionExpiration: Duration.days(OLD_VERSIONS_DAYS),
    abortIncompleteMultipartUploadAfter: Duration.days(2),
    expiredObjectDeleteMarker: true,
  },
];

/** Governance: an administrator with a right of its own can still carry out an erasure that the law asks for. */
function lockOf(years: number): ObjectLockRetention {
  return ObjectLockRetention.governance(Duration.days(Math.ceil(years * 365.25)));
}

/** Before anything is made in the stack: otherwise accesses would be logged by way of an access control list, which no bucket of ours has. */
export function logByPolicy(stack: Stack): void {
  stack.node.setContext(S3_SERVER_ACCESS_LOGS_USE_BUCKET_POLICY, true);
}

export function logBucket(scope: Construct, id: string, { name, days }: { readonly name: string; readonly days: number }): IBucket {
  const bucket = new Bucket(scope, id, {
    ...GUARDED,
    bucketName: name,
    versioned: false,
    // Amazon S3 delivers access logs to no bucket with a key of AWS KMS.
    encryption: BucketEncryption.S3_MANAGED,
    lifecycleRules: [{ id: 'old-logs', expiration: Duration.days(days), abortIncompleteMultipartUploadAfter: Duration.days(2) }],
  });
  Validations.of(bucket).acknowledge({
    id: 'AwsSolutions-S1',
    reason: 'It holds the access logs of the others; logging accesses to it would log its own logging for ever.',
  });
  // The library's own types disagree where optional values are taken exactly.
  return bucket as IBucket;
}
