// `countersign export`: everything of a tenant in one file, for another data folder or another engine. The product must not run meanwhile:
// what came in during the copy would stay behind.
import { machineConfig } from '#apps/config.ts';
import { readDataDir } from '#apps/local/data-dir.ts';
import { lockFolder } from '#apps/local/folder-lock.ts';
import type { TenantId } from '#core/ids.ts';
import { diskBlobs } from '#stores/disk-blobs.ts';
import { sqliteTable } from '#stores/sqlite-table.ts';
import { exportTenant } from '#stores/tenant-export.ts';
import { argumentsOf, UsageProblem } from './arguments.ts';
import { refuseExisting, writeNew } from './new-file.ts';
import { print } from './print.ts';
import { storesIn } from './stores-in.ts';

export async function exportToFile(args: readonly string[]): Promise<number> {
  const { values, positionals } = argumentsOf(args, { tenant: { type: 'string' }, blobs: { type: 'string' } });
  const [file, ...others] = positionals;
  if (file === undefined || others.length > 0) throw new UsageProblem('Name one file to write.');
  await refuseExisting(file);
  const data = await readDataDir(machineConfig().dataDir);
  const unlock = lockFolder(data.path);
  const table = sqliteTable(data.table, { readOnly: true });
  try {
    const stores = storesIn(data, table);
    const tenant = (await stores.directory.tenants()).find(({ id }) => id === values.tenant)?.id;
    if (tenant === undefined) throw new UsageProblem('Say with --tenant which organisation to export; `countersign trace` shows them.');
    const beside = values.blobs === undefined ? undefined : diskBlobs(values.blobs);
    const lines = await write(file, exportTenant({ ...stores, beside }, tenant satisfies TenantId));
    print(`Exported ${tenant}: ${lines} lines in ${file}${values.blobs === undefined ? '' : `, its files in ${values.blobs}`}.`);
    print('Its people’s links go on working where the secrets of this folder (countersign.json) are used too.');
    return 0;
  } finally {
    await table.close();
    unlock();
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
