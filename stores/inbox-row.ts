// The rows of the inbox: the request with its lease and outcome, and the index row of one that is not finished, nor all that follows from it.
import { z } from 'zod';
import type { Answer } from '#core/answer.ts';
import type { Json } from '#core/canonical.ts';
import type { Refusal } from '#core/refusal.ts';
import type { Channel } from '#core/terms.ts';
import type { EnvelopeId, TenantId } from '#core/ids.ts';
import type { InboxOutcome, Item, Key, Table } from '#core/ports.ts';
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
  /** How often it was claimed, since it came in or was put back by a redrive. */
  readonly tries: number;
  readonly lastError: string | null;
  /** Claimed no more, and kept; 0 unless it was given up. */
  readonly givenUpAt: number;
  readonly outcome?: InboxOutcome | undefined;
  readonly answers?: readonly Answer[] | undefined;
};

export type RequestName = { readonly channel: Channel; readonly key: string };
export type CommitName = { readonly tenant: TenantId; readonly envelope: EnvelopeId; readonly version: number };

/** An index row: it leads to a request that is not finished, and to the commit that the request has stored, or was about to. */
export type OpenRow = RequestName & { readonly openedAt: number; readonly commit?: CommitName | undefined };

/** What is left of a request whose content was erased; its outcome still answers. */
const ERASED_REQUEST = { erased: true } as const;

export type RequestRows = {
  find(name: RequestName): Promise<RequestRow | undefined>;
  /** @returns false when there is one */
  add(row: Omit<RequestRow, 'version'>): Promise<boolean>;
  /** @returns how it stands then; undefined when it has changed since it was read */
  replace(row: RequestRow, change: Partial<RequestRow>): Promise<RequestRow | undefined>;
  /**
   * Put before the request's row and taken away when all that follows from its outcome is done, so that an unfinished request always has
   * one. One that is there is made young again, and leads wherever it led. @returns as of when it stands
   */
  open(name: RequestName, at: number): Promise<number>;
  /** Makes it lead to a commit as well. @returns as of when it stands; undefined when it is not as it was known, or leads elsewhere */
  lead(open: OpenRow, at: number): Promise<number | undefined>;
  /** undefined when there is none, or a marked one */
  findOpen(name: RequestName): Promise<OpenRow | undefined>;
  close(name: RequestName): Promise<void>;
  /**
   * Takes a given-up request out of the open ones, unless it was opened again since. The row stays, marked: had it been deleted, a
   * redrive at this very moment could lose the row that it has just put.
   */
  shelve(open: OpenRow): Promise<void>;
  opened(): Promise<readonly OpenRow[]>;
};

export function requestRows(table: Table): RequestRows {
  return {
    async find(name) {
      const item = await table.get(requestKey(name));
      return item && readRequest(item);
    },
    async add(row) {
      return table.putIfAbsent({ ...requestKey(row), version: 1, body: bodyOf(row) });
    },
    async replace(row, change) {
      const next = { ...row, ...change, version: row.version + 1 };
      const isStored = await table.putIfVersion({ ...requestKey(row), version: next.version, body: bodyOf(next) }, row.version);
      return isStored ? next : undefined;
    },
    async open(name, at) {
      const fresh = { ...openKey(name), version: at, body: openBody(name) };
      for (;;) {
        if (await table.putIfAbsent(fresh)) return at;
        const known = await table.get(fresh);
        if (!known) continue;
        // The time is the row's version, so that this makes the orphan of an earlier attempt young again.
        const body = known.body === SHELVED ? fresh.body : known.body;
        if (known.version >= at && body === known.body) return known.version;
        const version = Math.max(at, known.version + 1);
        if (await table.putIfVersion({ ...fresh, version, body }, known.version)) return version;
      }
    },
    async lead({ openedAt, ...open }, at) {
      const version = Math.max(at, openedAt + 1);
      return (await table.putIfVersion({ ...openKey(open), version, body: openBody(open) }, openedAt)) ? version : undefined;
    },
    async findOpen(name) {
      const item = await table.get(openKey(name));
      return item && item.body !== SHELVED ? readOpen(item) : undefined;
    },
    async close(name) {
      await table.delete(openKey(name));
    },
    async shelve({ channel, key, openedAt }) {
      await table.putIfVersion({ ...openKey({ channel, key }), version: openedAt, body: SHELVED }, openedAt);
    },
    async opened() {
      const shards = await Promise.all(SHARDS.map((shard) => allRows(table, { pk: `INP#${shard}` })));
      return shards.flat().flatMap((item) => (item.body === SHELVED ? [] : [readOpen(item)]));
    },
  };
}

export function readRequest(item: Item): RequestRow {
  return { ...readBody(request, item), version: item.version };
}

/** @returns undefined for a row that is no request's, as a stream of the table's changes brings many */
export function requestIn(item: Item): RequestRow | undefined {
  return item.pk.startsWith('IN#') && item.sk === 'REQUEST' ? readRequest(item) : undefined;
}

export function isRequestErased({ request }: RequestRow): boolean {
  return typeof request === 'object' && request !== null && 'erased' in request && request.erased === true;
}

/** Keeps whether and how it ended, not what it said: a refusal may name people, as answers do. */
export async function eraseRequest(rows: Pick<RequestRows, 'replace'>, row: RequestRow): Promise<void> {
  const { outcome } = row;
  if (!outcome && row.givenUpAt === 0)
    throw new Error(`Could not erase request ${row.key} of channel ${row.channel}: it has no outcome yet. It is tried again.`);
  const isRefused = outcome?.kind === 'done' && !outcome.result.ok;
  const left = isRefused ? ({ kind: 'answered', code: outcome.result.refusal.code } as const) : outcome;
  const change = { request: ERASED_REQUEST, outcome: left, answers: row.answers && [], lastError: null };
  if (bodyOf({ ...row, ...change }) === bodyOf(row) || (await rows.replace(row, change))) return;
  throw new Error(`Could not erase request ${row.key} of channel ${row.channel}: it changed meanwhile. It is tried again.`);
}

const SHELVED = '{"shelved":true}';

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
  // Rows from before requests were given up lack these.
  tries: z.int().default(0),
  lastError: z.string().nullable().default(null),
  givenUpAt: z.number().default(0),
  outcome: outcome.optional(),
  answers: z.array(objectWith<Answer>('to', 'channel', 'tenant', 'say')).optional(),
});
const open = z.object({
  channel: brand<Channel>(),
  key: z.string(),
  commit: z.object({ tenant: brand<TenantId>(), envelope: brand<EnvelopeId>(), version: z.int() }).optional(),
});

function readOpen(item: Item): OpenRow {
  return { ...readBody(open, item), openedAt: item.version };
}

function openBody({ channel, key, commit }: RequestName & { readonly commit?: CommitName | undefined }): string {
  return JSON.stringify({ channel, key, commit });
}

function bodyOf({ outcome, answers, ...row }: Omit<RequestRow, 'version'>): string {
  const { channel, key, request, acceptedAt, generation, leaseUntil, retryAt, tries, lastError, givenUpAt } = row;
  const standing = { generation, leaseUntil, retryAt, tries, lastError, givenUpAt };
  return JSON.stringify({ channel, key, request, acceptedAt, ...standing, outcome, answers });
}

export function requestKey({ channel, key }: RequestName): Key {
  return { pk: `IN#${channel}#${key}`, sk: 'REQUEST' };
}

function openKey({ channel, key }: RequestName): Key {
  return { pk: `INP#${shardOf(`${channel}#${key}`)}`, sk: `${channel}#${key}` };
}
