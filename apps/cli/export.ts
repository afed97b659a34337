// `countersign export`: everything of a tenant in one file, for another data folder or another engine. The product must not run meanwhile:
// what came in during the copy would stay behind. On one machine a lock sees to that; on AWS it is for whoever types.
import { lockFolder } from '#apps/local/folder-lock.ts';
import type { TenantId } from '#core/ids.ts';
import { diskBlobs } from '#stores/disk-blobs.ts';
import { exportTenant } from '#stores/tenant-export.ts';
import { argumentsOf, UsageProblem } from './arguments.ts';
import { withInstallation, type Installation } from './installation.ts';
import { refuseExisting, writeNew } from './new-file.ts';
import { print } from './print.ts';
import { storesIn } from './stores-in.ts';

export async function exportToFile(args: readonly string[]): Promise<number> {
  const { values, positionals } = argumentsOf(args, { tenant: { type: 'string' }, blobs: { type: 'string' } });
  const [file, ...others] = positionals;
  if (file === undefined || others.length > 0) throw new UsageProblem('Name one file to write.');
  await refuseExisting(file);
  return withInstallation('read', async (found) => copied(found, { file, ...values }));
}

type Asked = { readonly file: string; readonly tenant?: string; readonly blobs?: string };

async function copied(found: Installation, values: Asked): Promise<number> {
  const { file } = values;
  const unlock = found.folder ? lockFolder(found.folder.path) : undefined;
  try {
    const stores = await storesIn(found);
    const tenant = (await stores.directory.tenants()).find(({ id }) => id === values.tenant)?.id;
    if (tenant === undefined) throw new UsageProblem('Say with --tenant which organisation to export; `countersign trace` shows them.');
    const beside = values.blobs === undefined ? undefined : diskBlobs(values.blobs);
    const lines = await write(file, exportTenant({ ...stores, beside }, tenant satisfies TenantId));
    print(`Exported ${tenant}: ${lines} lines in ${file}${values.blobs === undefined ? '' : `, its files in ${values.blobs}`}.`);
    const kept = found.folder ? 'this folder (countersign.json)' : 'this installation (token, code, web and id in Secrets Manager)';
    print(`Its people’s links go on working where the secrets of ${kept} are used too.`);
    if (!found.folder) print('What came in meanwhile may be missing: stop the tenant’s mail and chats first when it is to move.');
    return 0;
  } finally {
    unlock?.();
  }
}

async function write(file: string, lines: AsyncIterable<string>): Promise<number> {
  let count = 0;
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const line of lines) {
      count += 1;
      if (count % 1_000 === 0) console.error(`${count} lines …`);
      yield Buffer.from(line);
    }
  }
  await writeNew(file, counted());
  return count;
}
