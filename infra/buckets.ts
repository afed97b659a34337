// The files: what was presented and signed, mail as it came in, and sealed documents under lock.
import { Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Bucket, LifecycleRule } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { Environment } from './environment.ts';
import { RULE_NAME, ruleSetName } from './mail-names.ts';
import { logBucket, storeBucket } from './store-bucket.ts';
import { namesOf, type StoreName } from './store-names.ts';

/** Mail is copied to the documents as it is taken in; what stays here is for looking into what went wrong. */
const INBOUND_DAYS = 30;

/** What sealing keeps between its steps. Also where copies are: what a rule like this ends, ends in its own bucket alone. */
export const BETWEEN_STEPS: LifecycleRule = { id: 'between-steps', prefix: 'in_work/', expiration: Duration.days(7) };

export function buckets(scope: Construct, environment: Environment, key: IKey): Readonly<Record<StoreName, Bucket>> {
  const names = namesOf(environment);
  const logs = logBucket(scope, 'Logs', { name: names.logBucket('home'), days: environment.logDays });
  const common = (store: StoreName) => ({ name: names.bucket(store), key, logs });
  const documents = storeBucket(scope, 'Documents', {
    ...common('documents'),
    // stores/s3-blobs.ts names the tenant in the encryption context of each file.
    hasKeyPerFile: true,
    lifecycle: [BETWEEN_STEPS],
    // Documents that are too large for an answer of a function.
    shownAt: `https://${environment.publicHost}`,
  });
  // No lock: Amazon SES puts nothing into a bucket that locks by default.
  const inbound = storeBucket(scope, 'Inbound', {
    ...common('inbound'),
    lifecycle: [{ id: 'taken-in', expiration: Duration.days(INBOUND_DAYS) }],
  });
  inbound.addToResourcePolicy(receivedMail(inbound, environment));
  const evidence = storeBucket(scope, 'Evidence', { ...common('evidence'), lockedYears: environment.retentionYears });
  return { documents, inbound, evidence };
}

/** Amazon SES may put mail in there by our one rule, and by no other of this or any account. */
function receivedMail(bucket: Bucket, environment: Environment): PolicyStatement {
  const stack = Stack.of(bucket);
  const rule = stack.formatArn({
    service: 'ses',
    resource: 'receipt-rule-set',
    resourceName: `${ruleSetName(environment)}:receipt-rule/${RULE_NAME}`,
  });
  return new PolicyStatement({
    sid: 'MailThatCameIn',
    principals: [new ServicePrincipal('ses.amazonaws.com')],
    actions: ['s3:PutObject'],
    resources: [bucket.arnForObjects('*')],
    conditions: { StringEquals: { 'aws:SourceAccount': stack.account }, ArnEquals: { 'aws:SourceArn': rule } },
  });
}
