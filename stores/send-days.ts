// Which envelopes took a place among those that a tenant may send on a day. The places of a day fill one row after the other: full ones never
// change, and the last one changes under its version, so that whoever takes a place knows exactly how many are taken. An envelope finds its
// own place again, however often it asks.
import { z } from 'zod';
import type { EnvelopeId, TenantId } from '#core/ids.ts';
import type { Item, Table } from '#core/ports.ts';
import { allRows } from './pages.ts';
import { brand, readBody } from './row-body.ts';
import { quotaPartition } from './tenant-limits.ts';

export type SendDays = {
  /** @param of `day`: of UTC, `YYYY-MM-DD` @returns whether the envelope has a place on that day, now or since before */
  take(tenant: TenantId, of: { readonly envelope: EnvelopeId; readonly day: string; readonly most: number }): Promise<boolean>;
};

/** Of 14 characters each: a row stays below the kilobyte by which DynamoDB counts writes. */
const PLACES_IN_A_ROW = 50;

/** Each time somebody else took a place: more than any number of people who send at the same moment. */
const MOST_ATTEMPTS = 500;

const schema = z.object({ envelopes: z.array(brand<EnvelopeId>()) });

type Row = { readonly item: Item; readonly envelopes: readonly EnvelopeId[] };

export function sendDays(table: Table): SendDays {
  return {
    async take(tenant, { envelope, day, most }) {
      const pk = quotaPartition(tenant);
      for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
        const items = await allRows(table, { pk, prefix: `SENT#${day}#` });
        const rows = items.map((item): Row => ({ item, envelopes: readBody(schema, item).envelopes }));
        const taken = rows.flatMap(({ envelopes }) => envelopes);
        if (taken.includes(envelope)) return true;
        if (taken.length >= most) return false;
        if (await add(table, { pk, day, rows, envelope })) return true;
      }
      throw new Error(`Could not count envelope ${envelope} among those sent on ${day}: others were first each time. Try again.`);
    },
  };
}

type Adding = { readonly pk: string; readonly day: string; readonly rows: readonly Row[]; readonly envelope: EnvelopeId };

/** @returns false where somebody else was first */
async function add(table: Table, { pk, day, rows, envelope }: Adding): Promise<boolean> {
  const last = rows.at(-1);
  if (last && last.envelopes.length < PLACES_IN_A_ROW) {
    const { sk, version } = last.item;
    const body = JSON.stringify({ envelopes: [...last.envelopes, envelope] });
    return table.putIfVersion({ pk, sk, version: version + 1, body }, version);
  }
  const sk = `SENT#${day}#${String(rows.length + 1).padStart(5, '0')}`;
  return table.putIfAbsent({ pk, sk, version: 1, body: JSON.stringify({ envelopes: [envelope] }) });
}
