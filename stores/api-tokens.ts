// Tokens with which a program reads what one person may see. A token is shown once, when it is made: its row is found by its SHA-256, and a
// row of its tenant lists it. Ended ones stay listed. None of it leaves with a tenant's export.
import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { TenantId } from '#core/ids.ts';
import type { Item, Key, Table } from '#core/ports.ts';
import type { Instant } from '#core/time.ts';
import { allRows } from './pages.ts';
import { brand, readBody } from './row-body.ts';
import { putRow } from './rows.ts';

/** @property id names it to people and is no secret: `acme.5f0c1d2e3a4b` */
export type ApiToken = {
  readonly id: string;
  readonly tenant: TenantId;
  readonly email: string;
  readonly madeAt: Instant;
  readonly expiresAt: Instant;
  readonly endedAt: Instant | null;
};

export type ApiTokens = {
  /** @returns the token itself, which is nowhere else */
  make(of: { readonly tenant: TenantId; readonly email: string; readonly expiresAt: Instant }): Promise<{ token: string; id: string }>;
  /** @returns whose it is; undefined for what is none, is over or was ended */
  find(token: string): Promise<{ readonly tenant: TenantId; readonly email: string } | undefined>;
  /** Oldest first. */
  ofTenant(tenant: TenantId): Promise<readonly ApiToken[]>;
  /** @returns as it was before; undefined when there is none of this id */
  end(id: string): Promise<ApiToken | undefined>;
};

type Settings = { readonly now: () => Instant; readonly randomOf?: (bytes: number) => Buffer };

const TOKEN_BYTES = 32;
const TOKEN = /^cs_[A-Za-z0-9_-]{43}$/;
const ID = /^(?<tenant>[a-z0-9][a-z0-9-]{0,40})\.(?<name>[0-9a-f]{12})$/;

const instant = brand<Instant>();
const schema = z.object({
  tenant: brand<TenantId>(),
  email: z.string(),
  madeAt: instant,
  expiresAt: instant,
  endedAt: instant.nullable(),
});
const leadSchema = z.object({ hash: z.string() });

export function apiTokens(table: Table, { now, randomOf = randomBytes }: Settings): ApiTokens {
  async function behind(lead: Item): Promise<ApiToken | undefined> {
    const item = await table.get(keyOf(readBody(leadSchema, lead).hash));
    if (!item) return undefined;
    const read = readBody(schema, item);
    return { id: idOf(read.tenant, lead.sk), ...read };
  }

  return {
    async make({ tenant, email, expiresAt }) {
      const token = `cs_${randomOf(TOKEN_BYTES).toString('base64url')}`;
      const hash = hashOf(token);
      const name = hash.slice(0, 12);
      // The list first: no token works that nobody sees.
      const isNew = await table.putIfAbsent({ ...leadKey(tenant, name), version: 1, body: JSON.stringify({ hash }) });
      if (!isNew) throw new Error('Could not make a token: another one has its name. Try again.');
      const row = { tenant, email: email.toLowerCase(), madeAt: now(), expiresAt, endedAt: null };
      await table.putIfAbsent({ ...keyOf(hash), version: 1, body: JSON.stringify(row) });
      return { token, id: idOf(tenant, name) };
    },

    async find(token) {
      const item = TOKEN.test(token) ? await table.get(keyOf(hashOf(token))) : undefined;
      if (!item) return undefined;
      const { tenant, email, expiresAt, endedAt } = readBody(schema, item);
      return endedAt === null && now() < expiresAt ? { tenant, email } : undefined;
    },

    async ofTenant(tenant) {
      const leads = await allRows(table, { pk: leadsOf(tenant) });
      const found = (await Promise.all(leads.map(behind))).filter((one) => one !== undefined);
      return found.toSorted((a, b) => (a.madeAt < b.madeAt ? -1 : 1));
    },

    async end(id) {
      const { tenant, name } = ID.exec(id)?.groups ?? {};
      const lead = tenant === undefined || name === undefined ? undefined : await table.get(leadKey(tenant as TenantId, name));
      const found = lead && (await behind(lead));
      if (lead && found?.endedAt === null) {
        const { id: _, ...row } = found;
        await putRow(table, keyOf(readBody(leadSchema, lead).hash), { ...row, endedAt: now() });
      }
      return found;
    },
  };
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

function idOf(tenant: TenantId, name: string): string {
  return `${tenant}.${name}`;
}

function keyOf(hash: string): Key {
  return { pk: `API#${hash}`, sk: 'TOKEN' };
}

function leadKey(tenant: TenantId, name: string): Key {
  return { pk: leadsOf(tenant), sk: name };
}

function leadsOf(tenant: TenantId): string {
  return `T#${tenant}#API`;
}
