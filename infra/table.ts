// The one table, as stores/dynamo-table.ts uses it. It has no index and no attribute by which rows end on their own: no store writes one, since
// whoever reads a row that has lapsed judges that by its contents.
import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AttributeType, Billing, StreamViewType, TableEncryptionV2, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { Environment } from './environment.ts';
import { namesOf } from './store-names.ts';

const GUARDED = { pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true }, deletionProtection: true } as const;

export function recordTable(scope: Construct, environment: Environment, key: IKey): TableV2 {
  const { replicaRegion } = environment;
  const names = namesOf(environment);
  const copyKey = (region: string) => Stack.of(scope).formatArn({ service: 'kms', region, resource: names.dataKeyCopyAlias });
  return new TableV2(scope, 'Table', {
    tableName: names.table,
    partitionKey: { name: 'pk', type: AttributeType.STRING },
    sortKey: { name: 'sk', type: AttributeType.STRING },
    billing: Billing.onDemand(),
    dynamoStream: StreamViewType.NEW_IMAGE,
    ...GUARDED,
    removalPolicy: RemovalPolicy.RETAIN,
    ...(replicaRegion === undefined
      ? { encryption: TableEncryptionV2.customerManagedKey(key) }
      : {
          encryption: TableEncryptionV2.customerManagedKey(key, { [replicaRegion]: copyKey(replicaRegion) }),
          // A copy that follows within a second. It is there to move to, never to read from: decisions rest on strong reads.
          replicas: [{ region: replicaRegion, ...GUARDED }],
        }),
  });
}
