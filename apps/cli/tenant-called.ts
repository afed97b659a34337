// The organisation that an argument names, among those whose people may send.
import type { Tenant } from '#core/ports.ts';
import { directory } from '#stores/directory.ts';
import { UsageProblem } from './arguments.ts';
import type { Installation } from './installation.ts';

export async function tenantCalled({ table, place }: Pick<Installation, 'table' | 'place'>, id: string): Promise<Tenant> {
  const known = (await directory(table).tenants()).filter(({ domains }) => domains.length > 0);
  const found = known.find((one) => one.id === id);
  if (found) return found;
  const others = known.length === 0 ? 'There is none yet' : `There are: ${known.map((one) => one.id).join(', ')}`;
  throw new UsageProblem(`There is no tenant ${id} in ${place}. ${others}; countersign tenant add makes one.`);
}
