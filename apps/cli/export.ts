// `countersign export`: everything of a tenant in one file, for another data folder or another engine. The product must not run meanwhile:
// what came in during the copy would stay behind.
import { access, rename, rm } from 'node:fs/promises';
import { machineConfig, ConfigProblem } from '#apps/config.ts';
import { readDataDir } from '#apps/local/data-dir.ts';
import { lockFolder } from '#apps/local/folder-lock.ts';
import type { TenantId } from '#core/ids.ts';
import { diskBlobs } from '#stores/disk-blobs.ts';
import { writeDurably } from '#stores/durable-files.ts';
import { sqliteTable } from '#stores/sqlite-table.ts';
import { exportTenant } from '#stores/tenant-export.ts';
import { argumentsOf, UsageProblem } from './arguments.ts';
import { print } from './print.ts';
import { storesIn } from './stores-in.ts';

export async function exportToFile(args: readonly string[]): Promise<number> {
  const { values, positionals } = argumentsOf(args, { tenant: { type: 'string' }, blobs: { type: 'string' } });
  const [file, ...others] = positionals;
  if (file === undefined || others.length > 0) throw new UsageProblem('Name one file to write.');
  if (await isThere(file)) throw new UsageProblem(`There is a file ${file} already. Name another.`);
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

/** Under its name only once it is whole and on disk. */
async function write(file: string, lines: AsyncIterable<string>): Promise<number> {
  const part = `${file}.part`;
  let count = 0;
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const line of lines) {
      count += 1;
      if (count % 1_000 === 0) console.error(`${count} lines …`);
      yield Buffer.from(line);
    }
  }
  try {
    await writeDurably(part, counted());
    await rename(part, file);
  } catch (cause) {
    await rm(part, { force: true });
    throw new ConfigProblem(`The file ${file} could not be written. Check the disk and the folder's rights.`, { cause });
  }
  return count;
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
