// What the dispatcher wants told, told in Teams: to one person in their own chat, shared where it was asked for, kept true, or handed on.
import { createServer } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Message, Receipt } from '#core/messages.ts';
import type { NotificationKind } from '#core/notify.ts';
import { cardRef, writeInstallationData, writePlace } from '#apps/teams/place.ts';
import { r, T0, TENANT } from '../../support/build.ts';
import type { Asked } from '../../support/teams-rig.ts';
import { ENTRA, MAX_CHAT, MAX_MEMBER, NORTHWIND, plainCard, teamsWorld, type TeamsWorld } from '../../support/teams-world.ts';

const GROUP = '19:group@thread.v2';

async function told(world: TeamsWorld, kind: NotificationKind = 'approve-request'): Promise<Message> {
  const { state: envelope, version } = await world.state();
  return { attempt: 1, effect: 'e1', tenant: NORTHWIND, notification: { kind, to: r(1), event: '2.0' }, envelope, version };
}

async function ready(): Promise<TeamsWorld> {
  const world = await teamsWorld();
  await world.knowMax();
  await world.sent();
  return world;
}

const deliver = async (world: TeamsWorld, message: Message): Promise<Receipt> => world.channel.outbound.deliver(message);
const failing =
  (status: number, code: string, headers = {}) =>
  () => ({ status, body: { error: { code, message: 'no' } }, headers });
const posts = (asked: readonly Asked[]) => asked.filter(({ method, path }) => method === 'POST' && path.endsWith('/activities'));

describe('A request', () => {
  test('goes to the personal chat as a card that can be kept true, with a copy of exactly what was shown', async () => {
    const world = await ready();
    const receipt = await deliver(world, await told(world));
    const ref = cardRef({ tenant: ENTRA, conversation: MAX_CHAT, activity: 'm1' });
    expect(receipt).toMatchObject({ outcome: 'accepted', providerId: ref, card: { ref } });
    const [post, ...others] = world.rig.asked;
    expect(others).toEqual([]);
    expect(post).toMatchObject({
      method: 'POST',
      path: `/v3/conversations/${encodeURIComponent(MAX_CHAT)}/activities`,
      authorization: 'Bearer connector-bearer',
      body: {
        type: 'message',
        attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: { refresh: { userIds: [MAX_MEMBER] } } }],
      },
    });
    const copy = receipt.outcome === 'accepted' ? (receipt.copy ?? '') : '';
    const [attachment] = (post?.body['attachments'] ?? []) as { content: unknown }[];
    expect(JSON.parse(String(world.blobs.kept.get(copy)))).toEqual(attachment?.content);
  });

  test('to someone who was never spoken to opens a conversation once, and remembers it', async () => {
    const world = await ready();
    const { address: _, ...account } = await world.knowMax();
    await world.ports.accounts.put(account);
    world.rig.state.reply = ({ path }) => (path === '/v3/conversations' ? { status: 201, body: { id: 'a:opened' } } : undefined);
    await deliver(world, await told(world));
    await deliver(world, await told(world));
    expect(world.rig.asked.map(({ path }) => path)).toEqual([
      '/v3/conversations',
      '/v3/conversations/a%3Aopened/activities',
      '/v3/conversations/a%3Aopened/activities',
    ]);
    expect(world.rig.asked[0]?.body).toMatchObject({ tenantId: ENTRA, channelData: { tenant: { id: ENTRA } } });
  });

  test.each([
    ['blocked us', 403, 'MessageWritesBlocked'],
    ['removed the app', 403, 'BotNotInConversationRoster'],
    ['is in a conversation that is no more', 404, 'ConversationNotFound'],
  ])('to someone who %s goes elsewhere, and leaves no copy', async (_what, status, code) => {
    const world = await ready();
    world.rig.state.reply = failing(status, code);
    expect(await deliver(world, await told(world))).toMatchObject({ outcome: 'elsewhere' });
    expect(world.blobs.kept.size).toBe(0);
  });

  test('to someone without an account, or without the app, goes elsewhere', async () => {
    const world = await teamsWorld();
    await world.sent();
    expect(await deliver(world, await told(world))).toMatchObject({ outcome: 'elsewhere' });
    const { address: _, ...account } = await world.knowMax();
    await world.ports.accounts.put({ ...account, user: 'b' });
    await world.ports.accounts.remove('teams', ENTRA, account.user);
    world.rig.state.reply = failing(403, 'BotNotInConversationRoster');
    expect(await deliver(world, await told(world))).toMatchObject({ outcome: 'elsewhere' });
  });

  test('that is too much for now is thrown after one try, with how long to stay away', async () => {
    const world = await ready();
    world.rig.state.reply = failing(429, 'TooManyRequests', { 'retry-after': '7' });
    await expect(deliver(world, await told(world))).rejects.toMatchObject({ retryAfterMs: 7_000 });
    expect(world.rig.asked).toHaveLength(1);
  });

  test.each([500, 502, 412, 401, 403])('that fails in passing with %i is thrown after one try, without our token', async (status) => {
    const world = await ready();
    world.rig.state.reply = failing(status, 'ServiceError');
    await expect(deliver(world, await told(world))).rejects.toThrow(expect.not.stringContaining('connector-bearer'));
    expect(world.rig.asked).toHaveLength(1);
    expect(world.blobs.kept.size).toBe(0);
  });

  test('whose connection breaks off is thrown after one try: it may have been posted', async () => {
    const world = await ready();
    const tries: number[] = [];
    const server = createServer((socket) => {
      socket.once('data', () => (tries.push(1), socket.resetAndDestroy()));
    });
    onTestFinished(() => void server.close());
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const address = server.address();
    const port = address !== null && typeof address === 'object' ? address.port : 0;
    const installation = await world.ports.installations.get('teams', ENTRA);
    if (!installation) throw new Error('It is not linked.');
    await world.ports.installations.put({ ...installation, data: writeInstallationData({ serviceUrl: `http://127.0.0.1:${port}/` }) });
    await expect(deliver(world, await told(world))).rejects.toThrow(/fetch failed/);
    expect(tries).toHaveLength(1);
  });

  test('is not told to whoever just acted: their card shows it', async () => {
    const world = await ready();
    expect(await deliver(world, await told(world, 'recorded'))).toMatchObject({ outcome: 'accepted', providerId: 'card' });
    expect(world.rig.asked).toEqual([]);
  });
});

describe('An answer', () => {
  const group = (serviceUrl: string) => writePlace({ tenant: ENTRA, conversation: GROUP, kind: 'group', serviceUrl });
  const to = { name: 'Max', email: 'max@northwind.test' };

  test('to a question in a group goes to the person who asked, and not to the group', async () => {
    const world = await ready();
    const say = { kind: 'shown', card: plainCard('Waiting for you') } as const;
    const answer = { to, channel: 'teams', tenant: TENANT, place: group(world.rig.serviceUrl), say } as const;
    const receipt = await deliver(world, { attempt: 1, effect: 'a', tenant: NORTHWIND, answer });
    expect(posts(world.rig.asked).map(({ path }) => path)).toEqual([`/v3/conversations/${encodeURIComponent(MAX_CHAT)}/activities`]);
    expect(receipt).not.toHaveProperty('card');
  });

  test('that is shared goes to the group, is kept true, and each who has a part in it sees their own', async () => {
    const world = await ready();
    const { state, version } = await world.state();
    const about = { envelope: state.id, seat: 'sender' } as const;
    const answer = { to, channel: 'teams', tenant: TENANT, about, place: group(world.rig.serviceUrl), say: { kind: 'shared' } } as const;
    const receipt = await deliver(world, { attempt: 1, effect: 'a', tenant: NORTHWIND, answer, envelope: state, version });
    const ref = cardRef({ tenant: ENTRA, conversation: GROUP, activity: 'm1' });
    expect(receipt).toMatchObject({ outcome: 'accepted', card: { ref } });
    const content = JSON.stringify(world.rig.asked[0]?.body['attachments']);
    expect(content).toContain(`"userIds":["${MAX_MEMBER}"]`);
    expect(content).not.toContain('/s/');
    expect(content).not.toContain('Action.Submit');
  });
});

describe('A card that stands', () => {
  async function standing(world: TeamsWorld) {
    const receipt = await deliver(world, await told(world));
    if (receipt.outcome !== 'accepted' || !receipt.card) throw new Error('It does not stand.');
    const { state, version } = await world.state();
    const shows = { as: 'told', notification: { kind: 'approve-request', to: r(1), event: '2.0' } } as const;
    return { posted: receipt.card, shows, envelope: state, version, tenant: NORTHWIND } as const;
  }

  test('that shows what is true already is left alone', async () => {
    const world = await ready();
    const refresh = await standing(world);
    expect(await world.channel.outbound.refresh?.(refresh)).toEqual(refresh.posted);
    expect(world.rig.asked).toHaveLength(1);
  });

  test('is updated in its place, with a copy of its own', async () => {
    const world = await ready();
    const refresh = await standing(world);
    const { state: draft } = await world.state();
    const voided = { ...draft, title: 'Mutual NDA, second edition' };
    const posted = await world.channel.outbound.refresh?.({ ...refresh, envelope: voided });
    expect(posted).toMatchObject({ ref: refresh.posted.ref });
    expect(posted).not.toMatchObject({ hash: refresh.posted.hash });
    expect(world.rig.asked[1]).toMatchObject({ method: 'PUT', path: `/v3/conversations/${encodeURIComponent(MAX_CHAT)}/activities/m1` });
    expect(world.blobs.kept.size).toBe(2);
  });

  test.each([
    [404, 'ActivityNotFoundInConversation'],
    [403, 'BotNotInConversationRoster'],
  ])('and is found gone (%i) is never looked at again', async (status, code) => {
    const world = await ready();
    const refresh = await standing(world);
    world.rig.state.reply = failing(status, code);
    const { state } = await world.state();
    expect(await world.channel.outbound.refresh?.({ ...refresh, envelope: { ...state, title: 'Another' } })).toBe('gone');
  });

  test('in a tenant that is no longer linked is gone', async () => {
    const world = await ready();
    const refresh = await standing(world);
    await world.ports.installations.remove('teams', ENTRA);
    expect(await world.channel.outbound.refresh?.(refresh)).toBe('gone');
    expect(T0).toBe(world.ports.clock());
  });
});
