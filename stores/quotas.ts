// What a tenant may still ask for, as commands need to know it: a place among the day's envelopes, and a place among the minute's requests.
// Counted here; what follows from a day that is full is decided in the core.
import type { SendQuota } from '#core/command.ts';
import type { EnvelopeId, TenantId } from '#core/ids.ts';
import type { Lease, Table } from '#core/ports.ts';
import { epochMs, instantOf, type Instant } from '#core/time.ts';
import { pace } from './pace.ts';
import { sendDays } from './send-days.ts';
import type { TenantLimits } from './tenant-limits.ts';

export type Quotas = {
  /** Takes a place for the envelope on the day of `at` where there is one; it keeps it. */
  forSend(tenant: TenantId, of: { readonly envelope: EnvelopeId; readonly at: Instant }): Promise<SendQuota>;
  /** Counts a claimed request once, however many commands become of it. @returns the machine time until which it has to wait */
  waitFor(tenant: TenantId, lease: Lease): Promise<number | undefined>;
};

type Settings = {
  readonly table: Table;
  readonly limits: Pick<TenantLimits, 'of'>;
  /** Milliseconds. */
  readonly machineNow: () => number;
  /** Whether others work on the same table. */
  readonly isShared: boolean;
};

const DAY_MS = 24 * 60 * 60_000;

export function quotas({ table, limits, machineNow, isShared }: Settings): Quotas {
  const days = sendDays(table);
  const minutes = pace({ machineNow, table: isShared ? table : undefined });
  const admitted = new WeakSet<Lease>();
  return {
    async forSend(tenant, { envelope, at }) {
      const { envelopesPerDay: most } = await limits.of(tenant);
      const day = at.slice(0, 'YYYY-MM-DD'.length);
      const isGranted = await days.take(tenant, { envelope, day, most });
      return { isGranted, most, againAt: dayAfter(at) };
    },

    async waitFor(tenant, lease) {
      if (admitted.has(lease)) return undefined;
      const { requestsPerMinute } = await limits.of(tenant);
      const until = await minutes.take(tenant, requestsPerMinute);
      if (until === undefined) admitted.add(lease);
      return until;
    },
  };
}

function dayAfter(at: Instant): Instant {
  return instantOf((Math.floor(epochMs(at) / DAY_MS) + 1) * DAY_MS);
}
