// How many reminders one person gets on one day, across envelopes. A reminder takes a place of that day by a conditional write; a repeat of
// the same one finds its own place again.
import { z } from 'zod';
import type { TenantId } from '#core/ids.ts';
import type { Table } from '#core/ports.ts';
import { readBody } from './row-body.ts';

export type ReminderDays = {
  /** @param day the person's local date, `YYYY-MM-DD` @returns the place from 1 on, or undefined when the day is full */
  take(
    tenant: TenantId,
    email: string,
    of: { readonly day: string; readonly most: number; readonly effect: string },
  ): Promise<number | undefined>;
};

const schema = z.object({ effect: z.string() });

export function reminderDays(table: Table): ReminderDays {
  return {
    async take(tenant, email, { day, most, effect }) {
      for (let place = 1; place <= most; place += 1) {
        const key = { pk: `T#${tenant}#RD#${email.toLowerCase()}`, sk: `${day}#${String(place).padStart(2, '0')}` };
        if (await table.putIfAbsent({ ...key, version: 1, body: JSON.stringify({ effect }) })) return place;
        const taken = await table.get(key);
        if (taken && readBody(schema, taken).effect === effect) return place;
      }
      return undefined;
    },
  };
}
