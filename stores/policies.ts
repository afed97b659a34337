// Every policy that a tenant ever had, by revision: envelopes pin the hash of theirs, and it must be found again years later.
import type { z } from 'zod';
import { canonical } from '#core/canonical.ts';
import type { TenantId } from '#core/ids.ts';
import { DEFAULT_POLICY, type Policy } from '#core/policy/policy.ts';
import type { Table } from '#core/ports.ts';
import { allRows } from './pages.ts';
import { objectWith, readBody } from './row-body.ts';

export type Policies = {
  /** The newest revision; the default where a tenant never chose. */
  of(tenant: TenantId): Promise<Policy>;
  /** Stores it as the next revision. @returns that revision, or the one in force when it says the same. */
  put(tenant: TenantId, policy: Policy): Promise<Policy>;
  /** Newest first. */
  all(tenant: TenantId): Promise<readonly Policy[]>;
};

const MOST_ATTEMPTS = 20;
const schema: z.ZodType<Policy> = objectWith<Policy>('format', 'revision', 'levels', 'reminders', 'delegation');

export function policies(table: Table): Policies {
  async function newest(tenant: TenantId): Promise<Policy | undefined> {
    const { items } = await table.queryPartition({ pk: partition(tenant), reverse: true, limit: 1 });
    return items[0] && readBody(schema, items[0]);
  }

  return {
    of: async (tenant) => (await newest(tenant)) ?? DEFAULT_POLICY,

    async put(tenant, policy) {
      for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
        const before = (await newest(tenant)) ?? DEFAULT_POLICY;
        if (saysTheSame(before, policy)) return before;
        const next = { ...policy, revision: before.revision + 1 };
        const item = { pk: partition(tenant), sk: String(next.revision).padStart(7, '0'), version: 1, body: JSON.stringify(next) };
        if (await table.putIfAbsent(item)) return next;
      }
      throw new Error(`Could not store a policy of tenant ${tenant}: others stored theirs ${MOST_ATTEMPTS} times in a row. Try again.`);
    },

    async all(tenant) {
      return (await allRows(table, { pk: partition(tenant), reverse: true })).map((item) => readBody(schema, item));
    },
  };
}

function saysTheSame(a: Policy, b: Policy): boolean {
  return canonical({ ...a, revision: 0 }) === canonical({ ...b, revision: 0 });
}

function partition(tenant: TenantId): string {
  return `T#${tenant}#POLICY`;
}
