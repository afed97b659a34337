// What the table's stream leads to: rows as the stores write them, in the shape in which DynamoDB's stream brings them.
import type { DynamoDBRecord } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { readLead } from '#apps/aws/leads.ts';
import { routed } from '#apps/aws/routed.ts';
import type { Item, Table } from '#core/ports.ts';
import { packed } from '#stores/dynamo-body.ts';
import { body, command, ENVELOPE, OLIVIA, TENANT } from '../../support/build.ts';
import { storeKit } from '../../support/store-kit.ts';

/** Stores whose every write is a record of the stream. */
function streamed() {
  const records: DynamoDBRecord[] = [];
  const kit = storeKit((table): Table => {
    const noted = (write: (item: Item) => Promise<boolean>) => async (item: Item) => {
      const isNew = (await table.get(item)) === undefined;
      const isStored = await write(item);
      if (isStored) records.push(recordOf(item, isNew));
      return isStored;
    };
    return {
      ...table,
      putIfAbsent: noted(async (item) => table.putIfAbsent(item)),
      putIfVersion: (item, expected) => noted(async (one) => table.putIfVersion(one, expected))(item),
      putIfNewer: noted(async (item) => table.putIfNewer(item)),
      async delete(key) {
        await table.delete(key);
        records.push({ eventName: 'REMOVE', dynamodb: { Keys: { pk: { S: key.pk }, sk: { S: key.sk } } } });
      },
    };
  });
  /** Of the records since the last time. */
  const led = () => {
    const { requests, followUps, happened } = routed(records.splice(0));
    const leadsOf = (messages: typeof requests) => messages.map(({ body: text }) => readLead(text));
    return { requests: leadsOf(requests), followUps: leadsOf(followUps), happened };
  };
  return { kit, led };
}

/** Bytes come as base64 text. */
function recordOf({ pk, sk, version, body: text }: Item, isNew: boolean): DynamoDBRecord {
  const stored = packed(text);
  const image = 'S' in stored ? stored : { B: Buffer.from(stored.B).toString('base64') };
  const NewImage = { pk: { S: pk }, sk: { S: sk }, version: { N: String(version) }, body: image };
  return { eventName: isNew ? 'INSERT' : 'MODIFY', dynamodb: { NewImage } };
}

const request = { channel: 'email', key: 'k1' } as const;

describe('the stream of changes', () => {
  it('leads to a request that came in, and again to what follows when it has its outcome; not to leases and pauses in between', async () => {
    const { kit, led } = streamed();
    await kit.inbox.accept('email', 'k1', { text: 'x'.repeat(2_000) });
    expect(led()).toEqual({ requests: [{ request }], followUps: [], happened: [] });
    const claimed = await kit.inbox.claim('email', 'k1');
    if (!claimed) throw new Error('It could not be claimed.');
    expect(led()).toEqual({ requests: [], followUps: [], happened: [] });
    await kit.inbox.settle(claimed.lease, { kind: 'dropped', why: 'nothing' }, []);
    expect(led()).toEqual({ requests: [], followUps: [{ request }], happened: [] });
  });

  it('leads to each commit, however large its row, and says what happened', async () => {
    const { kit, led } = streamed();
    await kit.commands.run(TENANT, ENVELOPE, command(OLIVIA, body.draft()));
    const pointer = { kind: 'commit', tenant: TENANT, envelope: ENVELOPE, version: 1 };
    const { requests, followUps, happened } = led();
    expect(requests).toEqual([]);
    expect(followUps).toContainEqual({ pointer });
    expect(happened).toEqual(expect.arrayContaining(['drafted', 'recipient-added', 'document-added']));
  });

  it('leads nowhere from rows that are read by people, or taken away', async () => {
    const { kit, led } = streamed();
    await kit.commands.run(TENANT, ENVELOPE, command(OLIVIA, body.draft()));
    led();
    await kit.projections.project(await kit.ledger.load(TENANT, ENVELOPE));
    await kit.pointers.done({ kind: 'commit', tenant: TENANT, envelope: ENVELOPE, version: 1 });
    expect(led()).toEqual({ requests: [], followUps: [], happened: [] });
  });
});
