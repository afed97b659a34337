// The stand-in for Teams' connector and issuer, met by the product's own transport: what it takes, refuses, and remembers.
import { describe, expect, it } from 'vitest';
import { seedTeams } from '#apps/local/teams/seed-teams.ts';
import type { Account, Installation } from '#core/people.ts';
import { adaptiveCard, NOW, teamsDemo } from '#test/support/teams-demo.ts';
import { temporaryFolder } from '#test/support/temporary.ts';

async function demo() {
  const one = await teamsDemo(temporaryFolder());
  const max = one.person('Max');
  const address = { tenant: max.tenant, conversation: max.conversation, kind: 'personal', serviceUrl: one.teams.serviceUrl } as const;
  const card = { type: 'AdaptiveCard', version: '1.5', body: [] } as never;
  return { ...one, max, address, outgoing: { summary: 'Please approve', card } };
}

describe('the connector', () => {
  it('takes what the product posts and updates, and tells who is in the chat', async () => {
    const { transport, max, address, outgoing, seen } = await demo();
    const opened = await transport.open({ tenant: max.tenant, user: max.user, serviceUrl: address.serviceUrl });
    expect(opened.conversation).toBe(max.conversation);
    const id = await transport.send(address, outgoing);
    expect(await seen(max.user)).toEqual([
      {
        conversation: max.conversation,
        activityId: id,
        text: 'Please approve',
        card: expect.objectContaining({ body: [] }),
        updated: false,
      },
    ]);
    await transport.update(address, id, { ...outgoing, summary: 'Approved' });
    expect(await seen(max.user)).toMatchObject([{ activityId: id, text: 'Approved', updated: true }]);
    expect(await transport.member(address, max.user)).toEqual({
      id: max.mri,
      name: 'Max Berger',
      aadObjectId: max.user,
      email: 'max@northwind.test',
      userPrincipalName: 'max@northwind.test',
      tenantId: max.tenant,
      userRole: 'user',
    });
    expect(await transport.member(address, 'somebody else')).toBeUndefined();
  });

  it.each([
    ['removed', 'BotNotInConversationRoster'],
    ['blocked', 'MessageWritesBlocked'],
  ])('refuses a person who has the app %s, until that is undone', async (reach, code) => {
    const { transport, max, address, outgoing, post } = await demo();
    await post('/local/teams/reach', { user: max.user, reach });
    await expect(transport.send(address, outgoing)).rejects.toMatchObject({ kind: 'unreachable', message: expect.stringContaining(code) });
    await expect(transport.open({ ...address, user: max.user })).rejects.toThrow(/./);
    await post('/local/teams/reach', { user: max.user, reach: 'installed' });
    await transport.send(address, outgoing);
  });

  it('says to a bot that it was installed or removed, and nothing of being blocked', async () => {
    const { told, max, post } = await demo();
    for (const reach of ['blocked', 'removed', 'installed']) await post('/local/teams/reach', { user: max.user, reach });
    expect(told).toMatchObject([
      { type: 'installationUpdate', action: 'remove', from: { aadObjectId: max.user } },
      { type: 'installationUpdate', action: 'add', conversation: { id: max.conversation, tenantId: max.tenant } },
    ]);
  });

  it.each([
    ['down', { status: 503 }],
    ['429', { status: 429, retryAfterMs: 1_000 }],
  ] as const)('pretends to be %s on demand', async (value, fault) => {
    const { transport, address, outgoing, pretend, seen, max } = await demo();
    pretend(value);
    await expect(transport.send(address, outgoing)).rejects.toMatchObject(fault);
    pretend('slow');
    await transport.send(address, outgoing);
    expect(await seen(max.user)).toHaveLength(1);
  });

  it('answers nobody without the bot’s token, nor another site’s page', async () => {
    const { teams, max, address } = await demo();
    const url = new URL(`v3/conversations/${encodeURIComponent(max.conversation)}/members`, address.serviceUrl);
    expect((await fetch(url)).status).toBe(401);
    const headers = { authorization: `Bearer ${teams.settings.bearer}` };
    expect((await fetch(url, { headers })).status).toBe(200);
    expect((await fetch(url, { headers: { ...headers, origin: 'https://elsewhere.example' } })).status).toBe(403);
  });

  it('knows neither strange conversations nor messages, and takes nothing larger than 100 KB', async () => {
    const { connector, max } = await demo();
    const activities = `v3/conversations/${encodeURIComponent(max.conversation)}/activities`;
    const message = { type: 'message', text: 'x' };
    expect((await connector('POST', 'v3/conversations/a%3Anowhere/activities', message)).status).toBe(404);
    expect((await connector('PUT', `${activities}/1`, message)).status).toBe(404);
    expect((await connector('DELETE', `${activities}/1`)).status).toBe(404);
    expect((await connector('POST', activities, { type: 'message', text: 'x'.repeat(52_000) })).status).toBe(413);
    expect((await connector('POST', activities)).status).toBe(400);
  });

  it('finds everything again at a second start, on the same port', async () => {
    const folder = temporaryFolder();
    const first = await teamsDemo(folder);
    const max = first.person('Max');
    const id = await first.card(max.conversation, adaptiveCard('Please approve'));
    await first.updateCard(max.conversation, id, adaptiveCard('Approved'));
    const before = await first.seen(max.user);
    await first.close();
    const second = await teamsDemo(folder);
    expect(second.teams.serviceUrl).toBe(first.teams.serviceUrl);
    expect(await second.seen(max.user)).toEqual(before);
    const next = await second.card(max.conversation, adaptiveCard('More'));
    expect(Number(next)).toBeGreaterThan(Number(id));
  });
});

describe('the seed', () => {
  it('claims each Entra tenant and knows each person’s chat, again at every start', async () => {
    const { teams, max } = await demo();
    const installed = new Map<string, Installation>();
    const known = new Map<string, Account>();
    const parts = {
      installations: {
        get: async (_: string, install: string) => installed.get(install),
        put: async (one: Installation) => void installed.set(one.install, one),
      },
      accounts: { put: async (account: Account) => void known.set(account.email ?? '', account) },
      now: NOW,
    };
    await seedTeams({ ...parts, teams });
    await seedTeams({ ...parts, teams: { ...teams, serviceUrl: 'http://127.0.0.1:1/' } });
    expect([...installed.values()].map(({ tenant }) => tenant)).toEqual(['northwind', 'contoso']);
    expect(installed.get(max.tenant)?.data).toContain('http://127.0.0.1:1/');
    expect([...known.keys()]).toEqual(['olivia@northwind.test', 'max@northwind.test', 'lena@contoso.test']);
    expect(JSON.parse(known.get(max.email)?.address ?? '')).toEqual({
      tenant: max.tenant,
      conversation: max.conversation,
      kind: 'personal',
      member: max.mri,
    });
  });
});
