// What a stream of the table's changes asks for. A request that came in is to be run, and one that has its outcome to be followed; a commit
// is to be followed, and so is a pointer, which may lead to work that nothing else says. Of commits it also tells what happened, to be counted.
import type { DynamoDBRecord } from 'aws-lambda';
import { eventsOf } from '#core/chain.ts';
import type { Item } from '#core/ports.ts';
import { unpacked } from '#stores/dynamo-body.ts';
import { requestIn } from '#stores/inbox-row.ts';
import { commitIn } from '#stores/ledger.ts';
import { pendingIn } from '#stores/pointers.ts';
import { leadMessage, type FifoMessage } from './leads.ts';

export type Routed = {
  readonly requests: readonly FifoMessage[];
  readonly followUps: readonly FifoMessage[];
  /** Kinds of events that were recorded. */
  readonly happened: readonly string[];
};

export function routed(records: readonly DynamoDBRecord[]): Routed {
  const all = records.map((record) => ({ item: itemOf(record), isNew: record.eventName === 'INSERT' }));
  const found = all.flatMap(({ item, isNew }) => (item ? [routedItem(item, isNew)] : []));
  return {
    requests: found.flatMap(({ requests = [] }) => requests),
    followUps: found.flatMap(({ followUps = [] }) => followUps),
    happened: found.flatMap(({ happened = [] }) => happened),
  };
}

function routedItem(item: Item, isNew: boolean): Partial<Routed> {
  const version = String(item.version);
  const request = requestIn(item);
  if (request) {
    const { channel, key } = request;
    const message = leadMessage({ request: { channel, key } }, version);
    // Changes in between are of leases and pauses; the clock leads to what waits for its time.
    return isNew ? { requests: [message] } : request.outcome ? { followUps: [message] } : {};
  }
  const at = isNew ? commitIn(item) : undefined;
  if (at) {
    const { tenant, envelope, commit } = at;
    const pointer = { kind: 'commit', tenant, envelope, version: commit.version } as const;
    const events = eventsOf({ version: commit.version, commits: [commit] });
    return { followUps: [leadMessage({ pointer }, version)], happened: events.map(({ event }) => event.type) };
  }
  const pending = pendingIn(item);
  return pending ? { followUps: [leadMessage({ pointer: pending.pointer }, version)] } : {};
}

/** @returns undefined where a row was taken away */
function itemOf({ dynamodb }: DynamoDBRecord): Item | undefined {
  const row = dynamodb?.NewImage;
  if (!row) return undefined;
  const { S, B } = row['body'] ?? {};
  // Bytes come as base64, whatever their type says.
  const body = unpacked({ S, B: B === undefined ? undefined : Buffer.from(B, 'base64') });
  return { pk: row['pk']?.S ?? '', sk: row['sk']?.S ?? '', version: Number(row['version']?.N), body };
}
