// When time next changes something in an envelope: rows in one partition, sorted by that time. The due key carries the version it was
// derived from, so that no two versions share a row, and removing an outdated one can never remove a current one.
import { z } from 'zod';
import type { EnvelopeId, TenantId } from '#core/ids.ts';
import type { Item, Key, Table } from '#core/ports.ts';
import type { Instant } from '#core/time.ts';
import { rowsOf } from './pages.ts';
import { brand, readBody } from './row-body.ts';

type OfEnvelope = { readonly tenant: TenantId; readonly envelope: EnvelopeId };
export type Due = OfEnvelope & { readonly at: Instant };
type Dated = OfEnvelope & { readonly version: number; readonly at: Instant | undefined };

export type DueRows = {
  /** Moves an envelope's due time, or takes it away, as of a version; an older version changes nothing. */
  move(dated: Dated): Promise<void>;
  /** Everything due at `now` or before, earliest first. */
  dueUntil(now: Instant): Promise<readonly Due[]>;
  /** The next time at which anything is due. */
  next(): Promise<Instant | undefined>;
};

const PARTITION = 'DUE';
const dueSchema = z.object({ tenant: brand<TenantId>(), envelope: brand<EnvelopeId>(), at: brand<Instant>() });
const currentSchema = z.object({ due: z.string().nullable() });

export function dueRows(table: Table): DueRows {
  async function isOutdated(item: Item): Promise<boolean> {
    const current = await table.get(currentKey(readBody(dueSchema, item)));
    return current !== undefined && current.version > item.version;
  }

  /** Passes over, and clears away, what a death between two writes left behind. */
  async function* current(to?: string): AsyncGenerator<Due> {
    for await (const item of rowsOf(table, { pk: PARTITION, ...(to !== undefined && { to }) })) {
      if (await isOutdated(item)) await table.delete(item);
      else yield readBody(dueSchema, item);
    }
  }

  return {
    async move(dated) {
      const { version, at } = dated;
      const due = at === undefined ? null : `${at}#${dated.tenant}#${dated.envelope}#${version}`;
      // The new row first: at no moment is there none.
      if (due !== null)
        await table.putIfAbsent({ pk: PARTITION, sk: due, version, body: JSON.stringify({ ...dated, version: undefined }) });
      const isCurrent = await replace({ ...currentKey(dated), version, body: JSON.stringify({ due }) });
      if (!isCurrent && due !== null) await table.delete({ pk: PARTITION, sk: due });
    },
    async dueUntil(now) {
      const found: Due[] = [];
      for await (const due of current(`${now}~`)) found.push(due);
      return found;
    },
    async next() {
      for await (const { at } of current()) return at;
      return undefined;
    },
  };

  /** @returns false when a newer version is there */
  async function replace(item: Item): Promise<boolean> {
    for (;;) {
      const before = await table.get(item);
      if (before && before.version >= item.version) return before.version === item.version;
      const isStored = before ? await table.putIfVersion(item, before.version) : await table.putIfAbsent(item);
      if (!isStored) continue;
      const old = before ? readBody(currentSchema, before).due : null;
      if (old !== null) await table.delete({ pk: PARTITION, sk: old });
      return true;
    }
  }
}

function currentKey({ tenant, envelope }: OfEnvelope): Key {
  return { pk: `T#${tenant}#DUE`, sk: envelope };
}
