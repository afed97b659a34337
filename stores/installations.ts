// Which Slack workspaces and Entra tenants belong to which tenant of ours, with what the channel needs to work there. The row that holds
// it, secrets sealed, is found by the platform's own id; a tenant's own rows only lead there.
import { z } from 'zod';
import type { TenantId } from '#core/ids.ts';
import type { Item, Key, Table } from '#core/ports.ts';
import type { Installation, Installations } from '#core/people.ts';
import type { Instant } from '#core/time.ts';
import { allRows } from './pages.ts';
import { brand, readBody } from './row-body.ts';
import { putRow } from './rows.ts';

const platform = z.enum(['slack', 'teams']);
const schema = z.object({
  platform,
  install: z.string(),
  tenant: brand<TenantId>(),
  name: z.string(),
  data: z.string(),
  installedAt: brand<Instant>(),
}) satisfies z.ZodType<Installation>;
/** No `data`: these rows leave with a tenant's export, where no secret goes, sealed or not. */
const leadSchema = z.object({ platform, install: z.string(), name: z.string() });

type Name = Pick<Installation, 'platform' | 'install'>;

export function installations(table: Table): Installations {
  async function get(name: Name): Promise<Installation | undefined> {
    const item = await table.get(keyOf(name));
    return item && readBody(schema, item);
  }

  async function lead(installation: Installation): Promise<void> {
    const { platform, install, name } = installation;
    await putRow(table, leadKey(installation), { platform, install, name });
  }

  /** It belongs to one tenant: whoever installs it anew takes it along. */
  async function follow(before: Installation | undefined, next: Installation): Promise<void> {
    await lead(next);
    if (!before || before.tenant === next.tenant) return;
    await table.delete(leadKey(before));
    const now = await get(next);
    if (now) await lead(now);
  }

  return {
    get: async (platform, install) => get({ platform, install }),

    async put(installation) {
      const before = await get(installation);
      await putRow(table, keyOf(installation), inOrder(installation));
      await follow(before, installation);
    },

    async replace(was, next) {
      const item = await table.get(keyOf(was));
      if (!item || bodyOf(readBody(schema, item)) !== bodyOf(was)) return false;
      const row: Item = { ...keyOf(was), version: item.version + 1, body: bodyOf(next) };
      if (!(await table.putIfVersion(row, item.version))) return false;
      await follow(was, next);
      return true;
    },

    async remove(platform, install) {
      const known = await get({ platform, install });
      if (!known) return;
      await table.delete(leadKey(known));
      await table.delete(keyOf(known));
    },

    async ofTenant(tenant) {
      const leads = await allRows(table, { pk: leadsOf(tenant) });
      const found = await Promise.all(leads.map(async (item) => get(readBody(leadSchema, item))));
      return found.filter((one) => one !== undefined).filter((one) => one.tenant === tenant);
    },

    async all(platform) {
      return (await allRows(table, { pk: partition(platform) })).map((item) => readBody(schema, item));
    },
  };
}

function inOrder({ platform, install, tenant, name, data, installedAt }: Installation): Installation {
  return { platform, install, tenant, name, data, installedAt };
}

function bodyOf(installation: Installation): string {
  return JSON.stringify(inOrder(installation));
}

function keyOf({ platform, install }: Name): Key {
  return { pk: partition(platform), sk: install };
}

function partition(platform: Installation['platform']): string {
  return `INST#${platform}`;
}

function leadKey({ tenant, platform, install }: Installation): Key {
  return { pk: leadsOf(tenant), sk: `${platform}#${install}` };
}

function leadsOf(tenant: TenantId): string {
  return `T#${tenant}#INST`;
}
