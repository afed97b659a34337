// Who is connected to Slack and Teams according to the data folder of a live installation, and whether what is kept of them is of use.
import type { Installation } from '#core/people.ts';
import type { Tenant } from '#core/ports.ts';
import { ConfigProblem } from '#apps/config.ts';
import { readDataDir, type DataDir } from '#apps/local/data-dir.ts';
import type { SecretBox } from '#apps/secret-box.ts';
import { particularsOf, tokensIn } from '#apps/slack/installs.ts';
import { SCOPES } from '#apps/slack/oauth.ts';
import { readInstallationData } from '#apps/teams/place.ts';
import { directory } from '#stores/directory.ts';
import { installations } from '#stores/installations.ts';
import { sqliteTable } from '#stores/sqlite-table.ts';
import { messageOf } from './arguments.ts';

/** @property problem what keeps it from working; `note`: what it still waits for */
export type Place = { readonly name: string; readonly problem?: string; readonly note?: string };
export type Connected = { readonly tenants: readonly { readonly id: string; readonly places: readonly Place[] }[] };

/** @returns undefined where there is no live folder yet, or nobody in it who may send; a demo's chats are stand-ins */
export async function connectedIn(dataDir: string): Promise<{ readonly slack: Connected; readonly teams: Connected } | undefined> {
  const data = await liveFolder(dataDir);
  if (!data) return undefined;
  const table = sqliteTable(data.table, { readOnly: true });
  try {
    const tenants = (await directory(table).tenants()).filter(({ domains }) => domains.length > 0);
    if (tenants.length === 0) return undefined;
    const all = await Promise.all(tenants.map(async (tenant) => ({ tenant, found: await installations(table).ofTenant(tenant.id) })));
    const isSlackIn = all.some(({ found }) => found.some(({ platform }) => platform === 'slack'));
    // Only where there is a token to open: it takes the channels with it.
    const box = isSlackIn ? (await import('#apps/world/secrets.ts')).boxOf(data.secrets) : undefined;
    return {
      slack: connectedBy(all, 'slack', (one) => (box ? workspace(one, box) : { name: one.name })),
      teams: connectedBy(all, 'teams', entraTenant),
    };
  } finally {
    await table.close();
  }
}

async function liveFolder(dataDir: string): Promise<DataDir | undefined> {
  try {
    const data = await readDataDir(dataDir);
    return data.mode === 'live' ? data : undefined;
  } catch (problem) {
    if (problem instanceof ConfigProblem) return undefined;
    throw problem;
  }
}

type Found = { readonly tenant: Tenant; readonly found: readonly Installation[] };

function connectedBy(all: readonly Found[], platform: Installation['platform'], placeOf: (one: Installation) => Place): Connected {
  return {
    tenants: all.map(({ tenant, found }) => ({ id: tenant.id, places: found.filter((one) => one.platform === platform).map(placeOf) })),
  };
}

function workspace(installation: Installation, box: SecretBox): Place {
  const name = `${installation.name} (${installation.install})`;
  try {
    const { scopes } = particularsOf(installation);
    const { expiresAt, refresh } = tokensIn(installation, box);
    const missing = SCOPES.filter((scope) => !scopes.includes(scope));
    if (missing.length > 0) return { name, problem: `it was connected without ${missing.join(', ')}.` };
    const isOver = expiresAt !== undefined && expiresAt < Date.now();
    if (isOver && refresh === undefined) return { name, problem: 'its token has run out and cannot be renewed.' };
    return isOver ? { name, note: 'Its token has run out; countersign serve renews it when it starts' } : { name };
  } catch (fault) {
    return { name, problem: messageOf(fault) };
  }
}

function entraTenant({ name, install, data }: Installation): Place {
  const isHeard = readInstallationData(data).serviceUrl !== undefined;
  const note = 'Nothing has come from it yet: add the app in Teams and say something to it';
  return { name: `${name} (${install})`, ...(isHeard ? {} : { note }) };
}
