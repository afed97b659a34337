// `countersign tenant`: `add` makes an organisation whose people may send (live work needs one; the demo seeds its own), `limit` says how much
// it may ask for. On AWS that is all there is to a new one: no infrastructure comes with it.
import type { TenantId } from '#core/ids.ts';
import { directory } from '#stores/directory.ts';
import { tenantLimits, type Limits } from '#stores/tenant-limits.ts';
import { argumentsOf, UsageProblem } from './arguments.ts';
import { withInstallation } from './installation.ts';
import { print } from './print.ts';
import { tenantCalled } from './tenant-called.ts';

const OPTIONS = {
  name: { type: 'string' },
  domain: { type: 'string' },
  zone: { type: 'string', default: 'UTC' },
  'envelopes-per-day': { type: 'string' },
  'requests-per-minute': { type: 'string' },
} as const;

/** Whoever answers strangers, and where mail lies that is nobody’s yet. */
const TAKEN = new Set(['countersign', 'inbound']);

type Values = ReturnType<typeof argumentsOf<typeof OPTIONS>>['values'];

export async function tenant(args: readonly string[]): Promise<number> {
  const { values, positionals } = argumentsOf(args, OPTIONS);
  const [action, id, ...more] = positionals;
  if ((action !== 'add' && action !== 'limit') || id === undefined || more.length > 0)
    throw new UsageProblem('Say which tenant to add, or whose limits to set.');
  return action === 'add' ? add(id, values) : limit(id, values);
}

async function add(id: string, values: Values): Promise<number> {
  if (!/^[a-z0-9][a-z0-9-]{0,40}$/.test(id)) throw new UsageProblem('A tenant’s id is a short lower-case word, such as acme.');
  if (TAKEN.has(id)) throw new UsageProblem(`${id} is a name of the installation’s own; choose another for the organisation.`);
  const domains = (values.domain ?? '').toLowerCase().split(',').filter(Boolean);
  if (domains.length === 0) throw new UsageProblem('Name the mail domain of the organisation with --domain.');
  if (!isZone(values.zone)) throw new UsageProblem(`There is no time zone ${values.zone}; use a name such as Europe/Berlin.`);
  const name = values.name ?? id;
  await withInstallation('make', async ({ table }) => {
    const people = directory(table);
    for (const domain of domains) {
      const owner = await people.tenantOfDomain(domain);
      if (owner && owner.id !== id) throw new UsageProblem(`The domain ${domain} belongs to ${owner.id} already. Nothing was changed.`);
    }
    await people.addTenant({ id: id as TenantId, name, domains, zone: values.zone });
  });
  print(`Added ${name}: people with an address at ${domains.join(', ')} may send.`);
  return 0;
}

/** Without a number it shows them. */
async function limit(id: string, values: Values): Promise<number> {
  const change: Partial<Limits> = {
    ...numberIn(values, 'envelopes-per-day', 'envelopesPerDay'),
    ...numberIn(values, 'requests-per-minute', 'requestsPerMinute'),
  };
  const isSet = Object.keys(change).length > 0;
  return withInstallation(isSet ? 'write' : 'read', async (found) => {
    const { id: known, name } = await tenantCalled(found, id);
    const limits = tenantLimits(found.table, Date.now);
    const { envelopesPerDay, requestsPerMinute } = isSet ? await limits.set(known, change) : await limits.of(known);
    const now = isSet ? ' from now on (a running product sees it within seconds)' : '';
    print(
      `People of ${name} may send ${envelopesPerDay} envelopes a day and make ${requestsPerMinute} requests a minute${now}; more requests wait.`,
    );
    return 0;
  });
}

const LEAST: Limits = { envelopesPerDay: 0, requestsPerMinute: 1 };
const MOST = 1_000_000;

function numberIn(values: Values, option: 'envelopes-per-day' | 'requests-per-minute', limited: keyof Limits): Partial<Limits> {
  const text = values[option];
  if (text === undefined) return {};
  const number = /^\d{1,7}$/.test(text) ? Number(text) : -1;
  if (number >= LEAST[limited] && number <= MOST) return { [limited]: number };
  throw new UsageProblem(`--${option} is a number from ${LEAST[limited]} to ${MOST}.`);
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
