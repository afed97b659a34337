// `countersign teams connect TENANT ENTRA_TENANT_ID`: says which organisation an Entra tenant is, without which nothing that comes from it
// is believed; `disconnect` takes that back. Also while the product runs.
import { writeInstallationData } from '#apps/teams/place.ts';
import type { Installation } from '#core/people.ts';
import type { Table, Tenant } from '#core/ports.ts';
import { instantOf } from '#core/time.ts';
import { accounts } from '#stores/accounts.ts';
import { installations } from '#stores/installations.ts';
import { argumentsOf, UsageProblem } from './arguments.ts';
import { withInstallation } from './installation.ts';
import { print } from './print.ts';
import { tenantCalled } from './tenant-called.ts';

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const ACTIONS: Readonly<Record<string, (table: Table, tenant: Tenant, entra: string) => Promise<number>>> = { connect, disconnect };

export async function teams(args: readonly string[]): Promise<number> {
  const { positionals } = argumentsOf(args, {});
  const [name = '', id, given, ...more] = positionals;
  const action = Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined;
  if (!action || id === undefined || given === undefined || more.length > 0) {
    throw new UsageProblem('Say connect or disconnect, the tenant, and the id of the Entra tenant.');
  }
  const entra = given.toLowerCase();
  if (!GUID.test(entra)) {
    throw new UsageProblem(`${given} is no Entra tenant id. It is a GUID; the Entra admin centre shows it under Overview as Tenant ID.`);
  }
  return withInstallation('live', async (found) => action(found.table, await tenantCalled(found, id), entra));
}

async function connect(table: Table, { id, name }: Tenant, entra: string): Promise<number> {
  const known = await installations(table).get('teams', entra);
  if (known && known.tenant !== id) return belongsTo(known);
  if (known) {
    print(`Nothing changed: the Entra tenant ${entra} belongs to ${name} already.`);
    return 0;
  }
  const installedAt = instantOf(Date.now());
  // Its connector is learnt from the first delivery.
  await installations(table).put({ platform: 'teams', install: entra, tenant: id, name, data: writeInstallationData({}), installedAt });
  print(`The Entra tenant ${entra} belongs to ${name}: what its people do in Teams counts from now on.`);
  return 0;
}

/** People are forgotten along with it; what is on record stays. */
async function disconnect(table: Table, { id, name }: Tenant, entra: string): Promise<number> {
  const known = await installations(table).get('teams', entra);
  if (known && known.tenant !== id) return belongsTo(known);
  if (!known) {
    console.error(`Nothing was changed: the Entra tenant ${entra} is not connected.`);
    return 1;
  }
  await accounts(table).removeInstall('teams', entra);
  await installations(table).remove('teams', entra);
  print(`The Entra tenant ${entra} belongs to ${name} no more: what comes from it is refused.`);
  return 0;
}

function belongsTo({ tenant, install }: Installation): number {
  console.error(
    `Nothing was changed: the Entra tenant ${install} belongs to ${tenant}. countersign teams disconnect ${tenant} ${install} frees it.`,
  );
  return 1;
}
