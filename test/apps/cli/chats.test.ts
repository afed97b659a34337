// `countersign manifest`, `slack` and `teams`: what an administrator does until an app runs and its people count.
import { mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { UsageProblem } from '#apps/cli/arguments.ts';
import { manifest } from '#apps/cli/manifest.ts';
import { slack } from '#apps/cli/slack.ts';
import { teams } from '#apps/cli/teams.ts';
import { slackStates } from '#apps/world/slack-states.ts';
import { writeInstallationData } from '#apps/teams/place.ts';
import type { TenantId } from '#core/ids.ts';
import { instantOf, plus } from '#core/time.ts';
import { accounts } from '#stores/accounts.ts';
import { installations } from '#stores/installations.ts';
import { countersign } from '../../support/command.ts';
import { startedDemo } from '../../support/demo.ts';
import { CLIENT_SECRET, ENTRA, inTable, liveFolder, SLACK, TEAMS } from '../../support/live-folder.ts';
import { temporaryFolder } from '../../support/temporary.ts';

/** In this process, for what prints nothing. */
function surroundings(env: Readonly<Record<string, string>>): void {
  for (const name of [...Object.keys({ ...SLACK, ...TEAMS }), 'PUBLIC_URL', 'DATA_DIR']) vi.stubEnv(name, env[name]);
}

const HTTPS = { PUBLIC_URL: 'https://sign.acme.example' };

describe('a manifest', () => {
  test('for Slack is printed, or written where it is wanted, for the address of this installation', async () => {
    const { code, out } = await countersign(['manifest', 'slack'], HTTPS);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ oauth_config: { redirect_urls: ['https://sign.acme.example/slack/oauth_redirect'] } });
    const file = join(temporaryFolder(), 'slack.json');
    const written = await countersign(['manifest', 'slack', '--url', 'https://other.example/', '--out', file], HTTPS);
    expect(written.out).toContain('Create New App');
    expect(JSON.parse(readFileSync(file, 'utf8')).settings.interactivity.request_url).toBe('https://other.example/slack/events');
  });

  test('for Teams is printed, or written with everything that belongs into the package', async () => {
    const { out } = await countersign(['manifest', 'teams'], { ...HTTPS, TEAMS_APP_ID: TEAMS.TEAMS_APP_ID });
    expect(JSON.parse(out)).toMatchObject({ id: TEAMS.TEAMS_APP_ID, bots: [{ botId: TEAMS.TEAMS_APP_ID }] });
    const folder = join(mkdtempSync(join(temporaryFolder(), 'x')), 'package');
    expect((await countersign(['manifest', 'teams', '--app-id', TEAMS.TEAMS_APP_ID, '--out', folder], HTTPS)).code).toBe(0);
    const { icons, localizationInfo } = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
    const named: string[] = ['manifest.json', ...Object.values<string>(icons), localizationInfo.additionalLanguages[0].file];
    expect(readdirSync(folder).toSorted()).toEqual(named.toSorted());
  });

  test.each([
    [['slack'], {}, 'set PUBLIC_URL'],
    [['slack', '--url', 'http://sign.acme.example'], {}, 'begins with https://'],
    [['teams'], HTTPS, 'set TEAMS_APP_ID'],
    [['teams', '--app-id', 'the-bot'], HTTPS, 'a GUID'],
    [['mattermost'], HTTPS, 'slack or teams'],
  ])('%j is refused with what is missing', async (args, env: Readonly<Record<string, string>>, says) => {
    surroundings(env);
    const refused = manifest(args);
    await expect(refused).rejects.toThrow(UsageProblem);
    await expect(refused).rejects.toThrow(says);
  });
});

describe('slack connect', () => {
  test('prints a link that stands once, for a day, for the tenant that was named', async () => {
    const folder = await liveFolder();
    const { code, out, err } = await countersign(['slack', 'connect', 'acme'], { DATA_DIR: folder, ...HTTPS, ...SLACK });
    expect([code, err]).toEqual([0, expect.stringContaining('Acme')]);
    const link = new URL(out.trim());
    expect(`${link.origin}${link.pathname}`).toBe('https://sign.acme.example/slack/install');
    const state = link.searchParams.get('state') ?? '';
    await inTable(folder, async (table) => {
      const tomorrow = plus(instantOf(Date.now()), { hours: 25 });
      expect(await slackStates(table, () => instantOf(Date.now())).take(state)).toBe('acme');
      expect(await slackStates(table, () => instantOf(Date.now())).take(state)).toBeUndefined();
      const late = await slackStates(table, () => instantOf(Date.now())).make('acme' as TenantId);
      expect(await slackStates(table, () => tomorrow).take(late)).toBeUndefined();
    });
    expect(err).not.toContain(CLIENT_SECRET);
  });

  test.each([
    ['without the app’s settings', HTTPS, 'docs/slack.md'],
    ['with half of them', { ...HTTPS, SLACK_CLIENT_ID: '1.2' }, 'SLACK_CLIENT_SECRET is missing'],
    ['where people could not come back', { ...SLACK, PUBLIC_URL: 'http://sign.acme.example' }, 'https'],
  ])('%s makes none', async (_name, env, says) => {
    surroundings({ DATA_DIR: await liveFolder(), ...env });
    await expect(slack(['connect', 'acme'])).rejects.toThrow(says);
  });

  test('for a tenant that is not there, or in a demo, makes none', async () => {
    const env = { ...HTTPS, ...SLACK };
    const other = await countersign(['slack', 'connect', 'contoso'], { DATA_DIR: await liveFolder(), ...env });
    expect(other).toMatchObject({ code: 2, out: '', err: expect.stringContaining('There are: acme') });
    const { dataDir } = await startedDemo();
    const demo = await countersign(['slack', 'connect', 'northwind'], { DATA_DIR: dataDir, ...env });
    expect(demo).toMatchObject({ code: 1, out: '', err: expect.stringContaining('belongs to the demo') });
  });
});

describe('teams connect', () => {
  test('claims an Entra tenant for an organisation, once and for one only', async () => {
    const folder = await liveFolder('acme', 'globex');
    const teams = async (...args: string[]) => countersign(['teams', ...args], { DATA_DIR: folder });
    expect((await teams('connect', 'acme', ENTRA.toUpperCase())).out).toContain('counts from now on');
    const heard = writeInstallationData({ serviceUrl: 'https://smba.trafficmanager.net/emea/' });
    await inTable(folder, async (table) => {
      const made = await installations(table).get('teams', ENTRA);
      expect(made).toMatchObject({ tenant: 'acme', name: 'Acme' });
      if (made) await installations(table).put({ ...made, data: heard });
    });
    expect(await teams('connect', 'acme', ENTRA)).toMatchObject({ code: 0, out: expect.stringContaining('Nothing changed') });
    expect(await teams('connect', 'globex', ENTRA)).toMatchObject({ code: 1, err: expect.stringContaining('belongs to acme') });
    expect(await teams('disconnect', 'globex', ENTRA)).toMatchObject({ code: 1, err: expect.stringContaining('belongs to acme') });
    await inTable(folder, async (table) =>
      expect(await installations(table).get('teams', ENTRA)).toMatchObject({ tenant: 'acme', data: heard }),
    );
  });

  test('is taken back with the people who were known through it', async () => {
    const folder = await liveFolder();
    const teams = async (...args: string[]) => countersign(['teams', ...args], { DATA_DIR: folder });
    await teams('connect', 'acme', ENTRA);
    const person = { platform: 'teams', install: ENTRA, user: 'u1', tenant: 'acme' as TenantId, email: 'a@acme.example' } as const;
    const known = { ...person, isEmailConfirmed: true, name: 'A', standing: 'member', checkedAt: instantOf(0) } as const;
    await inTable(folder, async (table) => accounts(table).put(known));
    expect(await teams('disconnect', 'acme', ENTRA)).toMatchObject({ code: 0, out: expect.stringContaining('no more') });
    await inTable(folder, async (table) => {
      expect(await installations(table).all('teams')).toEqual([]);
      expect(await accounts(table).get('teams', ENTRA, 'u1')).toBeUndefined();
    });
    expect(await teams('disconnect', 'acme', ENTRA)).toMatchObject({ code: 1, err: expect.stringContaining('is not connected') });
  });

  test.each([
    [['connect', 'acme', 'acme.onmicrosoft.com'], 'no Entra tenant id'],
    [['connect', 'acme'], 'Say connect or disconnect'],
    [['connect', 'contoso', ENTRA], 'There are: acme'],
    [['toString', 'acme', ENTRA], 'Say connect or disconnect'],
  ])('%j changes nothing', async (args, says) => {
    const folder = await liveFolder();
    surroundings({ DATA_DIR: folder });
    await expect(teams(args)).rejects.toThrow(says);
    await inTable(folder, async (table) => expect(await installations(table).all('teams')).toEqual([]));
  });
});
