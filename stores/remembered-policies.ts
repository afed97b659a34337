// Policies are read with nearly everything that happens and change a few times a year: the newest is remembered for a moment. Whoever sets
// one in this process sees it at once; another process sees it when the moment is over.
import type { TenantId } from '#core/ids.ts';
import type { Policy } from '#core/policy/policy.ts';
import type { Policies } from './policies.ts';

export const POLICY_MOMENT_MS = 5_000;

type Remembered = { readonly until: number; readonly policy: Promise<Policy> };

export function rememberedPolicies(policies: Policies, machineNow: () => number): Policies {
  const known = new Map<TenantId, Remembered>();

  return {
    async of(tenant) {
      const now = machineNow();
      const found = known.get(tenant);
      if (found && found.until > now) return found.policy;
      const policy = policies.of(tenant);
      known.set(tenant, { until: now + POLICY_MOMENT_MS, policy });
      // A read that failed is no policy: the next one asks again.
      policy.catch(() => known.delete(tenant));
      return policy;
    },

    async put(tenant, policy) {
      try {
        return await policies.put(tenant, policy);
      } finally {
        known.delete(tenant);
      }
    },

    all: async (tenant) => policies.all(tenant),
  };
}
