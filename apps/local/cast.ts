// The people of the demo: one organisation that sends, one that signs from outside, and a second tenant to see that nothing leaks across.
import type { TenantId } from '#core/ids.ts';
import { DEFAULT_POLICY } from '#core/policy/policy.ts';
import type { Tenant } from '#core/ports.ts';
import type { EditableDirectory } from '#stores/directory.ts';
import type { Policies } from '#stores/policies.ts';

/** As `GET /local/people` gives it. */
export type LocalPerson = {
  readonly name: string;
  readonly email: string;
  readonly tenant: TenantId | null;
  readonly slack: { readonly team: string; readonly user: string } | null;
  readonly teams: { readonly tenant: string; readonly user: string } | null;
};

/** A person with what only the demo's pages show. */
export type CastMember = LocalPerson & {
  readonly organisation: string;
  readonly job: string;
  readonly initials: string;
  /** Background of the portrait; dark enough for white initials. */
  readonly colour: string;
};

export const NORTHWIND: Tenant = {
  id: 'northwind' as TenantId,
  name: 'Northwind Traders',
  domains: ['northwind.test'],
  zone: 'Europe/Berlin',
};
const CONTOSO: Tenant = { id: 'contoso' as TenantId, name: 'Contoso Consulting', domains: ['contoso.test'], zone: 'Europe/London' };
/** The Entra tenants in which the members have their Teams accounts. */
const ENTRA = { northwind: '6f0b7c1e-5a2d-4c83-9e47-1d2f8a6b3c51', contoso: 'c2a94d70-18be-4f6a-8d35-7e9b0c4f2a68' } as const;
/** Northwind's workspace; `slack/team.ts` says more of it. */
export const NORTHWIND_SLACK = 'T000000001';
const FABRIKAM = { name: 'Fabrikam Inc.', domain: 'fabrikam.test' };

const olivia = member(NORTHWIND, {
  name: 'Olivia Hart',
  job: 'Account manager, sends the contract',
  colour: '#8a3b62',
  slack: 'U000OLIVIA',
  teams: { tenant: ENTRA.northwind, user: '3b1f4e92-7c60-4d1a-a5e8-2f9d6b0c7e14' },
});
const max = member(NORTHWIND, {
  name: 'Max Berger',
  job: 'Head of finance, approves',
  colour: '#2f5d8a',
  slack: 'U000000MAX',
  teams: { tenant: ENTRA.northwind, user: '8e5a2c07-91d4-4b3f-8c6e-0a7d1f5b9e32' },
});
const ines = member(NORTHWIND, {
  name: 'Ines Duarte',
  job: 'Managing director, signs for Northwind',
  colour: '#2e6b4f',
  slack: 'U00000INES',
});
const dana = outsider({ name: 'Dana Ruiz', job: 'Customer, signs for Fabrikam', colour: '#a0522d' });
const theo = outsider({ name: 'Theo Lindqvist', job: 'Legal counsel at Fabrikam, receives copies', colour: '#5b4b8a' });
const lena = member(CONTOSO, {
  name: 'Lena Okafor',
  job: 'Member of another tenant',
  colour: '#47616b',
  teams: { tenant: ENTRA.contoso, user: 'd7c03b58-2e4f-4a96-b1d9-5c8e6f0a3b27' },
});

export const CAST: readonly CastMember[] = [olivia, max, ines, dana, theo, lena];

/** Who plays what in the guided story. */
export const ROLES = { sender: olivia, approver: max, colleague: ines, customer: dana } as const;

export function localPeople(): readonly LocalPerson[] {
  return CAST.map(({ name, email, tenant, slack, teams }) => ({ name, email, tenant, slack, teams }));
}

/** May be repeated: an addition replaces the same one. */
export async function seedCast(directory: Pick<EditableDirectory, 'addTenant' | 'addPerson'>): Promise<void> {
  for (const tenant of [NORTHWIND, CONTOSO]) await directory.addTenant(tenant);
  for (const { name, email, tenant } of CAST) {
    if (tenant !== null) await directory.addPerson({ name, email, tenant });
  }
}

/** Whoever moves the demo's clock by three days wants to see a reminder, at whatever hour that is; `countersign policy` sets other hours. */
export async function seedPolicies(policies: Policies): Promise<void> {
  const workingHours = { days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00' };
  for (const { id } of [NORTHWIND, CONTOSO]) {
    if ((await policies.all(id)).length > 0) continue;
    await policies.put(id, { ...DEFAULT_POLICY, reminders: { ...DEFAULT_POLICY.reminders, workingHours } });
  }
}

type Sketch = {
  readonly name: string;
  readonly job: string;
  readonly colour: string;
  readonly slack?: string;
  readonly teams?: NonNullable<LocalPerson['teams']>;
};

function member(tenant: Tenant, sketch: Sketch): CastMember {
  return person(sketch, { tenant: tenant.id, organisation: tenant.name, domain: tenant.domains[0] ?? '' });
}

function outsider(sketch: Sketch): CastMember {
  return person(sketch, { tenant: null, organisation: FABRIKAM.name, domain: FABRIKAM.domain });
}

function person(sketch: Sketch, home: { tenant: TenantId | null; organisation: string; domain: string }): CastMember {
  const [first = '', last = ''] = sketch.name.split(' ');
  return {
    name: sketch.name,
    email: `${first.toLowerCase()}@${home.domain}`,
    tenant: home.tenant,
    slack: sketch.slack === undefined ? null : { team: NORTHWIND_SLACK, user: sketch.slack },
    teams: sketch.teams ?? null,
    organisation: home.organisation,
    job: sketch.job,
    initials: first.charAt(0) + last.charAt(0),
    colour: sketch.colour,
  };
}
