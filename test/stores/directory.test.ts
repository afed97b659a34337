// The directory: whose people, whose domain; nothing ever belongs to two tenants.
import { describe, expect, it } from 'vitest';
import type { TenantId } from '#core/ids.ts';
import type { Tenant } from '#core/ports.ts';
import { directory } from '#stores/directory.ts';
import { nameFromAddress } from '#stores/name-from-address.ts';
import { storeKit } from '../support/store-kit.ts';

const NORTHWIND: Tenant = { id: 'northwind' as TenantId, name: 'Northwind Traders', domains: ['northwind.test'], zone: 'Europe/Berlin' };
const FABRIKAM: Tenant = { id: 'fabrikam' as TenantId, name: 'Fabrikam', domains: ['fabrikam.test', 'fabrikam.example'], zone: 'UTC' };

async function kit() {
  const { table } = storeKit();
  const people = directory(table);
  await people.addTenant(NORTHWIND);
  await people.addTenant(FABRIKAM);
  return { table, directory: people };
}

describe('a tenant', () => {
  it('is found by id and by any of its domains, in any case', async () => {
    const { directory: found } = await kit();
    expect(await found.tenant(FABRIKAM.id)).toEqual(FABRIKAM);
    expect(await found.tenantOfDomain('Fabrikam.EXAMPLE')).toEqual(FABRIKAM);
    expect(await found.tenants()).toEqual([FABRIKAM, NORTHWIND]);
  });

  it('is not found by what merely looks like its domain', async () => {
    const { directory: found } = await kit();
    for (const domain of ['', 'mail.northwind.test', 'evilnorthwind.test', 'northwind.test.example', 'northwind.tes']) {
      expect(await found.tenantOfDomain(domain)).toBeUndefined();
    }
    expect(await found.tenant('contoso' as TenantId)).toBeUndefined();
  });

  it('cannot take a domain of another one, and keeps its own particulars then', async () => {
    const { directory: found } = await kit();
    await expect(found.addTenant({ ...FABRIKAM, name: 'Thief', domains: ['new.test', 'northwind.test'] })).rejects.toThrow(
      /domain northwind\.test .*another tenant/,
    );
    expect(await found.tenantOfDomain('northwind.test')).toEqual(NORTHWIND);
    expect(await found.tenant(FABRIKAM.id)).toEqual(FABRIKAM);
    expect(await found.tenantOfDomain('new.test')).toBeUndefined();
  });

  it('may change, and gives up the domains that it no longer has', async () => {
    const { directory: found } = await kit();
    const changed = { ...FABRIKAM, name: 'Fabrikam AG', domains: ['fabrikam.test'] };
    await found.addTenant(changed);
    await found.addTenant(changed);
    expect(await found.tenant(FABRIKAM.id)).toEqual(changed);
    expect(await found.tenantOfDomain('fabrikam.example')).toBeUndefined();
    await found.addTenant({ ...NORTHWIND, domains: ['northwind.test', 'fabrikam.example'] });
    expect(await found.tenantOfDomain('fabrikam.example')).toMatchObject({ id: NORTHWIND.id });
  });
});

describe('a member', () => {
  it('is whoever was added, also with an address elsewhere, in any case', async () => {
    const { directory: found } = await kit();
    const olivia = { email: 'Olivia@Northwind.test', name: 'Olivia Park', tenant: NORTHWIND.id };
    const freelancer = { email: 'ada@freelance.example', name: 'Ada L.', tenant: NORTHWIND.id };
    await found.addPerson(olivia);
    await found.addPerson(freelancer);
    expect(await found.member('OLIVIA@northwind.test')).toEqual({ ...olivia, email: 'olivia@northwind.test' });
    expect(await found.member('ada@freelance.example')).toEqual(freelancer);
    expect(await found.people(NORTHWIND.id)).toEqual([freelancer, { ...olivia, email: 'olivia@northwind.test' }]);
    expect(await found.people(FABRIKAM.id)).toEqual([]);
  });

  it('is also everyone at a domain of a tenant, under a name that the address gives', async () => {
    const { directory: found } = await kit();
    expect(await found.member('jane.doe@fabrikam.test')).toEqual({
      email: 'jane.doe@fabrikam.test',
      name: 'Jane Doe',
      tenant: FABRIKAM.id,
    });
  });

  it('is nobody outside', async () => {
    const { directory: found } = await kit();
    for (const email of ['jane@gmail.example', 'jane@mail.northwind.test', 'northwind.test', '@northwind.test', '', 'jane@']) {
      expect(await found.member(email)).toBeUndefined();
    }
  });

  it('belongs to one tenant', async () => {
    const { directory: found } = await kit();
    await found.addPerson({ email: 'ada@freelance.example', name: 'Ada', tenant: NORTHWIND.id });
    await expect(found.addPerson({ email: 'ada@freelance.example', name: 'Ada', tenant: FABRIKAM.id })).rejects.toThrow(
      /belongs to another tenant/,
    );
    await expect(found.addPerson({ email: 'max@northwind.test', name: 'Max', tenant: FABRIKAM.id })).rejects.toThrow(
      /domain of another tenant/,
    );
    await expect(found.addPerson({ email: 'x@y.test', name: 'X', tenant: 'contoso' as TenantId })).rejects.toThrow(/no such tenant/);
    await found.addPerson({ email: 'ada@freelance.example', name: 'Ada Lovelace', tenant: NORTHWIND.id });
    expect(await found.member('ada@freelance.example')).toMatchObject({ name: 'Ada Lovelace' });
  });
});

describe('a name from an address', () => {
  it.each([
    ['jane.doe@x.test', 'Jane Doe'],
    ['jane_van.der_berg@x.test', 'Jane Van Der Berg'],
    ['anne-marie@x.test', 'Anne-Marie'],
    ['jane+contracts@x.test', 'Jane'],
    ['ümit@x.test', 'Ümit'],
    ['+@x.test', '+'],
    ['...@x.test', '...'],
    ['j@x.test', 'J'],
  ])('%s is %s', (email, name) => {
    expect(nameFromAddress(email)).toBe(name);
  });
});
