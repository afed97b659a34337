// Makes the one table that the DynamoDB engine needs, for tests and for trying things out; production gets it from its infrastructure.
import { CreateTableCommand, ResourceInUseException, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import { awsFault } from './aws-fault.ts';
import type { DynamoSettings } from './dynamo-table.ts';

const PATIENCE = { maxWaitTime: 120, minDelay: 0.05, maxDelay: 2 } as const;

/** On demand billing. Returns when the table can be used; one that is there already is left as it is. */
export async function createDynamoTable({ client, tableName }: DynamoSettings): Promise<void> {
  try {
    await client.send(
      new CreateTableCommand({
        TableName: tableName,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [
          { AttributeName: 'pk', AttributeType: 'S' },
          { AttributeName: 'sk', AttributeType: 'S' },
        ],
        KeySchema: [
          { AttributeName: 'pk', KeyType: 'HASH' },
          { AttributeName: 'sk', KeyType: 'RANGE' },
        ],
      }),
    );
  } catch (cause) {
    if (!(cause instanceof ResourceInUseException)) throw awsFault(`create the DynamoDB table ${tableName}`, cause);
  }
  try {
    await waitUntilTableExists({ client, ...PATIENCE }, { TableName: tableName });
  } catch (cause) {
    throw awsFault(`wait for the DynamoDB table ${tableName}`, cause);
  }
}
