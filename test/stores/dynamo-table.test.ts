// The DynamoDB engine: the contract on dynalite and, where its jar is at hand, on DynamoDB Local; and what only the protocol can show.
import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { commitOf } from '#core/chain.ts';
import { createDynamoTable } from '#stores/dynamo-create.ts';
import { dynamoTable } from '#stores/dynamo-table.ts';
import { ledger } from '#stores/ledger.ts';
import { tableContract } from '../contract/table.ts';
import { ENVELOPE, sha256, T0, TENANT } from '../support/build.ts';
import { dynamoClient, startDynalite, type DynamoServer } from '../support/dynalite.ts';
import { startDynamoDbLocal } from '../support/dynamodb-local.ts';

describe('on dynalite', () => {
  let server: DynamoServer;
  beforeAll(async () => {
    server = await startDynalite();
  });
  afterAll(async () => server.close());
  // dynalite stores and sorts by UTF-8, but compares a start key with the condition by UTF-16.
  tableContract('DynamoDB (dynalite)', async () => server.table('contract'), { allPlanes: false });
});

const jar = process.env['DYNAMODB_LOCAL_JAR'];
if (jar === undefined)
  console.warn('SKIPPED: the table contract on DynamoDB Local. Set DYNAMODB_LOCAL_JAR=/path/DynamoDBLocal.jar to run it.');

describe.skipIf(jar === undefined)('on DynamoDB Local', () => {
  let server: DynamoServer;
  beforeAll(async () => {
    server = await startDynamoDbLocal(jar ?? '');
  });
  afterAll(async () => server.close());
  tableContract('DynamoDB Local', async () => server.table('contract'));
});

describe('the protocol of DynamoDB', () => {
  let server: DynamoServer;
  beforeAll(async () => {
    server = await startDynalite();
  });
  afterAll(async () => server.close());

  const item = { pk: 'p', sk: 'a', version: 1, body: '{}' };
  async function recorded() {
    const client = server.client();
    await createDynamoTable({ client, tableName: 'recorded' });
    const sent: Sent[] = [];
    client.middlewareStack.add(
      (next, context) => async (args) => {
        sent.push({ command: String(context['commandName']), input: args.input as Sent['input'] });
        return next(args);
      },
      { step: 'initialize', name: 'recorder' },
    );
    const table = dynamoTable({ client, tableName: 'recorded' });
    onTestFinished(async () => table.close());
    return { client, table, sent };
  }

  it('is asked for strongly consistent reads only, and for one plain request each', async () => {
    const { table, sent } = await recorded();
    await table.putIfAbsent(item);
    await table.putIfVersion({ ...item, version: 2 }, 1);
    await table.putIfNewer({ ...item, version: 3 });
    await table.get(item);
    await table.queryPartition({ pk: 'p' });
    await table.queryPartition({ pk: 'p', reverse: true, prefix: 'a', limit: 3 });
    await table.delete(item);
    expect(sent.map(({ command }) => command)).toEqual([
      'PutItemCommand',
      'PutItemCommand',
      'PutItemCommand',
      'GetItemCommand',
      'QueryCommand',
      'QueryCommand',
      'DeleteItemCommand',
    ]);
    for (const { command, input } of sent) if (/^(Get|Query)/.test(command)) expect(input).toMatchObject({ ConsistentRead: true });
    for (const { command, input } of sent) if (command === 'PutItemCommand') expect(input).toHaveProperty('ConditionExpression');
  });

  it('is not asked at all for what no row can match', async () => {
    const { table, sent } = await recorded();
    await table.queryPartition({ pk: 'p', prefix: 'b', to: 'a' });
    await table.queryPartition({ pk: 'p', prefix: 'b', after: 'c' });
    expect(sent).toEqual([]);
  });

  it('may say no to a write of our own that it was sent twice: the ledger knows its writer again', async () => {
    const { client, table } = await recorded();
    let isFirst = true;
    client.middlewareStack.add(
      (next) => async (args) => {
        const answer = await next(args);
        const isPut = JSON.stringify(args.input).includes('ConditionExpression');
        if (!isFirst || !isPut) return answer;
        isFirst = false;
        // The answer got lost: the SDK sends the same again by itself.
        throw Object.assign(new Error('socket hang up'), { name: 'TimeoutError', code: 'ECONNRESET' });
      },
      { step: 'deserialize', priority: 'high', name: 'lostAnswer' },
    );
    expect(await table.putIfAbsent({ ...item, sk: 'twice' })).toBe(false);
    isFirst = true;
    const stream = { version: 0, commits: [] };
    const commit = commitOf({
      stream,
      events: [{ at: T0, by: { seat: 'sender', via: 'email', assurance: 'L1' }, type: 'commented', to: null, text: 'Hello' }],
      key: 'k',
      writer: 'w',
      recordedAt: T0,
      roleOf: () => undefined,
      random: (bytes) => 'ab'.repeat(bytes),
      sha256,
    });
    // The registry row goes first and takes the lost answer; so the second append is the one that meets it at the commit.
    expect(await ledger(table).append(TENANT, ENVELOPE, commit)).toBe('stored');
    isFirst = true;
    const second = { ...commit, version: 2 };
    expect(await ledger(table).append(TENANT, ENVELOPE, second)).toBe('stored');
    expect(isFirst).toBe(false);
  });

  it('says what was attempted when something is wrong, and keeps the cause', async () => {
    const lost = dynamoTable({ client: server.client(), tableName: 'nowhere' });
    const missing = { message: expect.stringMatching(/no such table in this region/), cause: { name: 'ResourceNotFoundException' } };
    await expect(lost.get(item)).rejects.toMatchObject(missing);
    await expect(lost.putIfAbsent(item)).rejects.toThrow('Could not store a row in DynamoDB table nowhere: ');
    await expect(lost.queryPartition({ pk: 'p' })).rejects.toThrow('Could not read rows in DynamoDB table nowhere: ');
    await expect(lost.delete(item)).rejects.toThrow('Could not delete a row in DynamoDB table nowhere: ');
    await lost.close();
    const silent = dynamoTable({ client: dynamoClient('http://127.0.0.1:1', 1), tableName: 'any' });
    await expect(silent.get(item)).rejects.toThrow('Could not read a row in DynamoDB table any: it cannot be reached.');
    await silent.close();
  });

  it('makes a table on demand billing, and leaves one that is there as it is', async () => {
    const client = server.client();
    await createDynamoTable({ client, tableName: 'made' });
    await createDynamoTable({ client, tableName: 'made' });
    const { Table } = await client.send(new DescribeTableCommand({ TableName: 'made' }));
    expect(Table).toMatchObject({ TableStatus: 'ACTIVE', BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' } });
    client.destroy();
  });
});

type Sent = { readonly command: string; readonly input: Readonly<Record<string, unknown>> };
