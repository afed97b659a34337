// Codes for one use that stand for a tenant while someone is away on another site and comes back, as when a workspace is connected. The
// row holds the code's SHA-256 only; of two who come with the same one, the conditional write lets one in.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Random } from '#core/chain.ts';
import type { TenantId } from '#core/ids.ts';
import type { Key, Table } from '#core/ports.ts';
import { plus, type Duration, type Instant } from '#core/time.ts';
import { brand, readBody } from './row-body.ts';

const CODE_BYTES = 32;

export type OneTime = {
  make(tenant: TenantId, ttl: Duration): Promise<string>;
  /** Uses it up. @returns undefined for one that is unknown, used or too old */
  take(code: string): Promise<TenantId | undefined>;
};

type Settings = { readonly now: () => Instant; readonly randomHex: Random };

const schema = z.object({ tenant: brand<TenantId>(), expiresAt: brand<Instant>(), isUsed: z.boolean() });

export function oneTime(table: Table, { now, randomHex }: Settings): OneTime {
  return {
    async make(tenant, ttl) {
      const code = randomHex(CODE_BYTES);
      const body = JSON.stringify({ tenant, expiresAt: plus(now(), ttl), isUsed: false });
      if (await table.putIfAbsent({ ...keyOf(code), version: 1, body })) return code;
      throw new Error(`Could not make a one-time code of tenant ${tenant}: the same was given out before. Check the source of randomness.`);
    },

    async take(code) {
      const key = keyOf(code);
      const item = await table.get(key);
      if (!item) return undefined;
      const { tenant, expiresAt, isUsed } = readBody(schema, item);
      const used = { ...key, version: item.version + 1, body: JSON.stringify({ tenant, expiresAt, isUsed: true }) };
      const isFirst = !isUsed && (await table.putIfVersion(used, item.version));
      await table.delete(key);
      return isFirst && now() < expiresAt ? tenant : undefined;
    },
  };
}

function keyOf(code: string): Key {
  return { pk: `ONCE#${createHash('sha256').update(code).digest('hex')}`, sk: 'CODE' };
}
