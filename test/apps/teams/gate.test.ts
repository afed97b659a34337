// Who gets in: what every delivery must bring, one case a row, and the six holes that the kit leaves open by itself.
import { describe, expect, test } from 'vitest';
import type { Activity } from 'botbuilder';
import { kitFor } from '#apps/teams/kit.ts';
import { PUBLIC_CLOUD } from '#apps/teams/endpoints.ts';
import { checkedSettings } from '#apps/teams/settings.ts';
import { readChatRequest } from '#apps/chat/request.ts';
import { APP_ID, tokenFor, type Json, type TokenChange } from '../../support/teams-rig.ts';
import { ENTRA, MAX_CHAT, MAX_MEMBER, MAX_USER, teamsWorld, type TeamsWorld } from '../../support/teams-world.ts';

const minutes = (count: number) => Math.floor(Date.now() / 1000) + count * 60;
const ENTRA_ISSUER = `https://login.microsoftonline.com/${ENTRA}/v2.0`;
const emulator = { iss: ENTRA_ISSUER, tid: ENTRA, ver: '2.0', azp: APP_ID, serviceurl: undefined };

type Case = readonly [what: string, status: number, token: TokenChange | string];

const TOKENS: readonly Case[] = [
  ['a token of the channel', 200, {}],
  ['one that expired four minutes ago', 200, { claims: { exp: minutes(-4) } }],
  ['one that is valid in four minutes', 200, { claims: { nbf: minutes(4) } }],
  ['one without nbf', 200, { claims: { nbf: undefined } }],
  ['no Authorization header', 401, ''],
  ['another scheme', 401, 'Basic dXNlcjpwYXNz'],
  ['a scheme alone', 401, 'Bearer'],
  ['a token of two parts', 401, 'Bearer a.b'],
  ['a token that is no JSON', 401, 'Bearer a.b.c'],
  ['a header of ten thousand characters', 401, `Bearer ${'a'.repeat(10_000)}.b.c`],
  ['one that expired six minutes ago', 401, { claims: { exp: minutes(-6) } }],
  ['one that is valid in six minutes', 401, { claims: { nbf: minutes(6) } }],
  ['one that never expires', 401, { claims: { exp: undefined } }],
  ['an expiry that is text', 401, { claims: { exp: '9999999999' } }],
  ['another issuer', 401, { claims: { iss: 'https://sts.windows.net/x/' } }],
  ['the government’s issuer', 401, { claims: { iss: 'https://api.botframework.us' } }],
  ['an issuer that only begins like it', 401, { claims: { iss: 'https://api.botframework.com.evil.test' } }],
  ['two issuers', 401, { claims: { iss: ['https://api.botframework.com', 'x'] } }],
  ['no issuer', 401, { claims: { iss: undefined } }],
  ['another app', 401, { claims: { aud: 'someone-else' } }],
  ['a list of apps', 401, { claims: { aud: [APP_ID] } }],
  ['no audience', 401, { claims: { aud: undefined } }],
  ['another service URL', 401, { claims: { serviceurl: 'https://smba.trafficmanager.net/emea/' } }],
  ['no service URL', 401, { claims: { serviceurl: undefined } }],
  ['a key that is published nowhere', 401, { key: 'stranger' }],
  ['a signature by another key under a known name', 401, { key: 'stranger', header: { kid: 'channel' } }],
  ['a key that is endorsed for another channel', 401, { key: 'webchat' }],
  ['no key name', 401, { header: { kid: undefined } }],
  ['no algorithm', 401, { header: { alg: 'none' } }],
  ['a symmetric algorithm', 401, { header: { alg: 'HS256' } }],
  ['another asymmetric algorithm', 401, { header: { alg: 'RS512' } }],
  ['a token of Entra for the emulator', 401, { claims: emulator }],
  [
    'a skill’s token',
    401,
    { claims: { ver: '1.0', appid: 'another-bot', aud: APP_ID, iss: 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/' } },
  ],
  ['a channel token that names a tenant', 401, { claims: { tid: ENTRA } }],
];

describe('The token of a delivery', () => {
  test.each(TOKENS)('%s: %i', async (_what, status, token) => {
    const world = await teamsWorld();
    const answer = await world.post(world.message(), token);
    expect(answer).toMatchObject({ status, text: '' });
    expect(await world.inbox.pending()).toHaveLength(status === 200 ? 1 : 0);
    expect(world.reports).toHaveLength(status === 200 ? 0 : 1);
  });

  test('of a refused one the log tells why, and nothing of the token', async () => {
    const world = await teamsWorld();
    const token = tokenFor(world.rig.serviceUrl, { key: 'stranger', header: { kid: 'channel' } });
    await world.post(world.message(), `Bearer ${token}`);
    expect(world.reports.join()).toMatch(/refused with 401: Not authenticated/);
    for (const part of token.split('.')) expect(world.reports.join()).not.toContain(part);
  });

  test('while the channel’s keys cannot be had, a delivery is to come again', async () => {
    const world = await teamsWorld();
    world.rig.state.keysAreThere = false;
    expect(await world.post(world.message())).toMatchObject({ status: 503, text: '' });
    world.rig.state.keysAreThere = true;
    expect(await world.post(world.message())).toMatchObject({ status: 200 });
  });
});

type Shape = readonly [what: string, status: number, activity: (world: TeamsWorld) => Json];

const SHAPES: readonly Shape[] = [
  ['another channel', 400, (world) => world.message({ channelId: 'directline' })],
  ['no conversation', 400, (world) => world.message({ conversation: undefined })],
  ['nobody who says it', 400, (world) => world.message({ from: {} })],
  ['an unknown kind of it', 200, (world) => world.message({ type: 'typing' })],
  [
    'a tenant that nobody has claimed',
    403,
    (world) => world.message({ conversation: { id: MAX_CHAT, tenantId: 'other' }, channelData: {} }),
  ],
  ['two tenants', 403, (world) => world.message({ channelData: { tenant: { id: 'other' } } })],
  ['no tenant', 403, (world) => world.message({ conversation: { id: MAX_CHAT }, channelData: {} })],
  ['its tenant only in the channel data', 200, (world) => world.message({ conversation: { id: MAX_CHAT, conversationType: 'personal' } })],
  ['its tenant in capitals', 200, (world) => world.message({ conversation: { id: MAX_CHAT, tenantId: ENTRA.toUpperCase() } })],
  ['someone without an account in Entra', 200, (world) => world.message({ from: { id: MAX_MEMBER, name: 'Visitor' } })],
  ['more than 256 KB', 413, (world) => world.message({ text: 'a'.repeat(257 * 1024) })],
  ['more than the route reads', 413, (world) => world.message({ text: 'a'.repeat(400 * 1024) })],
];

describe('The activity of a delivery', () => {
  test.each(SHAPES)('with %s: %i', async (what, status, activity) => {
    const world = await teamsWorld();
    expect(await world.post(activity(world))).toMatchObject({ status, text: '' });
    expect(await world.inbox.pending()).toHaveLength(what.startsWith('its tenant') ? 1 : 0);
  });

  test('that is not JSON, or not UTF-8, is refused without a fault', async () => {
    const world = await teamsWorld();
    for (const body of ['{"type":', Buffer.from([0x7b, 0xff, 0x7d]), '[]', 'null', '']) {
      const answer = await world.channel.app.request('/api/messages', { method: 'POST', body });
      expect([answer.status, await answer.text()]).toEqual([400, '']);
    }
  });
});

describe('The holes that the kit leaves', () => {
  test('H1: a token of Entra, for our app and of any tenant, is not believed, and no answer goes to a place of its choice', async () => {
    const world = await teamsWorld();
    const answer = await world.post(world.message({ serviceUrl: 'https://evil.test/' }), {
      claims: { ...emulator, serviceurl: 'https://evil.test/' },
    });
    expect(answer).toMatchObject({ status: 403, text: '' });
    expect(world.rig.asked).toEqual([]);
  });

  test('H1: not even by the kit itself, behind the gate, where such a token verifies against a key that it trusts', async () => {
    const { rig, message } = await teamsWorld();
    const kit = kitFor(rig.settings);
    const ask = async (claims: Json) =>
      kit.authentication.authenticateRequest(message() as unknown as Activity, `Bearer ${tokenFor(rig.serviceUrl, { claims })}`);
    await expect(ask(emulator)).rejects.toMatchObject({ statusCode: 401 });
    await expect(ask({})).resolves.toBeDefined();
  });

  test('H2: a token for our app that another client had issued is not believed', async () => {
    const world = await teamsWorld();
    const tab = { iss: ENTRA_ISSUER, tid: ENTRA, azp: 'a-tab-of-ours', serviceurl: undefined };
    expect(await world.post(world.message(), { claims: tab })).toMatchObject({ status: 401, text: '' });
  });

  test('H3: whoever repeats a delivery with another name in its body repeats nothing', async () => {
    const world = await teamsWorld();
    const token = `Bearer ${tokenFor(world.rig.serviceUrl)}`;
    await world.post(world.message(), token);
    const forged = world.message({
      from: { id: '29:2', name: 'Olivia', aadObjectId: 'b2b2c3d4-0000-4000-8000-000000000002' },
      text: 'void all',
    });
    expect(await world.post(forged, token)).toMatchObject({ status: 200 });
    const [only, ...others] = await world.inbox.pending();
    expect(others).toEqual([]);
    const claimed = await world.inbox.claim('teams', only?.key ?? '');
    expect(readChatRequest(claimed?.request)).toMatchObject({ user: MAX_USER, did: { text: 'status' } });
  });

  test('H3: no proof that is stored holds a token', async () => {
    const world = await teamsWorld();
    const token = tokenFor(world.rig.serviceUrl);
    await world.post(world.message(), `Bearer ${token}`);
    const [only] = await world.inbox.pending();
    const stored = JSON.stringify((await world.inbox.claim('teams', only?.key ?? ''))?.request);
    for (const part of token.split('.')) expect(stored).not.toContain(part);
  });

  const SETTINGS = { appId: '', appPassword: '', appTenant: '', endpoints: PUBLIC_CLOUD };

  test('H4: without an app id nothing starts', () => {
    expect(() => checkedSettings(SETTINGS, { isLocal: true, host: '127.0.0.1' })).toThrow(/TEAMS_APP_ID.*missing/);
    expect(() => checkedSettings({ ...SETTINGS, appId: ' ' }, { isLocal: false, host: '127.0.0.1' })).toThrow(/TEAMS_APP_ID/);
  });

  test('H4: nothing is believed unauthenticated but in the demo, on loopback, by name', () => {
    const anonymous = { ...SETTINGS, anonymous: true };
    expect(() => checkedSettings(anonymous, { isLocal: false, host: '127.0.0.1' })).toThrow(/without authentication/);
    expect(() => checkedSettings(anonymous, { isLocal: true, host: '0.0.0.0' })).toThrow(/without authentication/);
    expect(() => checkedSettings({ ...anonymous, appId: APP_ID }, { isLocal: true, host: '127.0.0.1' })).toThrow(/without authentication/);
    expect(checkedSettings(anonymous, { isLocal: true, host: '127.0.0.1' })).toBe(anonymous);
    expect(() => checkedSettings({ ...SETTINGS, appId: APP_ID, bearer: 'x' }, { isLocal: false, host: '127.0.0.1' })).toThrow(/bearer/);
  });

  test.each([
    ['another channel, in which callers choose who they are', { channelId: 'webchat' }],
    ['a service URL elsewhere', { serviceUrl: 'https://smba.trafficmanager.net.evil.test/' }],
    ['a service URL with a name before it', { serviceUrl: 'https://smba.trafficmanager.net@evil.test/' }],
    ['a service URL without encryption', { serviceUrl: 'http://smba.trafficmanager.net/emea/' }],
  ])('H5: %s is refused, whatever its token says', async (_what, change) => {
    const world = await teamsWorld();
    const claims = 'serviceUrl' in change ? { serviceurl: change.serviceUrl } : {};
    const answer = await world.post(world.message(change), { claims });
    expect([400, 403]).toContain(answer.status);
    expect(answer.text).toBe('');
  });

  test('H6: without a service URL nothing is looked for anywhere', async () => {
    const world = await teamsWorld();
    expect(await world.post(world.message({ serviceUrl: undefined }), { claims: { serviceurl: undefined } })).toMatchObject({
      status: 400,
      text: '',
    });
  });

  test('H6: what a fault says of itself is not told to the caller', async () => {
    const fails = async (): Promise<never> => {
      throw new Error('secret detail: table=foo');
    };
    const failing = await teamsWorld();
    const inbox = { ...failing.ports.inbox, accept: fails };
    const world = await teamsWorld({ ports: { inbox }, chat: { open: fails } });
    expect(await world.post(world.message())).toMatchObject({ status: 500, text: '' });
    const intent = world.ports.intents.seal({ verb: 'list', version: 0 });
    const answer = await world.post(world.invoke('adaptiveCard/action', { action: { verb: 'list', data: { intent } } }));
    expect(answer.status).toBe(200);
    expect(answer.text).toContain('application/vnd.microsoft.error');
    expect(answer.text).not.toContain('secret');
    expect(world.reports.join()).toContain('secret detail');
  });
});
