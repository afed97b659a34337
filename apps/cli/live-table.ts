// The table of a live installation, for verbs that write into it beside the running product. Never a demo's: there, stand-ins play the part
// of Slack and Teams, and nothing of theirs is to be mixed with what is real.
import { ConfigProblem, machineConfig } from '#apps/config.ts';
import { readDataDir } from '#apps/local/data-dir.ts';
import type { Table } from '#core/ports.ts';
import { sqliteTable } from '#stores/sqlite-table.ts';

export async function withLiveTable<T>(work: (table: Table) => Promise<T>): Promise<T> {
  const { mode, path, table: file } = await readDataDir(machineConfig().dataDir);
  if (mode !== 'live')
    throw new ConfigProblem(`The data folder ${path} belongs to the demo, whose chats are connected already. Set DATA_DIR.`);
  const table = sqliteTable(file);
  try {
    return await work(table);
  } finally {
    await table.close();
  }
}
