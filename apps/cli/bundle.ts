// `countersign bundle`: everything that the tenant holds about an envelope that is over, as one zip that can be checked without the product.
// Also while the product runs.
import { packed } from '#apps/evidence/archive.ts';
import { gather, linksOf } from '#apps/evidence/gather.ts';
import { sha256 } from '#apps/world/hashing.ts';
import { fold } from '#core/fold.ts';
import { parseEnvelopeId, type EnvelopeId, type TenantId } from '#core/ids.ts';
import { policies } from '#stores/policies.ts';
import { argumentsOf, UsageProblem } from './arguments.ts';
import { withInstallation, type Installation } from './installation.ts';
import { refuseExisting, writeNew } from './new-file.ts';
import { print } from './print.ts';
import { storesIn, type Stores } from './stores-in.ts';
import { trustedHere } from './trusted.ts';

export async function bundleEnvelope(args: readonly string[]): Promise<number> {
  const { values, positionals } = argumentsOf(args, { out: { type: 'string' }, 'end-links': { type: 'boolean', default: false } });
  const id = parseEnvelopeId(positionals[0] ?? '');
  if (!id || positionals.length > 1)
    throw new UsageProblem('Name one envelope, such as CS-7K3F2-QXA9B; a mistyped id does not pass its check.');
  const { out } = values;
  if (out === undefined) throw new UsageProblem('Name the file to write with --out.');
  await refuseExisting(out);
  const isEnding = values['end-links'];
  return withInstallation(isEnding ? 'write' : 'read', async (found) => write(found, { id, out, isEnding }));
}

type Asked = { readonly id: EnvelopeId; readonly out: string; readonly isEnding: boolean };

async function write(found: Installation, { id, out, isEnding }: Asked): Promise<number> {
  const stores = await storesIn(found);
  const tenant = await tenantOf(stores, id);
  if (tenant === undefined) return complain(`There is no envelope ${id} in ${found.place}.`);
  if (isEnding) await endLinks(stores, { tenant, envelope: id });
  const authority = (await trustedHere(found.folder?.path)).join('\n') || undefined;
  const all = policies(found.table).all;
  const gathered = await gather({ ...stores, policies: all, sha256, authority }, { tenant, envelope: id });
  if (!gathered.ok) return complain(gathered.why);
  await writeNew(out, packed(gathered.members));
  print(`Written to ${out}: ${gathered.members.size} files about ${id}, for ${tenant} alone. VERIFY.md in it says how to check them.`);
  for (const sentence of gathered.missing) print(`  missing: ${sentence}`);
  return 0;
}

/** Only of what is over: as long as it is open, people need theirs. */
async function endLinks({ ledger, tokens }: Stores, { tenant, envelope }: { tenant: TenantId; envelope: EnvelopeId }): Promise<void> {
  const stream = await ledger.load(tenant, envelope);
  const { status } = fold(stream);
  if (status === 'draft' || status === 'sent') return;
  for (const link of linksOf({ tenant, envelope, stream })) await tokens.end(link);
}

async function tenantOf({ ledger, directory }: Stores, id: EnvelopeId): Promise<TenantId | undefined> {
  for (const { id: tenant } of await directory.tenants()) {
    if (fold(await ledger.load(tenant, id)).status !== 'none') return tenant;
  }
  return undefined;
}

function complain(sentence: string): number {
  console.error(sentence);
  return 1;
}
