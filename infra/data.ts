// Everything that must not be lost: the table, the files, the keys, and where the secrets are. Other stacks come and go; this one stays. It shows
// its parts by their names where it can, so that no other stack holds on to it by an export.
import { Stack } from 'aws-cdk-lib';
import { TableV2, type ITable } from 'aws-cdk-lib/aws-dynamodb';
import { Key, type IKey } from 'aws-cdk-lib/aws-kms';
import { Bucket, type IBucket } from 'aws-cdk-lib/aws-s3';
import { Secret, type ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { StringParameter, type IStringParameter } from 'aws-cdk-lib/aws-ssm';
import type { Construct } from 'constructs';
import { buckets } from './buckets.ts';
import { Keys } from './keys.ts';
import type { Common, DataParts } from './parts.ts';
import { Replication } from './replication.ts';
import { installationSecret } from './secret.ts';
import { logByPolicy } from './store-bucket.ts';
import { namesOf, type StoreName } from './store-names.ts';
import { recordTable } from './table.ts';

export class DataStack extends Stack implements DataParts {
  readonly table: ITable;
  readonly documents: IBucket;
  readonly inbound: IBucket;
  readonly evidence: IBucket;
  readonly dataKey: IKey;
  readonly sealKey: IKey;
  readonly secret: ISecret;
  readonly sealCertificate: IStringParameter;
  readonly tsaCa: IStringParameter;

  constructor(scope: Construct, id: string, { environment }: Common) {
    const { account, region, replicaRegion, isProduction } = environment;
    super(scope, id, {
      env: { account, region },
      description: `Countersign (${environment.name}): table, files, keys and secrets`,
      terminationProtection: isProduction,
    });
    logByPolicy(this);
    const names = namesOf(environment);
    const keys = new Keys(this, 'Keys', environment);
    const { documents, evidence } = buckets(this, environment, keys.data);
    if (replicaRegion !== undefined) {
      const copied = [['documents', documents] as const, ['evidence', evidence] as const];
      new Replication(this, 'Replication', { environment, region: replicaRegion, key: keys.data, buckets: copied });
    }
    const { tableStreamArn } = recordTable(this, environment, keys.data);
    this.dataKey = Key.fromKeyArn(this, 'ShownDataKey', keys.data.keyArn);
    const { secretArn } = installationSecret(this, environment, this.dataKey);
    this.secret = Secret.fromSecretAttributes(this, 'ShownSecret', { secretCompleteArn: secretArn, encryptionKey: this.dataKey });
    this.sealKey = Key.fromKeyArn(this, 'ShownSealKey', keys.seal.keyArn);
    const table = { tableName: names.table, encryptionKey: this.dataKey, ...(tableStreamArn !== undefined && { tableStreamArn }) };
    this.table = TableV2.fromTableAttributes(this, 'ShownTable', table);
    const shown = (store: StoreName) =>
      Bucket.fromBucketAttributes(this, `Shown-${store}`, { bucketName: names.bucket(store), encryptionKey: this.dataKey });
    this.documents = shown('documents');
    this.inbound = shown('inbound');
    this.evidence = shown('evidence');
    // Put there by a person, who has the certificate issued for the seal key.
    this.sealCertificate = StringParameter.fromStringParameterName(this, 'SealCertificate', names.sealCertificate);
    this.tsaCa = StringParameter.fromStringParameterName(this, 'TsaCa', names.tsaCa);
  }
}
