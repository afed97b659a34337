// What the doctor says of Slack and Teams: off, half, whole; who is connected; and what would mend it.
import { describe, expect, test, vi } from 'vitest';
import { chatFindings } from '#apps/cli/doctor-chats.ts';
import { boxOf } from '#apps/world/secrets.ts';
import { readDataDir } from '#apps/local/data-dir.ts';
import { installationOf, type SlackTokens } from '#apps/slack/installs.ts';
import { SCOPES } from '#apps/slack/oauth.ts';
import { writeInstallationData } from '#apps/teams/place.ts';
import type { TenantId } from '#core/ids.ts';
import { instantOf } from '#core/time.ts';
import { secretBox } from '#apps/secret-box.ts';
import { installations } from '#stores/installations.ts';
import { countersign } from '../../support/command.ts';
import { startedDemo } from '../../support/demo.ts';
import { CLIENT_SECRET, ENTRA, inTable, liveFolder, SLACK, TEAMS } from '../../support/live-folder.ts';

const HTTPS = { PUBLIC_URL: 'https://sign.acme.example' };
const acme = 'acme' as TenantId;

/** @property code as `doctor` would end, were it for these findings alone */
async function doctor(folder: string, env: Readonly<Record<string, string>>) {
  for (const name of [...Object.keys({ ...SLACK, ...TEAMS }), 'PUBLIC_URL']) vi.stubEnv(name, env[name]);
  const all = await chatFindings(folder);
  return {
    code: all.every(({ ok }) => ok) ? 0 : 1,
    out: JSON.stringify(all),
    of: (check: string) => all.filter((one) => one.check === check),
  };
}

type Change = { readonly tokens?: SlackTokens; readonly scopes?: readonly string[]; readonly isSealedElsewhere?: boolean };

async function connectSlack(
  folder: string,
  { tokens = { access: 'xoxb-secret' }, scopes = SCOPES, isSealedElsewhere = false }: Change = {},
) {
  const { secrets } = await readDataDir(folder);
  const box = isSealedElsewhere ? secretBox([{ kid: 'k1', secret: Buffer.alloc(32, 1) }]) : boxOf(secrets);
  const who = { install: 'T0ACME001', tenant: acme, name: 'Acme \u001b[31mHQ', botUser: 'U1', app: 'A1', installedBy: 'U2' };
  const made = installationOf({ ...who, scopes: [...scopes], tokens, installedAt: instantOf(0) }, box);
  await inTable(folder, async (table) => installations(table).put(made));
}

describe('the doctor', () => {
  test('holds a chat that is not set up against nobody, and says where it begins', async () => {
    const { code, of } = await doctor(await liveFolder(), {});
    expect(code).toBe(0);
    expect(of('Slack settings')).toMatchObject([{ ok: true, say: expect.stringContaining('docs/slack.md') }]);
    expect(of('Teams settings')).toMatchObject([{ ok: true, say: expect.stringContaining('docs/teams.md') }]);
    expect(of('Address for chats')).toEqual([]);
  });

  test('names what is missing of settings that are half there, each chat by itself', async () => {
    const { code, of } = await doctor(await liveFolder(), { ...HTTPS, SLACK_CLIENT_ID: '1.2', ...TEAMS });
    expect(code).toBe(1);
    expect(of('Slack settings')).toMatchObject([{ ok: false, say: expect.stringMatching(/SLACK_SIGNING_SECRET.*SLACK_CLIENT_SECRET/) }]);
    expect(of('Teams settings')).toMatchObject([{ ok: true, say: expect.stringContaining(TEAMS.TEAMS_APP_ID) }]);
    const { of: ofWrong } = await doctor(await liveFolder(), { ...TEAMS, TEAMS_APP_ID: 'bot' });
    expect(ofWrong('Teams settings')).toMatchObject([{ ok: false, say: expect.stringContaining('TEAMS_APP_ID is not usable') }]);
  });

  test('tells no secret, and how many signing secrets are in use', async () => {
    const secrets = { ...SLACK, SLACK_SIGNING_SECRET: 'the-new-signing-secret,the-old-signing-secret' };
    const { out, of } = await doctor(await liveFolder(), { ...HTTPS, ...secrets, ...TEAMS });
    expect(of('Slack settings')).toMatchObject([{ ok: true, say: expect.stringContaining('2 signing secrets') }]);
    for (const secret of ['signing-secret,', 'old-signing', CLIENT_SECRET, TEAMS.TEAMS_APP_PASSWORD]) expect(out).not.toContain(secret);
  });

  test.each([
    ['http://sign.acme.example', 'https addresses only'],
    ['', 'not usable'],
    [undefined, 'PUBLIC_URL is missing'],
  ])('wants an https address for chats (%j)', async (url, says) => {
    const { code, of } = await doctor(await liveFolder(), { ...SLACK, ...(url !== undefined && { PUBLIC_URL: url }) });
    expect([code, of('Address for chats')]).toMatchObject([1, [{ ok: false, say: expect.stringContaining(says) }]]);
  });

  test('says how to connect where nobody is connected yet', async () => {
    const { code, of } = await doctor(await liveFolder(), { ...HTTPS, ...SLACK, ...TEAMS });
    expect(code).toBe(1);
    expect(of('Slack workspaces')).toMatchObject([{ ok: false, say: expect.stringContaining('countersign slack connect acme') }]);
    expect(of('Teams tenants')).toMatchObject([{ ok: false, say: expect.stringContaining('countersign teams connect acme') }]);
  });

  test('is content with a workspace whose token opens, and with an organisation that does without', async () => {
    const folder = await liveFolder('acme', 'globex');
    await connectSlack(folder);
    const { code, out, of } = await doctor(folder, { ...HTTPS, ...SLACK });
    expect(code).toBe(0);
    expect(of('Slack workspaces')).toMatchObject([
      { ok: true, say: expect.stringContaining('(T0ACME001)') },
      { ok: true, say: expect.stringContaining('globex has none') },
    ]);
    expect(out).not.toContain('xoxb');
    // What a workspace is called reaches no terminal as a command.
    const printed = await countersign(['doctor'], { DATA_DIR: folder, PORT: '0', SMTP_PORT: '0', ...HTTPS, ...SLACK });
    expect(printed).toMatchObject({ code: 0, out: expect.stringContaining('ok   Slack workspaces: acme') });
    expect(printed.out).not.toContain('\u001b');
    const half = await countersign(['doctor'], { DATA_DIR: folder, PORT: '0', SMTP_PORT: '0', SLACK_CLIENT_ID: '1.2' });
    expect(half).toMatchObject({ code: 1, out: expect.stringContaining('MEND Slack settings: ') });
  });

  test.each<[string, Change, string]>([
    ['whose token was sealed with another key', { isSealedElsewhere: true }, 'sealed with another key'],
    ['that was connected for less than is needed now', { scopes: ['commands', 'chat:write'] }, 'without files:read'],
    ['whose token is over and cannot be renewed', { tokens: { access: 'x', expiresAt: 1 } }, 'cannot be renewed'],
  ])('finds a workspace %s', async (_name, change, says) => {
    const folder = await liveFolder();
    await connectSlack(folder, change);
    const { code, of } = await doctor(folder, { ...HTTPS, ...SLACK });
    expect(code).toBe(1);
    expect(of('Slack workspaces')).toMatchObject([{ ok: false, say: expect.stringContaining(says) }]);
    expect(of('Slack workspaces')[0]?.say).toContain('countersign slack connect acme');
  });

  test('leaves a token that can be renewed to the product', async () => {
    const folder = await liveFolder();
    await connectSlack(folder, { tokens: { access: 'x', refresh: 'y', expiresAt: 1 } });
    expect((await doctor(folder, { ...HTTPS, ...SLACK })).of('Slack workspaces')).toMatchObject([
      { ok: true, say: expect.stringContaining('renews it') },
    ]);
  });

  test('tells an Entra tenant that was only claimed from one that has spoken', async () => {
    const folder = await liveFolder();
    const put = async (serviceUrl?: string) => {
      const data = writeInstallationData(serviceUrl === undefined ? {} : { serviceUrl });
      const claimed = { platform: 'teams', install: ENTRA, tenant: acme, name: 'Acme', data, installedAt: instantOf(0) } as const;
      await inTable(folder, async (table) => installations(table).put(claimed));
    };
    await put();
    const silent = await doctor(folder, { ...HTTPS, ...TEAMS });
    expect([silent.code, silent.of('Teams tenants')[0]?.say]).toEqual([0, expect.stringContaining('Nothing has come from it yet')]);
    await put('https://smba.trafficmanager.net/emea/');
    expect((await doctor(folder, { ...HTTPS, ...TEAMS })).of('Teams tenants')[0]?.say).toBe(`acme: Acme (${ENTRA})`);
    const off = await doctor(folder, {});
    expect([off.code, off.of('Teams settings')]).toMatchObject([1, [{ ok: false, say: expect.stringContaining('nobody is reached') }]]);
  });

  test('takes no stand-in of a demo for somebody connected', async () => {
    const { dataDir } = await startedDemo();
    expect((await doctor(dataDir, {})).of('Slack settings')).toMatchObject([{ ok: true }]);
  });
});
