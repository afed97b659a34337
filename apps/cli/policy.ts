// `countersign policy`: shows, checks and sets a tenant's policy. A mistake in the document changes nothing.
import { readFile } from 'node:fs/promises';
import type { Json } from '#core/canonical.ts';
import { canonical } from '#core/canonical.ts';
import type { TenantId } from '#core/ids.ts';
import type { Policy } from '#core/policy/policy.ts';
import { readPolicy, type PolicyRead } from '#core/policy/read.ts';
import type { Table } from '#core/ports.ts';
import { sha256 } from '#apps/world/hashing.ts';
import { directory } from '#stores/directory.ts';
import { policies } from '#stores/policies.ts';
import { argumentsOf, messageOf, UsageProblem } from './arguments.ts';
import { withInstallation, type Installation } from './installation.ts';
import { print } from './print.ts';

export async function policy(args: readonly string[]): Promise<number> {
  const { values, positionals } = argumentsOf(args, { tenant: { type: 'string' } });
  const [action, file] = positionals;
  if (action === 'check' && file !== undefined) return checked(await documentIn(file));
  if (action !== 'show' && action !== 'set') throw new UsageProblem('Say whether to show, check or set a policy.');
  if (action === 'set' && file === undefined) throw new UsageProblem('Name the file that holds the policy.');
  return withInstallation(action === 'show' ? 'read' : 'write', async (found) => {
    const tenant = await tenantNamed(found, values.tenant);
    const { table } = found;
    return file === undefined || action === 'show' ? show(table, tenant) : set(table, tenant, await documentIn(file));
  });
}

async function tenantNamed({ table, place }: Installation, id: string | undefined): Promise<TenantId> {
  const known = (await directory(table).tenants()).filter(({ domains }) => domains.length > 0).map((one) => one.id);
  const [only, ...others] = id === undefined ? known : known.filter((one) => one === id);
  if (only !== undefined && others.length === 0) return only;
  throw new UsageProblem(
    id === undefined ? `Name the tenant with --tenant: ${known.join(', ')}.` : `There is no tenant ${id} in ${place}.`,
  );
}

async function show(table: Table, tenant: TenantId): Promise<number> {
  const current = await policies(table).of(tenant);
  print(JSON.stringify(current, null, 2));
  console.error(`Revision ${current.revision} of ${tenant}; its hash in envelopes: ${hashOf(current)}`);
  return 0;
}

async function set(table: Table, tenant: TenantId, read: PolicyRead): Promise<number> {
  if (!read.ok) return refuse(read.problems);
  const before = await policies(table).of(tenant);
  const after = await policies(table).put(tenant, read.policy);
  if (after.revision === before.revision) print(`Nothing changed: revision ${after.revision} of ${tenant} says the same.`);
  else
    print(
      `Revision ${after.revision} of ${tenant} is in force for what is drafted from now on (a running product sees it within seconds); sent envelopes keep theirs.`,
    );
  return 0;
}

function checked(read: PolicyRead): number {
  if (!read.ok) return refuse(read.problems);
  print('The policy is sound.');
  return 0;
}

function refuse(problems: readonly string[]): number {
  for (const problem of problems) console.error(problem);
  console.error('Nothing was changed. Mend the file and try again.');
  return 1;
}

async function documentIn(file: string): Promise<PolicyRead> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new UsageProblem(`Could not read ${file}: ${messageOf(cause)}.`, { cause });
  });
  try {
    return readPolicy(JSON.parse(text) as Json);
  } catch (fault) {
    return { ok: false, problems: [`${file} holds no JSON: ${messageOf(fault)}.`] };
  }
}

function hashOf(current: Policy): string {
  return sha256(canonical(current));
}
