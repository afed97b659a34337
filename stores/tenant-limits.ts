// How much a tenant may ask for: set by whoever runs the installation, never by the tenant, and so no part of its policy nor of its export.
// Read with nearly everything that happens and changed a few times a year: remembered for a moment, as policies are.
import { z } from 'zod';
import type { TenantId } from '#core/ids.ts';
import type { Key, Table } from '#core/ports.ts';
import { readBody } from './row-body.ts';
import { putRow } from './rows.ts';

export type Limits = {
  /** Envelopes that its people may send in a day of UTC. */
  readonly envelopesPerDay: number;
  /** What its people do and what comes in for it, on any channel: more than that waits. */
  readonly requestsPerMinute: number;
};

export type TenantLimits = {
  /** The defaults where nobody ever set one. */
  of(tenant: TenantId): Promise<Limits>;
  /** @returns all of them as they are then */
  set(tenant: TenantId, change: Partial<Limits>): Promise<Limits>;
};

/** Far above what people do, far below what a program that has run wild does. */
export const DEFAULT_LIMITS: Limits = { envelopesPerDay: 2_000, requestsPerMinute: 3_000 };

export const LIMITS_MOMENT_MS = 5_000;

const schema = z.object({ envelopesPerDay: z.int().min(0).optional(), requestsPerMinute: z.int().min(1).optional() });

export function tenantLimits(table: Table, machineNow: () => number): TenantLimits {
  const known = new Map<TenantId, { readonly until: number; readonly limits: Promise<Limits> }>();

  async function own(tenant: TenantId): Promise<Partial<Limits>> {
    const item = await table.get(keyOf(tenant));
    if (!item) return {};
    const { envelopesPerDay, requestsPerMinute } = readBody(schema, item);
    return { ...(envelopesPerDay !== undefined && { envelopesPerDay }), ...(requestsPerMinute !== undefined && { requestsPerMinute }) };
  }

  return {
    async of(tenant) {
      const now = machineNow();
      const found = known.get(tenant);
      if (found && found.until > now) return found.limits;
      const limits = own(tenant).then((set) => ({ ...DEFAULT_LIMITS, ...set }));
      known.set(tenant, { until: now + LIMITS_MOMENT_MS, limits });
      // A read that failed is no limit: the next one asks again.
      limits.catch(() => known.delete(tenant));
      return limits;
    },

    async set(tenant, change) {
      try {
        const limits = { ...(await own(tenant)), ...change };
        await putRow(table, keyOf(tenant), limits);
        return { ...DEFAULT_LIMITS, ...limits };
      } finally {
        known.delete(tenant);
      }
    },
  };
}

/** All that is kept of a tenant's quotas. */
export function quotaPartition(tenant: TenantId): string {
  return `T#${tenant}#QUOTA`;
}

function keyOf(tenant: TenantId): Key {
  return { pk: quotaPartition(tenant), sk: 'LIMITS' };
}
