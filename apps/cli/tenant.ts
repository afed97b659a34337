// `countersign tenant add`: an organisation whose people may send. Live work needs one; the demo seeds its own.
import { machineConfig } from '#apps/config.ts';
import { openDataDir } from '#apps/local/data-dir.ts';
import type { TenantId } from '#core/ids.ts';
import { directory } from '#stores/directory.ts';
import { sqliteTable } from '#stores/sqlite-table.ts';
import { argumentsOf, UsageProblem } from './arguments.ts';

export async function tenant(args: readonly string[]): Promise<number> {
  const options = { name: { type: 'string' }, domain: { type: 'string' }, zone: { type: 'string', default: 'UTC' } } as const;
  const { values, positionals } = argumentsOf(args, options);
  const [action, id] = positionals;
  if (action !== 'add' || id === undefined) throw new UsageProblem('Say which tenant to add.');
  if (!/^[a-z0-9][a-z0-9-]{0,40}$/.test(id)) throw new UsageProblem('A tenant’s id is a short lower-case word, such as acme.');
  const domains = (values.domain ?? '').toLowerCase().split(',').filter(Boolean);
  if (domains.length === 0) throw new UsageProblem('Name the mail domain of the organisation with --domain.');
  if (!isZone(values.zone)) throw new UsageProblem(`There is no time zone ${values.zone}; use a name such as Europe/Berlin.`);
  const data = await openDataDir(machineConfig().dataDir, 'live');
  const table = sqliteTable(data.table);
  try {
    await directory(table).addTenant({ id: id as TenantId, name: values.name ?? id, domains, zone: values.zone });
  } finally {
    await table.close();
  }
  console.log(`Added ${values.name ?? id}: people with an address at ${domains.join(', ')} may send.`);
  return 0;
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
