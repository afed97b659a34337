// What tests of the estate's stacks start from: an environment, functions with next to nothing in them, and parts of other stacks that are
// only known by name.
import { fileURLToPath } from 'node:url';
import { Stack, Validations, type App } from 'aws-cdk-lib';
import { Table } from 'aws-cdk-lib/aws-dynamodb';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import type { Construct } from 'constructs';
import { environmentOf, type Environment } from '../../infra/environment.ts';
import type { Bundles, DataParts } from '../../infra/parts.ts';

export function environment(overrides: Readonly<Record<string, unknown>> = {}): Environment {
  const given = {
    name: 'test',
    account: '123456789012',
    region: 'eu-west-1',
    publicHost: 'sign.example.com',
    mailDomain: 'in.example.com',
    hostedZone: { id: 'Z0EXAMPLE', name: 'example.com' },
    seal: { level: 'B-T', tsaUrls: ['http://tsa.example.com'] },
    alarmsTo: 'oncall@example.com',
  };
  return environmentOf({ ...given, ...overrides }, 'a test');
}

const TINY = fileURLToPath(new URL('../fixtures/tiny-function', import.meta.url));

/** Every function's code: one line. */
export function tinyBundles(): Bundles {
  return () => TINY;
}

/** Where the environment lies. */
const AT = { account: '123456789012', region: 'eu-west-1' } as const;

/** A stack of others, which makes nothing: parts in it are known by their names alone. */
export function elsewhere(app: App): Stack {
  const stack = new Stack(app, 'Elsewhere', { env: AT });
  Validations.of(stack).acknowledge({ id: 'CloudFormation-Validate::F0001', reason: 'Nothing is made in it.' });
  return stack;
}

/** As another stack made them. */
export function dataParts(scope: Construct): DataParts {
  const { region, account } = Stack.of(scope);
  const dataKey = Key.fromKeyArn(scope, 'DataKey', `arn:aws:kms:${region}:${account}:key/11111111-1111-4111-8111-111111111111`);
  return {
    table: Table.fromTableAttributes(scope, 'Table', {
      tableArn: `arn:aws:dynamodb:${region}:${account}:table/countersign`,
      tableStreamArn: `arn:aws:dynamodb:${region}:${account}:table/countersign/stream/2026`,
      encryptionKey: dataKey,
    }),
    documents: bucket(scope, 'documents'),
    inbound: bucket(scope, 'inbound'),
    evidence: bucket(scope, 'evidence'),
    dataKey,
    sealKey: Key.fromKeyArn(scope, 'SealKey', `arn:aws:kms:${region}:${account}:key/22222222-2222-4222-8222-222222222222`),
    secret: Secret.fromSecretCompleteArn(scope, 'Secret', `arn:aws:secretsmanager:${region}:${account}:secret:countersign-a1b2c3`),
    sealCertificate: StringParameter.fromStringParameterName(scope, 'SealCertificate', '/countersign/test/seal-certificate'),
    tsaCa: StringParameter.fromStringParameterName(scope, 'TsaCa', '/countersign/test/tsa-ca'),
  };
}

function bucket(scope: Construct, name: string) {
  return Bucket.fromBucketName(scope, `Bucket-${name}`, `countersign-test-${name}`);
}
