// Who people are on Slack and Teams, and where they asked to be reached. What the platform says of an account is one row, found without
// knowing whose it is. A tenant's own rows only lead to it, by address: they may be stale, and are never believed alone.
import { z } from 'zod';
import type { TenantId } from '#core/ids.ts';
import type { Key, Table } from '#core/ports.ts';
import type { Account, Accounts, Platform } from '#core/people.ts';
import type { Channel } from '#core/terms.ts';
import type { Instant } from '#core/time.ts';
import { allRows } from './pages.ts';
import { brand, readBody } from './row-body.ts';
import { putRow } from './rows.ts';

const platform = z.enum(['slack', 'teams']);
const accountSchema = z.object({
  platform,
  install: z.string(),
  user: z.string(),
  tenant: brand<TenantId>(),
  email: z.string().nullable(),
  isEmailConfirmed: z.boolean(),
  name: z.string(),
  standing: z.enum(['member', 'guest', 'stranger', 'bot', 'deactivated']),
  language: z.string().exactOptional(),
  zone: z.string().exactOptional(),
  address: z.string().exactOptional(),
  checkedAt: brand<Instant>(),
}) satisfies z.ZodType<Account>;
const leadSchema = z.object({ platform, install: z.string(), user: z.string() });
const preferenceSchema = z.object({ channel: z.enum(['email', 'web', 'slack', 'teams']) satisfies z.ZodType<Channel> });

type Name = Pick<Account, 'platform' | 'install' | 'user'>;

export function accounts(table: Table): Accounts {
  async function get({ platform, install, user }: Name): Promise<Account | undefined> {
    const item = await table.get({ pk: partition(platform, install), sk: user });
    return item && readBody(accountSchema, item);
  }

  async function lead(account: Account): Promise<void> {
    const { platform, install, user } = account;
    await putRow(table, leadKey(account), { platform, install, user });
  }

  /** What leads to it goes first: a removal that stops in between finds the rest by the account, and leaves no address behind. */
  async function drop(account: Account): Promise<void> {
    await table.delete(leadKey(account));
    await table.delete({ pk: partition(account.platform, account.install), sk: account.user });
  }

  return {
    get: async (platform, install, user) => get({ platform, install, user }),

    async put(given) {
      const account = { ...given, email: given.email?.toLowerCase() ?? null };
      const before = await get(account);
      await putRow(table, { pk: partition(account.platform, account.install), sk: account.user }, account);
      await lead(account);
      if (!before || isSameKey(leadKey(before), leadKey(account))) return;
      await table.delete(leadKey(before));
      // Someone may have moved it back meanwhile, and would not be found any more.
      const now = await get(account);
      if (now) await lead(now);
    },

    async remove(platform, install, user) {
      const account = await get({ platform, install, user });
      if (account) await drop(account);
    },

    async removeInstall(platform, install) {
      for (const item of await allRows(table, { pk: partition(platform, install) })) await drop(readBody(accountSchema, item));
    },

    async ofPerson(tenant, email) {
      const address = email.toLowerCase();
      if (address === '') return [];
      const leads = await allRows(table, { pk: leadsOf(tenant), prefix: `${address}#` });
      const found = await Promise.all(leads.map(async (item) => get(readBody(leadSchema, item))));
      return found.filter((account) => account !== undefined).filter((account) => account.tenant === tenant && account.email === address);
    },

    async preference(tenant, email) {
      const item = await table.get(preferenceKey(tenant, email));
      return item && readBody(preferenceSchema, item).channel;
    },

    async prefer(tenant, email, channel) {
      const key = preferenceKey(tenant, email);
      await (channel === undefined ? table.delete(key) : putRow(table, key, { channel }));
    },
  };
}

function partition(platform: Platform, install: string): string {
  return `ACCT#${platform}#${install}`;
}

/** Also of an account without an address, which nobody finds by one: the export of a tenant lists them all. */
function leadKey({ tenant, email, platform, install, user }: Account): Key {
  return { pk: leadsOf(tenant), sk: `${email ?? ''}#${platform}#${install}#${user}` };
}

function leadsOf(tenant: TenantId): string {
  return `T#${tenant}#ACCT`;
}

function preferenceKey(tenant: TenantId, email: string): Key {
  return { pk: `T#${tenant}#PREF`, sk: email.toLowerCase() };
}

function isSameKey(a: Key, b: Key): boolean {
  return a.pk === b.pk && a.sk === b.sk;
}
