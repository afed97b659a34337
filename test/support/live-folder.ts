// A live installation's data folder with organisations in it, as an administrator has it before anything is connected.
import type { TenantId } from '#core/ids.ts';
import type { Table } from '#core/ports.ts';
import { openDataDir } from '#apps/local/data-dir.ts';
import { directory } from '#stores/directory.ts';
import { sqliteTable } from '#stores/sqlite-table.ts';
import { temporaryFolder } from './temporary.ts';

export const CLIENT_SECRET = 'a-client-secret-of-the-tests';
export const SLACK = { SLACK_SIGNING_SECRET: 'a-signing-secret-of-the-tests', SLACK_CLIENT_ID: '1.2', SLACK_CLIENT_SECRET: CLIENT_SECRET };
export const TEAMS = {
  TEAMS_APP_ID: '7c1f0d5e-3a94-4d0b-9a58-61f2c5c9e011',
  TEAMS_APP_PASSWORD: 'a-password-of-the-tests',
  TEAMS_APP_TENANT: '6d5c4b3a-2f1e-4d0c-9b8a-7f6e5d4c3b2a',
};
/** Of the organisation, not of the bot. */
export const ENTRA = '0f1e2d3c-4b5a-4678-9abc-def012345678';

export async function liveFolder(...ids: string[]): Promise<string> {
  const folder = temporaryFolder();
  await openDataDir(folder, 'live');
  await inTable(folder, async (table) => {
    for (const id of ids.length === 0 ? ['acme'] : ids) {
      const name = `${id.charAt(0).toUpperCase()}${id.slice(1)}`;
      await directory(table).addTenant({ id: id as TenantId, name, domains: [`${id}.example`], zone: 'UTC' });
    }
  });
  return folder;
}

export async function inTable<T>(folder: string, work: (table: Table) => Promise<T>): Promise<T> {
  const table = sqliteTable((await openDataDir(folder, 'live')).table);
  try {
    return await work(table);
  } finally {
    await table.close();
  }
}
