// `countersign away`: who stands in for a person while they are away. What comes to them in that time is handed over, on record.
import { endOfDay, instantOf, epochMs, parseInstant, type Instant } from '#core/time.ts';
import type { Tenant } from '#core/ports.ts';
import { offsetAt } from '#apps/world/hashing.ts';
import { absences, type Absences } from '#stores/absences.ts';
import { directory, type EditableDirectory } from '#stores/directory.ts';
import { argumentsOf, UsageProblem } from './arguments.ts';
import { withInstallation } from './installation.ts';
import { print, printJson } from './print.ts';

const OPTIONS = {
  from: { type: 'string' },
  until: { type: 'string' },
  to: { type: 'string' },
  tenant: { type: 'string' },
  json: { type: 'boolean' },
} as const;

type Values = { readonly from?: string; readonly until?: string; readonly to?: string; readonly tenant?: string; readonly json?: boolean };
type Parts = { readonly people: EditableDirectory; readonly away: Absences; readonly values: Values; readonly person: string };

export async function away(args: readonly string[]): Promise<number> {
  const { values, positionals } = argumentsOf(args, OPTIONS);
  const [action, person = ''] = positionals;
  if (action !== 'add' && action !== 'remove' && action !== 'list')
    throw new UsageProblem('Say whether to add, remove or list an absence.');
  return withInstallation(action === 'list' ? 'read' : 'write', async ({ table }) => {
    const parts = { people: directory(table), away: absences(table), values, person };
    if (action === 'list') return list(parts);
    return action === 'add' ? add(parts) : remove(parts);
  });
}

async function add(parts: Parts): Promise<number> {
  const { people, away: known, values, person } = parts;
  const tenant = await tenantOf(parts);
  const from = startOf(values.from, tenant);
  const until = endOfDay(startOf(values.until, tenant), tenant.zone, offsetAt);
  if (until <= from) throw new UsageProblem('--until is before --from.');
  const standIn = await people.member(values.to ?? '');
  if (standIn?.tenant !== tenant.id) throw new UsageProblem('--to names nobody of the same organisation; say who stands in.');
  if (standIn.email === person.toLowerCase()) throw new UsageProblem('Nobody can stand in for themselves; name someone else with --to.');
  await known.put(tenant.id, { person, to: { name: standIn.name, email: standIn.email }, from, until });
  print(`While ${person} is away, from ${values.from} to ${values.until}, what comes to them goes to ${standIn.name} <${standIn.email}>.`);
  return 0;
}

async function remove(parts: Parts): Promise<number> {
  const tenant = await tenantOf(parts);
  const isGone = await parts.away.remove(tenant.id, { person: parts.person, from: startOf(parts.values.from, tenant) });
  print(isGone ? 'Removed. What was handed over stays handed over.' : 'There is no such absence; nothing was changed.');
  return isGone ? 0 : 1;
}

async function list({ people, away: known, values }: Parts): Promise<number> {
  for (const { id } of await people.tenants()) {
    for (const absence of await known.all(id)) {
      if (values.json) printJson({ tenant: id, ...absence });
      else print(`${absence.person}  ${absence.from} to ${absence.until}  ${absence.to.name} <${absence.to.email}>`);
    }
  }
  return 0;
}

async function tenantOf({ people, person }: Parts): Promise<Tenant> {
  const member = await people.member(person);
  const tenant = member && (await people.tenant(member.tenant));
  if (tenant) return tenant;
  throw new UsageProblem('Name a member of an organisation here by address, such as ana@example.com.');
}

/** The first moment of a day in the tenant's zone. */
function startOf(day: string | undefined, { zone }: Tenant): Instant {
  const noon = /^\d{4}-\d{2}-\d{2}$/.test(day ?? '') ? parseInstant(`${day}T12:00:00Z`) : undefined;
  if (!noon) throw new UsageProblem('Name the days with --from and --until, as YYYY-MM-DD.');
  const localNoon = instantOf(epochMs(noon) - offsetAt(zone, noon) * 60_000);
  return instantOf(epochMs(localNoon) - 12 * 3_600_000);
}
