// When time next changes something in an envelope: rows in one partition, sorted by that time. A due row's key carries the version since
// which that time has stood, so that every writer comes to the same row, no two times share one, and removing an outdated one can never
// remove a current one. Whether a row is current, the record itself says: whoever reads puts right what a death or a late writer left.
import { z } from 'zod';
import { eventsOf } from '#core/chain.ts';
import { nextDue } from '#core/due.ts';
import { NO_ENVELOPE, type Envelope } from '#core/envelope.ts';
import { evolve } from '#core/evolve.ts';
import type { EnvelopeId, TenantId } from '#core/ids.ts';
import type { Item, Ledger, Table } from '#core/ports.ts';
import type { Stream } from '#core/record.ts';
import type { Instant } from '#core/time.ts';
import { rowsOf } from './pages.ts';
import { brand, readBody } from './row-body.ts';

export type Due = { readonly tenant: TenantId; readonly envelope: EnvelopeId; readonly at: Instant };

export type DueRows = {
  /**
   * Brings the row of an envelope to the state of this stream.
   * @param since the oldest version as of which that may not have been done yet; without it, everything is done again
   */
  move(stream: Stream, since?: number): Promise<void>;
  /** Everything due at `now` or before, earliest first. */
  dueUntil(now: Instant): Promise<readonly Due[]>;
  /** The next time at which anything is due. */
  next(): Promise<Instant | undefined>;
};

const PARTITION = 'DUE';
const dueSchema = z.object({ tenant: brand<TenantId>(), envelope: brand<EnvelopeId>(), at: brand<Instant>() });

export function dueRows(table: Table, record: Pick<Ledger, 'load'>): DueRows {
  /** @returns the row that there should be, where it is another than this one; `none` where there should be none */
  async function instead(item: Item): Promise<Item | 'none' | undefined> {
    const { tenant, envelope } = readBody(dueSchema, item);
    // A record that is not here, or cannot be read, says nothing: whoever acts on the row hears of it.
    const stream = await record.load(tenant, envelope).catch(() => undefined);
    if (!stream || stream.version === 0) return undefined;
    const right = rowsIn(stream).at(-1)?.row ?? 'none';
    return right !== 'none' && right.sk === item.sk ? undefined : right;
  }

  async function replace(item: Item, right: Item | 'none'): Promise<void> {
    // The new row first: at no moment is there none.
    if (right !== 'none') await table.putIfAbsent(right);
    await table.delete(item);
  }

  return {
    async move(stream, since = 1) {
      const runs = rowsIn(stream);
      const last = runs.at(-1);
      // Whoever brought the rows to the version before `since` has put it.
      const isThere = last !== undefined && last.from < since;
      if (last?.row && !isThere) await table.putIfAbsent(last.row);
      for (const { row, until } of runs.slice(0, -1)) if (row && until >= since - 1) await table.delete(row);
    },
    async dueUntil(now) {
      const found = new Map<string, Due>();
      for await (const item of rowsOf(table, { pk: PARTITION, to: `${now}~` })) {
        const right = await instead(item);
        if (right !== undefined) await replace(item, right);
        const row = right ?? item;
        if (row !== 'none') found.set(row.sk, readBody(dueSchema, row));
      }
      return [...found.values()].filter(({ at }) => at <= now).toSorted((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)));
    },
    async next() {
      for (;;) {
        const [item] = (await table.queryPartition({ pk: PARTITION, limit: 1 })).items;
        if (!item) return undefined;
        const right = await instead(item);
        if (right === undefined) return readBody(dueSchema, item).at;
        await replace(item, right);
      }
    },
  };
}

/** Versions in a row in which the same time was next. */
type Run = { readonly at: Instant | undefined; readonly from: number; readonly until: number; readonly row: Item | undefined };

function rowsIn(stream: Stream): readonly Run[] {
  const runs: Run[] = [];
  let state: Envelope = NO_ENVELOPE;
  for (const commit of stream.commits) {
    const { version } = commit;
    for (const { event } of eventsOf({ version, commits: [commit] })) state = evolve(state, event);
    const at = nextDue(state);
    const last = runs.at(-1);
    if (last && last.at === at) runs[runs.length - 1] = { ...last, until: version };
    else runs.push({ at, from: version, until: version, row: rowOf(state, { at, from: version }) });
  }
  return runs;
}

function rowOf(state: Envelope, { at, from }: Pick<Run, 'at' | 'from'>): Item | undefined {
  if (state.status === 'none' || at === undefined) return undefined;
  const { tenant, id: envelope } = state;
  const body = JSON.stringify({ tenant, envelope, at });
  return { pk: PARTITION, sk: `${at}#${tenant}#${envelope}#${from}`, version: from, body };
}
