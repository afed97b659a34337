// The ledger on any Table: one row per commit, put once. Which envelopes there are stands in a registry of its own, so that
// everything can be enumerated and rebuilt. What this process knows of a stream already is not read again.
import { eventsOf } from '#core/chain.ts';
import { hasErasure, leafWithout, type ErasureScope } from '#core/erasure.ts';
import type { EnvelopeId, TenantId } from '#core/ids.ts';
import type { Item, Key, Ledger, Table } from '#core/ports.ts';
import type { Commit, Stream } from '#core/record.ts';
import { decodeCommit, encodeCommit } from './codec.ts';
import { grown, knownStreams } from './known-streams.ts';
import { rowsOf } from './pages.ts';

const MOST_VERSIONS = 999_999;

export type EnumerableLedger = Ledger & {
  /** Every envelope of a tenant, in the order of their ids. May name one whose first commit was never stored. */
  envelopes(tenant: TenantId): AsyncIterable<EnvelopeId>;
  register(tenant: TenantId, envelope: EnvelopeId): Promise<void>;
  /** Takes values and salts of one seat, or of all, off the commits up to `upTo`; the only change that a stored commit ever sees. */
  erase(erasure: LedgerErasure): Promise<void>;
};

export type CommitAt = { readonly tenant: TenantId; readonly envelope: EnvelopeId; readonly commit: Commit };

type LedgerErasure = {
  readonly tenant: TenantId;
  readonly envelope: EnvelopeId;
  readonly scope: ErasureScope;
  readonly upTo: number;
};

export function ledger(table: Table): EnumerableLedger {
  const known = knownStreams();
  /** Of each commit that was read, its row: one that stands as it stood need not be decoded again. */
  const rows = new WeakMap<Commit, string>();

  /** @param last as it is known, and is looked at first */
  async function commitsFrom(pk: string, last?: Commit): Promise<Commit[]> {
    const commits: Commit[] = [];
    const after = last && last.version > 1 && { after: commitSort(last.version - 1) };
    for await (const item of rowsOf(table, { pk, prefix: 'C#', ...after })) {
      const commit = last && rows.get(last) === item.body ? last : decodeCommit(item);
      rows.set(commit, item.body);
      commits.push(commit);
    }
    return commits;
  }

  async function whole(pk: string, envelope: EnvelopeId): Promise<Stream> {
    const commits = await commitsFrom(pk);
    const gap = commits.findIndex(({ version }, at) => version !== at + 1);
    if (gap !== -1) throw new Error(`Envelope ${envelope} lacks commit ${gap + 1} on its record. Restore the data from a backup.`);
    return { version: commits.length, commits };
  }

  /** Before the first commit, so that no record is ever out of reach. */
  async function register(tenant: TenantId, envelope: EnvelopeId): Promise<void> {
    await table.putIfAbsent({ pk: `REG#${tenant}`, sk: envelope, version: 1, body: '{}' });
  }

  return {
    register,
    async load(tenant, envelope) {
      const pk = commitPartition(tenant, envelope);
      const before = known.get(pk);
      const after = before && grown(before, await commitsFrom(pk, before.commits.at(-1)));
      const stream = after ?? (await whole(pk, envelope));
      if (after || !hasErasure(stream)) known.put(pk, stream);
      else known.forget(pk);
      return stream;
    },

    async append(tenant, envelope, commit) {
      const item = itemOf(tenant, envelope, commit);
      if (commit.version === 1) await register(tenant, envelope);
      const fault = await stored(table, item);
      if (fault === undefined) return 'stored';
      // A row may be there although its writer heard otherwise: an answer got lost, or a client library tried twice.
      const row = await table.get(item);
      if (row) return decodeCommit(row).writer === commit.writer ? 'stored' : 'someone-was-first';
      throw new Error(`Could not store commit ${commit.version} of envelope ${envelope}. Try again.`, { cause: fault.cause });
    },

    async *envelopes(tenant) {
      for await (const { sk } of rowsOf(table, { pk: `REG#${tenant}` })) yield sk as EnvelopeId;
    },

    async erase({ tenant, envelope, scope, upTo }) {
      known.forget(commitPartition(tenant, envelope));
      for await (const item of rowsOf(table, { pk: commitPartition(tenant, envelope), prefix: 'C#' })) {
        if (decodeCommit(item).version <= upTo) await eraseIn(table, item, scope);
      }
    },
  };
}

async function stored(table: Table, item: Item): Promise<undefined | { readonly cause: unknown }> {
  try {
    return (await table.putIfAbsent(item)) ? undefined : { cause: 'the row was there and is gone' };
  } catch (cause) {
    return { cause };
  }
}

/** Two erasures at once, of a seat and of the whole, must not undo each other: each starts from what the other stored. */
async function eraseIn(table: Table, key: Key, scope: ErasureScope): Promise<void> {
  for (;;) {
    const item = await table.get(key);
    if (!item) throw new Error(`Could not erase in the row ${key.pk} / ${key.sk}: it is gone. Restore the data from a backup.`);
    const commit = decodeCommit(item);
    const events = eventsOf({ version: commit.version, commits: [commit] }).map(({ event }) => event);
    const stored = commit.stored.map((leaf, at) => {
      const event = events[at];
      return event ? leafWithout(leaf, event, scope) : leaf;
    });
    if (stored.every((leaf, at) => leaf === commit.stored[at])) return;
    const next = { pk: item.pk, sk: item.sk, version: item.version + 1, body: encodeCommit({ ...commit, stored }) };
    if (await table.putIfVersion(next, item.version)) return;
  }
}

function itemOf(tenant: TenantId, envelope: EnvelopeId, commit: Commit): Item {
  if (commit.version > MOST_VERSIONS) throw new Error(`Envelope ${envelope} has ${MOST_VERSIONS} commits; no more can be stored.`);
  return { pk: commitPartition(tenant, envelope), sk: commitSort(commit.version), version: 1, body: encodeCommit(commit) };
}

function commitSort(version: number): string {
  return `C#${String(version).padStart(6, '0')}`;
}

/** @returns undefined for a row that is no commit's, as a stream of the table's changes brings many */
export function commitIn(item: Item): CommitAt | undefined {
  const [, tenant, envelope] = /^T#(.+)#E#([^#]+)$/.exec(item.pk) ?? [];
  if (tenant === undefined || envelope === undefined || !item.sk.startsWith('C#')) return undefined;
  return { tenant: tenant as TenantId, envelope: envelope as EnvelopeId, commit: decodeCommit(item) };
}

export function commitPartition(tenant: TenantId, envelope: EnvelopeId): string {
  return `T#${tenant}#E#${envelope}`;
}
