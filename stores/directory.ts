// Who belongs to which tenant. Index rows find a tenant by mail domain and a person by address; they are claimed before the rows that
// they lead to, so that no domain and no address ever belongs to two tenants.
import { z } from 'zod';
import type { TenantId } from '#core/ids.ts';
import type { Directory, Key, Person, Table, Tenant } from '#core/ports.ts';
import { nameFromAddress } from './name-from-address.ts';
import { allRows } from './pages.ts';
import { brand, readBody } from './row-body.ts';
import { putRow } from './rows.ts';

export type EditableDirectory = Directory & {
  /** Adds a tenant or replaces its particulars. */
  addTenant(tenant: Tenant): Promise<void>;
  /** Adds a person or replaces their name. */
  addPerson(person: Person): Promise<void>;
  tenants(): Promise<readonly Tenant[]>;
  /** Those who were added; further people at the tenant's domains are members without a row. */
  people(tenant: TenantId): Promise<readonly Person[]>;
};

const tenantSchema = z.object({ id: brand<TenantId>(), name: z.string(), domains: z.array(z.string()), zone: z.string() });
const personSchema = z.object({ email: z.string(), name: z.string(), tenant: brand<TenantId>() });
const ownerSchema = z.object({ tenant: brand<TenantId>() });

const TENANTS = 'TENANTS';

export function directory(table: Table): EditableDirectory {
  async function read<T>(schema: z.ZodType<T>, key: Key): Promise<T | undefined> {
    const item = await table.get(key);
    return item && readBody(schema, item);
  }

  async function tenant(id: TenantId): Promise<Tenant | undefined> {
    return read(tenantSchema, { pk: TENANTS, sk: id });
  }

  async function tenantOfDomain(domain: string): Promise<Tenant | undefined> {
    const name = domain.toLowerCase();
    const owner = name === '' ? undefined : await read(ownerSchema, domainKey(name));
    const found = owner && (await tenant(owner.tenant));
    // The index row alone is a claim by an addition that did not finish.
    return found?.domains.includes(name) ? found : undefined;
  }

  async function claim(key: Key, owner: TenantId, what: string): Promise<void> {
    await table.putIfAbsent({ ...key, version: 1, body: JSON.stringify({ tenant: owner }) });
    const holder = await read(ownerSchema, key);
    if (holder?.tenant !== owner) throw new Error(`Could not give ${what} to tenant ${owner}: it belongs to another tenant.`);
  }

  return {
    tenant,
    tenantOfDomain,

    async member(email) {
      const address = email.toLowerCase();
      const at = address.lastIndexOf('@');
      if (at < 1) return undefined;
      const owner = await read(ownerSchema, addressKey(address));
      const person = owner && (await read(personSchema, personKey(owner.tenant, address)));
      if (person) return person;
      const home = await tenantOfDomain(address.slice(at + 1));
      return home && { email: address, name: nameFromAddress(address), tenant: home.id };
    },

    async addTenant(added) {
      const domains = added.domains.map((domain) => domain.toLowerCase());
      for (const domain of domains) await claim(domainKey(domain), added.id, `the domain ${domain}`);
      const before = await tenant(added.id);
      await putRow(table, { pk: TENANTS, sk: added.id }, { id: added.id, name: added.name, domains, zone: added.zone });
      for (const gone of before?.domains.filter((domain) => !domains.includes(domain)) ?? []) await table.delete(domainKey(gone));
    },

    async addPerson({ email, name, tenant: owner }) {
      const address = email.toLowerCase();
      if (!(await tenant(owner))) throw new Error(`Could not add a person to tenant ${owner}: there is no such tenant. Add it first.`);
      const home = await tenantOfDomain(address.slice(address.lastIndexOf('@') + 1));
      if (home && home.id !== owner)
        throw new Error(`Could not add a person to tenant ${owner}: the address is at a domain of another tenant.`);
      await claim(addressKey(address), owner, 'the address');
      await putRow(table, personKey(owner, address), { email: address, name, tenant: owner });
    },

    async tenants() {
      return (await allRows(table, { pk: TENANTS })).map((item) => readBody(tenantSchema, item));
    },

    async people(owner) {
      return (await allRows(table, { pk: `T#${owner}#MEMBERS` })).map((item) => readBody(personSchema, item));
    },
  };
}

function domainKey(domain: string): Key {
  return { pk: `DOM#${domain}`, sk: 'OWNER' };
}

function addressKey(address: string): Key {
  return { pk: `ADDR#${address}`, sk: 'OWNER' };
}

function personKey(tenant: TenantId, address: string): Key {
  return { pk: `T#${tenant}#MEMBERS`, sk: address };
}
