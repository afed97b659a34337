// The installation that a verb works on: the data folder of this machine, or, where COUNTERSIGN_TABLE names a table, one on AWS. Beside the
// running product in both.
import { ConfigProblem, estateConfig, machineConfig } from '#apps/config.ts';
import { productClock } from '#apps/local/clock.ts';
import { openDataDir, readDataDir, type DataDir, type Mode } from '#apps/local/data-dir.ts';
import type { Secrets } from '#apps/world/secrets.ts';
import type { Blobs, Table } from '#core/ports.ts';
import type { Instant } from '#core/time.ts';
import { diskBlobs } from '#stores/disk-blobs.ts';
import { sqliteTable } from '#stores/sqlite-table.ts';

export type Installation = {
  readonly table: Table;
  /** As in "there is no such envelope in …". */
  readonly place: string;
  /** The product's clock: the demo's may have been moved. */
  readonly now: () => Instant;
  /** @throws ConfigProblem where nothing says where the files are */
  readonly blobs: () => Blobs;
  /** @throws ConfigProblem where nothing says where they are, or they cannot be read */
  readonly secrets: () => Promise<Secrets>;
  /** Absent on AWS. */
  readonly folder?: DataDir;
};

/**
 * `live`: writes, and never into a demo's: there, stand-ins play the part of Slack and Teams, and nothing of theirs is to be mixed with what is
 * real. `make`: the same, and where nothing is yet a folder is made.
 */
export type Access = 'read' | 'write' | 'live' | 'make';

export async function withInstallation<T>(access: Access, work: (found: Installation) => Promise<T>): Promise<T> {
  const found = await opened(access);
  try {
    return await work(found);
  } finally {
    await found.table.close();
  }
}

async function opened(access: Access): Promise<Installation> {
  const { table, ...others } = estateConfig();
  // On demand: on one machine nobody waits for the libraries of AWS.
  if (table !== undefined) return (await import('./on-aws.ts')).installationOnAws({ ...others, table });
  const { dataDir } = machineConfig();
  return access === 'make' ? inFolder(await openDataDir(dataDir, 'live'), access) : inFolder(await existing(dataDir, access), access);
}

async function existing(dataDir: string, access: Access): Promise<DataDir & { readonly mode: Mode }> {
  const data = await readDataDir(dataDir);
  if (access !== 'live' || data.mode === 'live') return data;
  throw new ConfigProblem(`The data folder ${data.path} belongs to the demo, whose chats are connected already. Set DATA_DIR.`);
}

function inFolder(folder: DataDir, access: Access): Installation {
  return {
    table: sqliteTable(folder.table, access === 'read' ? { readOnly: true } : {}),
    place: 'this data folder',
    now: () => productClock({ dir: folder.local }).now(),
    blobs: () => diskBlobs(folder.blobs),
    secrets: async () => folder.secrets,
    folder,
  };
}
