// A tenant's daily anchors. With each lie the heads that changed since the one before, in rows of some thousand: all heads of any day are
// those of its anchor and the earlier ones, later over earlier. The heads go first and are named by the anchor's hash, so that an attempt
// that died, or lost against another process, leaves rows that nobody reads.
import { z } from 'zod';
import { anchorOf, type Anchor, type Head } from '#core/anchor.ts';
import type { EnvelopeId, HashText, Sha256, TenantId } from '#core/ids.ts';
import type { Item, Table } from '#core/ports.ts';
import type { Instant } from '#core/time.ts';
import { allRows } from './pages.ts';
import { brand, readBody } from './row-body.ts';

/** About 100 bytes each; a row takes 400 kB. */
const HEADS_PER_ROW = 2_000;

/** `changed`: the heads that differ from the anchor before. */
export type StoredAnchor = { readonly anchor: Anchor; readonly changed: readonly Head[] };

export type Anchors = {
  /** Anchors these heads as those of that day, UTC; once a day, the first counts. @returns whether this call did */
  take(tenant: TenantId, day: string, heads: readonly Head[]): Promise<boolean>;
  has(tenant: TenantId, day: string): Promise<boolean>;
  /** Puts a time-stamp to an anchor that has none; the first one stays. @param token DER (RFC 3161), of the anchor's `hash` */
  stamp(tenant: TenantId, day: string, token: Uint8Array): Promise<void>;
  /** Oldest first. */
  all(tenant: TenantId): Promise<readonly StoredAnchor[]>;
};

const head = z.object({ envelope: brand<EnvelopeId>(), version: z.int(), head: brand<Sha256>() });
const chunk = z.object({ heads: z.array(head) });
const schema = z.object({
  format: z.literal('countersign-anchor/1'),
  tenant: brand<TenantId>(),
  day: z.string(),
  previous: brand<Sha256>().nullable(),
  size: z.int(),
  root: brand<Sha256>(),
  hash: brand<Sha256>(),
  token: z.string().nullable(),
});

export function anchors(table: Table, sha256: HashText): Anchors {
  async function changedWith(tenant: TenantId, { hash }: Anchor): Promise<readonly Head[]> {
    const rows = await allRows(table, { pk: anchorPartition(tenant), prefix: `H#${hash}#` });
    return rows.flatMap((item) => readBody(chunk, item).heads);
  }

  async function allOf(tenant: TenantId): Promise<readonly StoredAnchor[]> {
    const rows = (await allRows(table, { pk: anchorPartition(tenant), prefix: 'A#' })).map((item) => readBody(schema, item));
    return Promise.all(rows.map(async (anchor) => ({ anchor, changed: await changedWith(tenant, anchor) })));
  }

  async function has(tenant: TenantId, day: string): Promise<boolean> {
    return (await table.get(anchorKey(tenant, day))) !== undefined;
  }

  return {
    all: allOf,
    has,
    async stamp(tenant, day, token) {
      const item = await table.get(anchorKey(tenant, day));
      const anchor = item && readBody(schema, item);
      if (!item || !anchor || anchor.token !== null) return;
      const body = JSON.stringify({ ...anchor, token: Buffer.from(token).toString('base64') });
      await table.putIfVersion({ ...anchorKey(tenant, day), version: item.version + 1, body }, item.version);
    },
    async take(tenant, day, heads) {
      const before = await allOf(tenant);
      const last = before.at(-1)?.anchor;
      // A clock that was set back adds no anchor between two that are chained already.
      if (last && last.day >= day) return false;
      const known = new Map(headsAfter(before).map((one) => [one.envelope, one]));
      const changed = heads.filter(({ envelope, version, head: hash }) => {
        const was = known.get(envelope);
        return was?.version !== version || was.head !== hash;
      });
      // One that is gone stays among them: it is for the check to say so.
      const all = headsAfter([...before, { changed }]);
      const anchor = anchorOf({ tenant, day, previous: last?.hash ?? null, heads: all }, sha256);
      for (const item of rowsOfHeads(tenant, anchor, changed)) await table.putIfAbsent(item);
      return table.putIfAbsent({ ...anchorKey(tenant, day), version: 1, body: JSON.stringify(anchor) });
    },
  };
}

/** All heads as of the last of these anchors, in the order of the envelopes' ids. */
export function headsAfter(stored: readonly Pick<StoredAnchor, 'changed'>[]): readonly Head[] {
  const heads = new Map(stored.flatMap(({ changed }) => changed).map((one) => [one.envelope, one]));
  return [...heads.values()].toSorted((a, b) => (a.envelope < b.envelope ? -1 : 1));
}

export function dayOf(at: Instant): string {
  return at.slice(0, 10);
}

function anchorPartition(tenant: TenantId): string {
  return `T#${tenant}#ANCHORS`;
}

function anchorKey(tenant: TenantId, day: string) {
  return { pk: anchorPartition(tenant), sk: `A#${day}` };
}

function rowsOfHeads(tenant: TenantId, { hash }: Anchor, heads: readonly Head[]): readonly Item[] {
  const chunks = Array.from({ length: Math.ceil(heads.length / HEADS_PER_ROW) }, (_, at) =>
    heads.slice(at * HEADS_PER_ROW, (at + 1) * HEADS_PER_ROW),
  );
  return chunks.map((some, at) => ({
    pk: anchorPartition(tenant),
    sk: `H#${hash}#${String(at).padStart(6, '0')}`,
    version: 1,
    body: JSON.stringify({ heads: some }),
  }));
}
