// How many requests of a tenant are taken up in a minute. What is beyond that waits for a later one, spread over as many as it takes, so that
// what waits does not come back all at once. Counted in the process; where there are several, each takes some of the minute's at a time out
// of a row that they share. A few may go unused so: what waits a minute longer is not lost.
import { z } from 'zod';
import type { TenantId } from '#core/ids.ts';
import type { Table } from '#core/ports.ts';
import { readBody } from './row-body.ts';
import { quotaPartition } from './tenant-limits.ts';

export type Pace = {
  /** @param most in a minute @returns undefined for one that may go on; else the machine time from which it may ask again */
  take(tenant: TenantId, most: number): Promise<number | undefined>;
};

type Settings = {
  /** Milliseconds. */
  readonly machineNow: () => number;
  /** Where several processes share the minute; absent where there is one. */
  readonly table?: Table | undefined;
};

type Counted = { readonly minute: number; left: number; isOver: boolean; waiting: number };

const MINUTE_MS = 60_000;
/** Of the minute's, taken by a process at once. */
const SHARE = 0.01;
const MOST_ATTEMPTS = 20;

const schema = z.object({ minute: z.int(), taken: z.int() });

export function pace({ machineNow, table }: Settings): Pace {
  const tenants = new Map<TenantId, Counted>();

  function counted(tenant: TenantId, most: number): Counted {
    const minute = Math.floor(machineNow() / MINUTE_MS);
    const known = tenants.get(tenant);
    if (known && known.minute >= minute) return known;
    // Those that waited are here again, as many as a minute takes.
    const waiting = known ? Math.max(0, known.waiting - (minute - known.minute) * most) : 0;
    const fresh = { minute, left: table ? 0 : most, isOver: !table, waiting };
    tenants.set(tenant, fresh);
    return fresh;
  }

  return {
    async take(tenant, most) {
      const mine = counted(tenant, most);
      if (mine.left === 0 && !mine.isOver && table) {
        const some = await shareOf(table, tenant, { minute: mine.minute, most });
        mine.left += some;
        mine.isOver = some === 0;
      }
      if (mine.left > 0) {
        mine.left -= 1;
        return undefined;
      }
      const later = mine.minute + 1 + Math.floor(mine.waiting / most);
      mine.waiting += 1;
      return later * MINUTE_MS;
    },
  };
}

type Wanted = { readonly minute: number; readonly most: number };

/** @returns 0 when the minute's are taken */
async function shareOf(table: Table, tenant: TenantId, { minute, most }: Wanted): Promise<number> {
  const key = { pk: quotaPartition(tenant), sk: 'MINUTE' };
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
    const item = await table.get(key);
    const known = item && readBody(schema, item);
    // Another machine's clock may be ahead: then this is its minute.
    const isCounting = known !== undefined && known.minute >= minute;
    const taken = isCounting ? known.taken : 0;
    const some = Math.min(Math.max(1, Math.floor(most * SHARE)), most - taken);
    if (some <= 0) return 0;
    const body = JSON.stringify({ minute: isCounting ? known.minute : minute, taken: taken + some });
    const next = { ...key, version: (item?.version ?? 0) + 1, body };
    if (await (item ? table.putIfVersion(next, item.version) : table.putIfAbsent(next))) return some;
  }
  return 0;
}
