// The counter of DynamoDB's units against what a DynamoDB itself says it has consumed.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDynamoTable } from '#stores/dynamo-create.ts';
import { dynamoTable } from '#stores/dynamo-table.ts';
import { sqliteTable } from '#stores/sqlite-table.ts';
import { capacityTable, kindOf, sizeOf, type CapacityTable } from '../support/capacity-table.ts';
import { sha256 } from '../support/build.ts';
import { startDynalite, type DynamoServer } from '../support/dynalite.ts';

const PK = 'T#acme#E#CS-7K3F2-QXA9B';
/** With a body that does not shrink to nothing. */
const item = (sk: string, bytes: number, version = 1) => ({ pk: PK, sk, version, body: hexOf(bytes) });
/** Of exactly so many bytes, the body too small to be compressed. */
const sized = (sk: string, bytes: number, version = 1) => {
  const rest = bytes - sizeOf({ pk: PK, sk, version, body: '' });
  return { pk: PK, sk: sk.padEnd(sk.length + Math.max(0, rest - 500), '.'), version, body: 'x'.repeat(Math.min(rest, 500)) };
};

function hexOf(chars: number): string {
  let text = '';
  while (text.length < chars) text += sha256(text);
  return text.slice(0, chars);
}

describe('the capacity counter', () => {
  let server: DynamoServer;
  beforeAll(async () => {
    server = await startDynalite();
  });
  afterAll(async () => server.close());

  /** A table that is counted by us and, request by request, by the server. */
  async function both(): Promise<CapacityTable & { billed(): number }> {
    const client = server.client();
    await createDynamoTable({ client, tableName: 'billed' });
    let billed = 0;
    client.middlewareStack.add(
      (next) => async (args) => {
        const answer = await next({ ...args, input: { ...args.input, ReturnConsumedCapacity: 'TOTAL' } });
        const { ConsumedCapacity } = answer.output as { ConsumedCapacity?: { CapacityUnits?: number } };
        billed += ConsumedCapacity?.CapacityUnits ?? 0;
        return answer;
      },
      { step: 'initialize', name: 'billed' },
    );
    const asking = dynamoTable({ client, tableName: 'billed' });
    const looking = await server.table('billed');
    // The counter's own look at what was there is not billed.
    const counted = capacityTable({ ...asking, get: looking.get });
    const table = { ...counted.table, get: asking.get };
    return { ...counted, table, billed: () => billed };
  }

  it('agrees with the server on every write: of any size, over a larger or smaller row, and of deletes', async () => {
    const { table, total, billed } = await both();
    for (const one of [sized('a', 100), sized('a', 1024), sized('a', 1025), item('a', 5000), item('a', 90_000)]) {
      await table.putIfAbsent(one);
      await table.delete(one);
    }
    for (const version of [1, 9, 10, 99, 100, 12_345, 1_795_543_200_000, 1_795_543_200_123]) {
      await table.putIfNewer({ ...sized('n', 1024), version });
    }
    await table.putIfNewer(item('o', 5000));
    await table.putIfVersion(item('o', 10, 2), 1);
    await table.putIfVersion(item('o', 7000, 3), 2);
    await table.delete(item('o', 0));
    await table.delete(item('never', 0));
    expect(total()).toEqual({ write: billed(), read: 0 });
    expect(billed()).toBeGreaterThan(100);
  });

  it('agrees with the server on reads of a partition, whose rows are added up', async () => {
    const seeded = await server.table('billed');
    for (let at = 0; at < 30; at += 1) await seeded.putIfAbsent({ ...item(`C#${String(at).padStart(6, '0')}`, 1300), pk: 'T#acme#E#read' });
    const { table, total, billed } = await both();
    for (const query of [{}, { prefix: 'C#00001' }, { after: 'C#000028' }, { to: 'C#000006', reverse: true }]) {
      await table.queryPartition({ pk: 'T#acme#E#read', ...query });
    }
    expect(total()).toEqual({ write: 0, read: billed() });
    expect(total().read).toBe(6 + 2 + 1 + 2);
    // dynalite bills nothing for finding nothing; DynamoDB does ("…even if no data exists").
    await table.queryPartition({ pk: 'T#acme#E#none' });
    expect(total().read).toBe(6 + 2 + 1 + 2 + 1);
  });
});

describe('units', () => {
  it('are counted for failed conditions, too, and by the kind of row', async () => {
    const bare = sqliteTable(':memory:');
    const { table, byKind, operations, total, reset } = capacityTable(bare);
    await table.putIfAbsent(item('a', 3000));
    await table.putIfAbsent(item('a', 10));
    await table.get(item('a', 0));
    await table.get({ pk: 'TK#1', sk: 'TOKEN' });
    expect(byKind()).toEqual({ ledger: { write: 4, read: 1 }, tokens: { write: 0, read: 1 } });
    expect(operations()).toEqual({ 'ledger.putIfAbsent': 2, 'ledger.get': 1, 'tokens.get': 1 });
    expect(total()).toEqual({ write: 4, read: 2 });
    reset();
    expect(total()).toEqual({ write: 0, read: 0 });
    await table.close();
  });

  it('know the kinds of rows by their partitions', () => {
    const pks = [
      'T#t#E#CS-1',
      'T#t#FX#CS-1',
      'T#t#P#a@b.test',
      'T#t#DUE',
      'DUE',
      'U#a',
      'IN#email#k',
      'INP#3',
      'TK#0f',
      'REG#t',
      'DOM#b.test',
    ];
    const kinds = ['ledger', 'effects', 'people', 'due', 'due', 'pointers', 'inbox', 'inbox index', 'tokens', 'registry', 'directory'];
    expect(pks.map(kindOf)).toEqual(kinds);
  });
});
