// Connecting a workspace: the link, the way through Slack and back, and what is kept of it.
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { describe, expect, onTestFinished, test } from 'vitest';
import { installLink, installRoutes, type InstallParts } from '#apps/slack/install.ts';
import { particularsOf, slackInstalls, tokensIn } from '#apps/slack/installs.ts';
import { SCOPES, slackOauth } from '#apps/slack/oauth.ts';
import type { TenantId } from '#core/ids.ts';
import { instantOf } from '#core/time.ts';
import { installations } from '#stores/installations.ts';
import { box, installationFor, NORTHWIND } from './kit.ts';
import { memoryTable } from '#test/support/memory-table.ts';
import { NOW, TEAM } from '#test/support/slack-deliveries.ts';

const URL_OF_US = 'https://countersign.test';
const GRANTED = {
  ok: true,
  app_id: 'A0CSIGN01',
  access_token: 'xoxe.xoxb-1-secret',
  token_type: 'bot',
  refresh_token: 'xoxe-1-secret',
  expires_in: 43_200,
  scope: 'commands,chat:write',
  bot_user_id: 'U0CSBOT01',
  team: { id: TEAM, name: 'Northwind <Traders>' },
  enterprise: null,
  is_enterprise_install: false,
  authed_user: { id: 'U0OLIVIA1' },
};

async function slackThatAnswers(answer: object) {
  const asked: Record<string, string>[] = [];
  const app = new Hono().post('/api/oauth.v2.access', async (c) => {
    asked.push(Object.fromEntries(new URLSearchParams(await c.req.text())));
    return c.json(answer);
  });
  const url = await new Promise<string>((ready) => {
    const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => ready(`http://127.0.0.1:${port}/api/`));
    onTestFinished(() => void server.close());
  });
  return { url, asked };
}

async function connecting(answer: object = GRANTED) {
  const slack = await slackThatAnswers(answer);
  const known = installations(memoryTable());
  const codes = new Map<string, TenantId>();
  const faults: string[] = [];
  const now = () => NOW;
  const parts: InstallParts = {
    publicUrl: URL_OF_US,
    oauth: slackOauth({ clientId: '1.2', clientSecret: 'shh', redirectUri: `${URL_OF_US}/slack/oauth_redirect`, url: slack.url, now }),
    states: {
      async make(tenant) {
        const code = `state-${'x'.repeat(20)}-${codes.size}`;
        codes.set(code, tenant);
        return code;
      },
      async take(state) {
        const tenant = codes.get(state);
        codes.delete(state);
        return tenant;
      },
    },
    installations: known,
    installs: slackInstalls({ installations: known, box, now }),
    directory: { tenant: async (id) => ({ id, name: 'Northwind Traders', domains: [], zone: 'UTC' }) },
    box,
    now,
    report: (fault, doing) => void faults.push(`${doing}: ${String(fault)}`),
  };
  const app = installRoutes(parts);
  const link = await installLink(parts, NORTHWIND);
  const go = async (path: string, cookie = '') => app.request(path, { headers: cookie === '' ? {} : { cookie } });
  /** Sets out by the link and comes back with Slack's code. */
  async function throughSlack(query = 'code=c-1') {
    const out = await go(link);
    const cookie = (out.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    const state = new URL(out.headers.get('location') ?? '').searchParams.get('state') ?? '';
    return { cookie, state, page: await go(`/slack/oauth_redirect?${query}&state=${state}`, cookie) };
  }
  return { ...parts, slack, known, faults, link, go, throughSlack };
}

describe('connecting a workspace', () => {
  test('leads to Slack with what we ask for, and nothing is used up by looking', async () => {
    const it = await connecting();
    await it.go(it.link);
    const out = await it.go(it.link);
    expect(out.status).toBe(302);
    const to = new URL(out.headers.get('location') ?? '');
    expect(`${to.origin}${to.pathname}`).toBe('https://slack.com/oauth/v2/authorize');
    expect(Object.fromEntries(to.searchParams)).toMatchObject({
      client_id: '1.2',
      scope: SCOPES.join(','),
      redirect_uri: `${URL_OF_US}/slack/oauth_redirect`,
    });
    expect(out.headers.get('set-cookie')).toMatch(/HttpOnly.*Secure.*SameSite=Lax|Secure.*HttpOnly.*SameSite=Lax/);
    expect(out.headers.get('cache-control')).toBe('no-store');
  });

  test('keeps the installation, its tokens sealed', async () => {
    const it = await connecting();
    const { page } = await it.throughSlack();
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('Northwind &lt;Traders&gt;');
    const installation = await it.known.get('slack', TEAM);
    if (!installation) throw new Error('Nothing was kept.');
    expect(installation).toMatchObject({ tenant: NORTHWIND, installedAt: instantOf(NOW) });
    expect(installation.data).not.toContain('secret');
    expect(particularsOf(installation)).toMatchObject({
      botUser: 'U0CSBOT01',
      installedBy: 'U0OLIVIA1',
      scopes: ['commands', 'chat:write'],
    });
    expect(tokensIn(installation, box)).toEqual({ access: 'xoxe.xoxb-1-secret', refresh: 'xoxe-1-secret', expiresAt: NOW + 43_200_000 });
    expect(it.slack.asked).toMatchObject([{ code: 'c-1', redirect_uri: `${URL_OF_US}/slack/oauth_redirect` }]);
  });

  test('of a whole organisation keeps it under the organisation', async () => {
    const it = await connecting({ ...GRANTED, team: null, enterprise: { id: 'E0NORTH01', name: 'Group' }, is_enterprise_install: true });
    expect((await it.throughSlack()).page.status).toBe(200);
    expect(await it.known.get('slack', 'E0NORTH01')).toBeDefined();
  });

  test('works once with one link', async () => {
    const it = await connecting();
    const { cookie, state } = await it.throughSlack();
    const again = await it.go(`/slack/oauth_redirect?code=c-2&state=${state}`, cookie);
    expect(again.status).toBe(400);
    expect(it.slack.asked).toHaveLength(1);
  });

  test.each([
    ['without a link', '/slack/install'],
    ['with a link that is none', '/slack/install?state=a%20b'],
    ['from Slack’s own pages, where nobody says whose it is', '/slack/oauth_redirect?code=c-1'],
    ['without a code', `/slack/oauth_redirect?state=state-${'x'.repeat(20)}-0`],
    ['in another browser', `/slack/oauth_redirect?code=c-1&state=state-${'x'.repeat(20)}-0`],
  ])('%s does nothing', async (_, path) => {
    const it = await connecting();
    expect((await it.go(path)).status).toBe(400);
    expect(it.slack.asked).toEqual([]);
    expect((await it.throughSlack()).page.status).toBe(200);
  });

  test('that is not allowed in Slack does nothing, and the link stays good', async () => {
    const it = await connecting();
    const { page } = await it.throughSlack('error=access_denied');
    expect(page.status).toBe(400);
    expect((await it.throughSlack()).page.status).toBe(200);
  });

  test('that belongs to another tenant changes nothing', async () => {
    const it = await connecting();
    const theirs = { ...installationFor(TEAM), tenant: 'contoso' as TenantId };
    await it.known.put(theirs);
    expect((await it.throughSlack()).page.status).toBe(409);
    expect(await it.known.get('slack', TEAM)).toEqual(theirs);
  });

  test('again, as for new scopes, renews the installation', async () => {
    const it = await connecting();
    await it.known.put(installationFor(TEAM, { access: 'xoxb-old' }));
    expect((await it.throughSlack()).page.status).toBe(200);
    const installation = await it.known.get('slack', TEAM);
    expect(installation && tokensIn(installation, box).access).toBe('xoxe.xoxb-1-secret');
  });

  test.each([
    ['a code that Slack does not know', { ok: false, error: 'invalid_code' }],
    ['a token of a person', { ...GRANTED, token_type: 'user' }],
    ['a token of no workspace', { ...GRANTED, team: null }],
  ])('with %s fails, and says so without a token', async (_, answer) => {
    const it = await connecting(answer);
    expect((await it.throughSlack()).page.status).toBe(502);
    expect(await it.known.all('slack')).toEqual([]);
    expect(it.faults.join()).not.toContain('secret');
  });
});

describe('what is sealed for one installation', () => {
  test('does not open in another', () => {
    expect(() => tokensIn({ ...installationFor(TEAM), install: 'T0OTHER01' }, box)).toThrow(/Install the app anew/);
  });
});
