// Who someone is in Teams, and the files that they send.
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { describe, expect, onTestFinished, test } from 'vitest';
import { PUBLIC_CLOUD, isFileUrl } from '#apps/teams/endpoints.ts';
import { fetchFile, writeFile } from '#apps/teams/files.ts';
import { teamsPlatform } from '#apps/teams/identity.ts';
import type { Json } from '../../support/teams-rig.ts';
import { ENTRA, MAX_CHAT, MAX_MEMBER, MAX_USER, memberOf, teamsWorld } from '../../support/teams-world.ts';

const PLACE = { tenant: ENTRA, conversation: MAX_CHAT, kind: 'personal' } as const;

async function described(facts: Json) {
  const world = await teamsWorld();
  world.rig.state.reply = () => ({ status: 200, body: memberOf(facts) });
  const platform = teamsPlatform(world.ports);
  platform.saw(PLACE, MAX_USER);
  return { world, account: await platform.account(ENTRA, MAX_USER) };
}

describe('An account', () => {
  test('of the tenant’s own is a member with a confirmed address', async () => {
    const { account } = await described({});
    expect(account).toMatchObject({
      standing: 'member',
      isEmailConfirmed: true,
      email: 'max@northwind.test',
      install: ENTRA,
      user: MAX_USER,
    });
  });

  test.each([
    ['whose name to sign in says so', { userPrincipalName: 'max_fabrikam.test#EXT#@northwind.onmicrosoft.test' }],
    ['whose role says so', { userRole: 'guest' }],
    ['of another tenant', { tenantId: 'ffffffff-0000-4000-8000-000000000000' }],
    ['of no known tenant', { tenantId: undefined }],
  ])('of a guest %s confirms no address', async (_what, facts) => {
    const { account } = await described(facts);
    expect(account).toMatchObject({ standing: 'guest', isEmailConfirmed: false });
  });

  test('is found by the address to sign in with where no other is told, but a guest’s never is', async () => {
    expect((await described({ email: undefined })).account?.email).toBe('max@northwind.test');
    expect((await described({ email: undefined, userRole: 'guest' })).account?.email).toBeNull();
  });

  test('without an id in Entra is nobody', async () => {
    expect((await described({ aadObjectId: undefined })).account).toBeUndefined();
  });

  test('is asked for once in ten minutes', async () => {
    const { world } = await described({});
    const platform = teamsPlatform(world.ports);
    await platform.account(ENTRA, MAX_USER);
    expect(world.rig.asked).toHaveLength(1);
    world.pass({ minutes: 11 });
    expect(await platform.account(ENTRA, MAX_USER)).toMatchObject({ name: 'Max Berger' });
    expect(world.rig.asked).toHaveLength(2);
  });

  test('of whoever has left the conversation is nobody', async () => {
    const world = await teamsWorld();
    await world.knowMax();
    world.pass({ minutes: 11 });
    world.rig.state.reply = () => ({ status: 404, body: { error: { code: 'MemberNotFoundInConversation' } } });
    expect(await teamsPlatform(world.ports).account(ENTRA, MAX_USER)).toBeUndefined();
  });

  test('of someone who was only picked in a list is asked for in a conversation with them, if they have the app', async () => {
    const world = await teamsWorld();
    world.rig.state.reply = ({ path }) =>
      path === '/v3/conversations' ? { status: 201, body: { id: 'a:new' } } : { status: 200, body: memberOf() };
    const account = await teamsPlatform(world.ports).account(ENTRA, MAX_USER);
    expect(account?.address).toContain(MAX_MEMBER);
    const without = await teamsWorld();
    without.rig.state.reply = () => ({ status: 403, body: { error: { code: 'BotNotInConversationRoster' } } });
    expect(await teamsPlatform(without.ports).account(ENTRA, MAX_USER)).toBeUndefined();
  });

  test('in a tenant that nobody has claimed is nobody, and a connector that is down is not an answer', async () => {
    const world = await teamsWorld();
    expect(await teamsPlatform(world.ports).account('other', MAX_USER)).toBeUndefined();
    world.rig.state.reply = () => ({ status: 503 });
    await expect(teamsPlatform(world.ports).account(ENTRA, MAX_USER)).rejects.toThrow(/503/);
  });
});

describe('A file', () => {
  async function store(answer: (path: string) => Response) {
    const tokens: (string | undefined)[] = [];
    const app = new Hono().get('*', (context) => (tokens.push(context.req.header('authorization')), answer(context.req.path)));
    const port = await new Promise<number>((ready) => {
      const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, (address) => ready(address.port));
      onTestFinished(() => void server.close());
    });
    const origin = `http://127.0.0.1:${port}`;
    const get = async (path = '/nda.pdf') =>
      fetchFile({ ...PUBLIC_CLOUD, fileOrigins: [origin] }, writeFile({ name: 'nda.pdf', url: `${origin}${path}` }));
    return { get, tokens };
  }

  test('is fetched without our token', async () => {
    const { get, tokens } = await store(() => new Response('%PDF-1.7', { headers: { 'content-type': 'application/pdf' } }));
    expect(await get()).toEqual({ ok: true, filename: 'nda.pdf', contentType: 'application/pdf', bytes: Buffer.from('%PDF-1.7') });
    expect(tokens).toEqual([undefined]);
  });

  test('whose link has closed is asked for again, one whose store is down is tried again', async () => {
    expect(await (await store(() => new Response('', { status: 403 }))).get()).toMatchObject({ ok: false });
    await expect((await store(() => new Response('', { status: 503 }))).get()).rejects.toThrow(/503/);
  });

  test('is followed only within the store', async () => {
    const within = await store((path) =>
      path === '/a' ? new Response('', { status: 302, headers: { location: '/b' } }) : new Response('b'),
    );
    expect(await within.get('/a')).toMatchObject({ ok: true });
    const out = await store(() => new Response('', { status: 302, headers: { location: 'http://169.254.169.254/latest' } }));
    expect(await out.get()).toMatchObject({ ok: false });
    const round = await store(() => new Response('', { status: 302, headers: { location: '/again' } }));
    expect(await round.get()).toMatchObject({ ok: false });
  });

  test('larger than 25 MB is not taken', async () => {
    const { get } = await store(() => new Response(Buffer.alloc(25 * 1024 * 1024 + 1)));
    expect(await get()).toMatchObject({ ok: false, why: 'it is larger than 25 MB.' });
  });

  test.each([
    ['https://northwind-my.sharepoint.com/x', true],
    ['http://northwind-my.sharepoint.com/x', false],
    ['https://northwind-my.sharepoint.com:8443/x', false],
    ['https://sharepoint.com.evil.test/x', false],
    ['https://evilsharepoint.com/x', false],
    ['https://a@northwind.sharepoint.com/x', false],
    ['file:///etc/passwd', false],
    ['no link', false],
  ])('at %s: %s', (url, isAllowed) => {
    expect(isFileUrl(PUBLIC_CLOUD, url)).toBe(isAllowed);
  });
});
