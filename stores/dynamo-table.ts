// The Table port on DynamoDB: one table, one conditional write each, every read strongly consistent, no index, no transaction.
//
// A verdict of `false` may follow a write of our own: the SDK tries again after a time-out, and the second attempt finds the first one's
// row in its way. Writers that must know carry something of their own in the row and read it back: a commit its writer's id (ledger.ts),
// a request its lease (inbox.ts). For all others a claim that nobody holds lapses.
import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  type AttributeValue,
  type DynamoDBClient,
  type PutItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import type { Item, Key, Page, PartitionQuery, Table } from '#core/ports.ts';
import { awsFault } from './aws-fault.ts';
import { storedBody, unpacked } from './dynamo-body.ts';
import { dynamoQuery } from './dynamo-query.ts';
import { checkItem, checkKey, checkQuery } from './limits.ts';

export type DynamoSettings = {
  /** Destroyed when the table is closed. */
  readonly client: DynamoDBClient;
  /** Has the string keys `pk` and `sk` and nothing else; see `createDynamoTable`. */
  readonly tableName: string;
};

export function dynamoTable({ client, tableName }: DynamoSettings): Table {
  async function attempt<T>(what: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (cause) {
      throw awsFault(`${what} in DynamoDB table ${tableName}`, cause);
    }
  }

  async function put(item: Item, condition: Condition): Promise<boolean> {
    checkItem(item);
    const command = new PutItemCommand({ TableName: tableName, Item: rowOf(item), ...condition });
    return attempt('store a row', () => verdict(async () => client.send(command)));
  }

  async function page(query: PartitionQuery): Promise<Page> {
    checkQuery(query);
    const asked = dynamoQuery(tableName, query);
    if (!asked) return { items: [] };
    const { Items = [], LastEvaluatedKey } = await attempt('read rows', async () => client.send(new QueryCommand(asked)));
    const items = Items.slice(0, query.limit).map(itemOf);
    const hasMore = LastEvaluatedKey !== undefined || items.length < Items.length;
    // A page that the megabyte ended exactly at the last row names a next one all the same; that one is then empty.
    const next = hasMore ? (items.at(-1)?.sk ?? LastEvaluatedKey?.['sk']?.S) : undefined;
    return next === undefined ? { items } : { items, next };
  }

  return {
    async get(key) {
      checkKey(key);
      const command = new GetItemCommand({ TableName: tableName, Key: keyOf(key), ConsistentRead: true });
      const { Item } = await attempt('read a row', async () => client.send(command));
      return Item && itemOf(Item);
    },
    putIfAbsent: (item) => put(item, { ConditionExpression: 'attribute_not_exists(pk)' }),
    putIfVersion: (item, expected) => put(item, condition('#version = :version', expected)),
    putIfNewer: (item) => put(item, condition('attribute_not_exists(pk) OR #version < :version', item.version)),
    async delete(key) {
      checkKey(key);
      const command = new DeleteItemCommand({ TableName: tableName, Key: keyOf(key) });
      await attempt('delete a row', async () => client.send(command));
    },
    queryPartition: page,
    async close() {
      client.destroy();
    },
  };
}

type Condition = Pick<PutItemCommandInput, 'ConditionExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'>;

function condition(text: string, version: number): Condition {
  return {
    ConditionExpression: text,
    ExpressionAttributeNames: { '#version': 'version' },
    ExpressionAttributeValues: { ':version': { N: String(version) } },
  };
}

async function verdict(write: () => Promise<unknown>): Promise<boolean> {
  try {
    await write();
    return true;
  } catch (fault) {
    if (fault instanceof ConditionalCheckFailedException) return false;
    throw fault;
  }
}

function keyOf({ pk, sk }: Key): Record<'pk' | 'sk', AttributeValue> {
  return { pk: { S: pk }, sk: { S: sk } };
}

function rowOf(item: Item): Record<string, AttributeValue> {
  return { ...keyOf(item), version: { N: String(item.version) }, body: storedBody(item) };
}

function itemOf({ pk, sk, version, body }: Record<string, AttributeValue>): Item {
  return { pk: pk?.S ?? '', sk: sk?.S ?? '', version: Number(version?.N), body: unpacked(body ?? {}) };
}
