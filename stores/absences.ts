// Standing delegations: who stands in for a person while they are away. One row per person and first day, so that past ones stay on record.
import { z } from 'zod';
import type { TenantId } from '#core/ids.ts';
import type { Table } from '#core/ports.ts';
import type { Instant } from '#core/time.ts';
import { allRows } from './pages.ts';
import { brand, readBody } from './row-body.ts';
import { putRow } from './rows.ts';

export type Absence = {
  /** Names the standing delegation on the record of whatever it hands over. */
  readonly id: string;
  /** Lower-case, as `to` is. */
  readonly person: string;
  readonly to: { readonly name: string; readonly email: string };
  readonly from: Instant;
  /** Exclusive. */
  readonly until: Instant;
};

export type Absences = {
  /** Adds a standing delegation, or replaces the one of this person that begins at the same time. */
  put(tenant: TenantId, absence: Omit<Absence, 'id'>): Promise<Absence>;
  /** Ends it: it hands nothing over any more. @returns whether there was one */
  remove(tenant: TenantId, absence: Pick<Absence, 'person' | 'from'>): Promise<boolean>;
  /** The one in force at that time; of several the one that began last. */
  at(tenant: TenantId, person: string, now: Instant): Promise<Absence | undefined>;
  all(tenant: TenantId): Promise<readonly Absence[]>;
};

const schema: z.ZodType<Absence> = z.object({
  id: z.string(),
  person: z.string(),
  to: z.object({ name: z.string(), email: z.string() }),
  from: brand<Instant>(),
  until: brand<Instant>(),
});

export function absences(table: Table): Absences {
  return {
    async put(tenant, { person, to, from, until }) {
      const address = person.toLowerCase();
      const absence = { id: `away/${from}`, person: address, to: { ...to, email: to.email.toLowerCase() }, from, until };
      await putRow(table, keyOf(tenant, absence), absence);
      return absence;
    },

    async remove(tenant, absence) {
      const key = keyOf(tenant, { ...absence, person: absence.person.toLowerCase() });
      const isThere = (await table.get(key)) !== undefined;
      await table.delete(key);
      return isThere;
    },

    async at(tenant, person, now) {
      const prefix = `${person.toLowerCase()}#`;
      const rows = await allRows(table, { pk: partition(tenant), prefix, to: `${prefix}${now}`, reverse: true });
      return rows.map((item) => readBody(schema, item)).find(({ until }) => now < until);
    },

    async all(tenant) {
      return (await allRows(table, { pk: partition(tenant) })).map((item) => readBody(schema, item));
    },
  };
}

function keyOf(tenant: TenantId, { person, from }: Pick<Absence, 'person' | 'from'>) {
  return { pk: partition(tenant), sk: `${person}#${from}` };
}

function partition(tenant: TenantId): string {
  return `T#${tenant}#AWAY`;
}
