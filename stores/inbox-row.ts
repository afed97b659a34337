// The rows of the inbox: the request with its lease and outcome, and the index row of one that is not finished.
import { z } from 'zod';
import type { Answer } from '#core/answer.ts';
import type { Json } from '#core/canonical.ts';
import type { Refusal } from '#core/command.ts';
import type { Channel } from '#core/events.ts';
import type { EnvelopeId, TenantId } from '#core/ids.ts';
import type { InboxOutcome, Key, Table } from '#core/ports.ts';
import { allRows } from './pages.ts';
import { brand, objectWith, readBody } from './row-body.ts';
import { SHARDS, shardOf } from './shards.ts';

export type RequestRow = {
  readonly channel: Channel;
  readonly key: string;
  readonly version: number;
  readonly request: Json;
  /** Machine time in milliseconds, as is `leaseUntil`. */
  readonly acceptedAt: number;
  readonly generation: number;
  readonly leaseUntil: number;
  /** Not claimed again before; 0 unless it faulted. */
  readonly retryAt: number;
  readonly outcome?: InboxOutcome | undefined;
  readonly answers?: readonly Answer[] | undefined;
};

type Name = { readonly channel: Channel; readonly key: string };

export type RequestRows = {
  find(name: Name): Promise<RequestRow | undefined>;
  /** @returns false when there is one */
  add(row: Omit<RequestRow, 'version'>): Promise<boolean>;
  /** @returns false when it has changed since it was read */
  replace(row: RequestRow, change: Partial<RequestRow>): Promise<boolean>;
  /** Put before the request's row and taken away after its outcome, so that an unfinished request always has one. */
  open(name: Name, at: number): Promise<void>;
  close(name: Name): Promise<void>;
  opened(): Promise<readonly (Name & { readonly openedAt: number })[]>;
};

export function requestRows(table: Table): RequestRows {
  return {
    async find(name) {
      const item = await table.get(requestKey(name));
      return item && { ...readBody(request, item), version: item.version };
    },
    async add(row) {
      return table.putIfAbsent({ ...requestKey(row), version: 1, body: bodyOf(row) });
    },
    async replace(row, change) {
      const { version, ...next } = { ...row, ...change };
      return table.putIfVersion({ ...requestKey(row), version: version + 1, body: bodyOf(next) }, version);
    },
    async open({ channel, key }, at) {
      // The time is the row's version, so that this makes the orphan of an earlier attempt young again.
      await table.putIfNewer({ ...openKey({ channel, key }), version: at, body: JSON.stringify({ channel, key }) });
    },
    async close(name) {
      await table.delete(openKey(name));
    },
    async opened() {
      const shards = await Promise.all(SHARDS.map((shard) => allRows(table, { pk: `INP#${shard}` })));
      return shards.flat().map((item) => ({ ...readBody(open, item), openedAt: item.version }));
    },
  };
}

const result = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), tenant: brand<TenantId>(), envelope: brand<EnvelopeId>(), version: z.int() }),
  z.object({ ok: z.literal(false), refusal: objectWith<Refusal>('code') }),
]);
const outcome = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('done'), result }),
  z.object({ kind: z.literal('answered'), code: z.string() }),
  z.object({ kind: z.literal('dropped'), why: z.string() }),
]);
const request = z.object({
  channel: brand<Channel>(),
  key: z.string(),
  request: z.custom<Json>(() => true),
  acceptedAt: z.number(),
  generation: z.int(),
  leaseUntil: z.number(),
  retryAt: z.number(),
  outcome: outcome.optional(),
  answers: z.array(objectWith<Answer>('to', 'channel', 'tenant', 'say')).optional(),
});
const open = z.object({ channel: brand<Channel>(), key: z.string() });

function bodyOf({
  channel,
  key,
  request,
  acceptedAt,
  generation,
  leaseUntil,
  retryAt,
  outcome,
  answers,
}: Omit<RequestRow, 'version'>): string {
  return JSON.stringify({ channel, key, request, acceptedAt, generation, leaseUntil, retryAt, outcome, answers });
}

function requestKey({ channel, key }: Name): Key {
  return { pk: `IN#${channel}#${key}`, sk: 'REQUEST' };
}

function openKey({ channel, key }: Name): Key {
  return { pk: `INP#${shardOf(`${channel}#${key}`)}`, sk: `${channel}#${key}` };
}
