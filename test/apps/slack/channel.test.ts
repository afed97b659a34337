// The Slack channel as a server carries it: its routes, and its entry for the dispatcher.
import { describe, expect, test } from 'vitest';
import { slackChannel, type SlackChannelParts } from '#apps/slack/lambda.ts';
import { signingSecrets } from '#apps/slack/gate.ts';
import type { Chat, Said } from '#apps/chat/chat-ports.ts';
import { installations } from '#stores/installations.ts';
import { instantOf } from '#core/time.ts';
import { box, CARD, installationFor, NORTHWIND, sealing } from './kit.ts';
import { memoryBlobs } from '#test/support/memory-blobs.ts';
import { NOW, payload, requestTo, SIGNING_SECRET, TEAM } from '#test/support/slack-deliveries.ts';
import { storeKit } from '#test/support/store-kit.ts';

async function channel(oauth?: SlackChannelParts['oauth']) {
  const stores = storeKit();
  const known = installations(stores.table);
  await known.put(installationFor(TEAM));
  const said: Said[] = [];
  const processed: unknown[] = [];
  const chat: Chat = {
    async hear(line) {
      said.push(line);
      return { show: 'card', card: CARD };
    },
    open: async () => ({ show: 'nothing' }),
    see: async () => CARD,
    async process(request) {
      processed.push(request);
      return { outcome: { kind: 'dropped', why: 'test' }, answers: [] };
    },
  };
  const ports = {
    ...stores,
    blobs: memoryBlobs(),
    intents: sealing,
    clock: () => instantOf(NOW),
    wake: () => undefined,
    site: { publicUrl: 'https://countersign.test', mailDomain: 'm.test', signAddress: 'sign@m.test', isLocal: true },
  } as unknown as SlackChannelParts['ports'];
  const it = slackChannel({
    ports,
    chat: () => chat,
    installations: known,
    box,
    secrets: signingSecrets([SIGNING_SECRET]),
    now: () => NOW,
    report: () => undefined,
    ...(oauth && { oauth }),
  });
  return { ...it, said, processed };
}

describe('the channel', () => {
  test('answers a signed command', async () => {
    const { app } = await channel();
    const response = await app.request(requestTo('/slack/events', payload('command')));
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(await response.json()).toMatchObject({ response_type: 'ephemeral' });
  });

  test('refuses what is not signed, and says nothing of why', async () => {
    const { app } = await channel();
    const response = await app.request('/slack/events', { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } });
    expect([response.status, await response.text()]).toEqual([401, '']);
  });

  test('does not read what is too large to be Slack’s', async () => {
    const { app } = await channel();
    const body = 'x'.repeat(1024 * 1024 + 1);
    expect((await app.request('/slack/events', { method: 'POST', body, headers: { 'content-length': String(body.length) } })).status).toBe(
      413,
    );
  });

  test('reads text beyond ASCII as the bytes that came', async () => {
    const { app, said } = await channel();
    const text = 'status Vertrag über 東京 🖋️';
    expect((await app.request(requestTo('/slack/events', { ...payload('command'), text }))).status).toBe(200);
    expect(said).toMatchObject([{ text }]);
  });

  test('carries a stored request to the chat, and refuses one in another form', async () => {
    const { process, processed } = await channel();
    const lease = { channel: 'slack', key: 'k', generation: 1 } as const;
    const did = { kind: 'say', text: 'status' };
    await process({ platform: 'slack', install: TEAM, user: 'U1', at: instantOf(NOW), place: '{}', did, proof: {} }, lease);
    expect(processed).toMatchObject([{ did: { text: 'status', files: [] } }]);
    await expect(process({ platform: 'slack' }, lease)).rejects.toThrow(/user/);
  });

  test('connects workspaces only where it was given what Slack calls an app', async () => {
    const without = await channel();
    expect(await without.installLink(NORTHWIND)).toBeUndefined();
    expect((await without.app.request('/slack/install')).status).toBe(404);
    await expect(without.rotate()).resolves.toBeUndefined();
    const states = { make: async () => 'a-state-of-some-length', take: async () => undefined };
    const connected = await channel({ clientId: '1.2', clientSecret: 's', states });
    expect(await connected.installLink(NORTHWIND)).toBe('https://countersign.test/slack/install?state=a-state-of-some-length');
    await expect(connected.rotate()).resolves.toBeUndefined();
  });
});
