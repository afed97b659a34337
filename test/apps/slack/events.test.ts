// What Slack tells unasked: messages to us, the home tab, people who change, our own removal.
import { describe, expect, test } from 'vitest';
import { plus, type Instant } from '#core/time.ts';
import { accountFor, broken, incoming, installationFor } from './kit.ts';
import { MAX, NOW, payload, TEAM } from '#test/support/slack-deliveries.ts';

describe('a direct message', () => {
  test('is stored as what was said', async () => {
    const it = await incoming();
    expect(await it.send(payload('message'))).toEqual({ status: 200, body: '' });
    expect(await it.requests()).toMatchObject([
      {
        install: TEAM,
        user: MAX,
        did: { kind: 'say', text: 'status', files: [] },
        proof: { eventId: 'Ev0MSG0001', messageTs: '1795543170.000300' },
      },
    ]);
  });

  test('that Slack delivers again is one request', async () => {
    const it = await incoming();
    await it.send(payload('message'));
    const again = await it.send(payload('message'), { 'x-slack-retry-num': '1', 'x-slack-retry-reason': 'http_timeout' });
    expect(again.status).toBe(200);
    expect(await it.inbox.pending()).toHaveLength(1);
  });

  test('below a card is about that card', async () => {
    const it = await incoming();
    await it.send(payload('message-in-thread'));
    const [request] = await it.requests();
    expect(request).toMatchObject({ did: { text: 'approve', on: `${TEAM}/D0MAXDM01/1795543100.000100` } });
    expect(JSON.parse(request?.place ?? '')).toMatchObject({ thread: '1795543100.000100' });
  });

  test('brings its files, also those that are only links: each is answered for', async () => {
    const it = await incoming();
    await it.send(payload('message-with-file'));
    expect(await it.requests()).toMatchObject([{ did: { text: 'send to ines@northwind.test', files: ['F0PDF0001', 'F0DRIVE01'] } }]);
  });

  test.each(['message-by-bot', 'message-edited'])('that is none of a person saying something now (%s) is nothing', async (name) => {
    const it = await incoming();
    expect(await it.send(payload(name))).toEqual({ status: 200, body: '' });
    expect(await it.requests()).toEqual([]);
  });

  test('in a channel is not said to us', async () => {
    const it = await incoming();
    const body = payload('message');
    body['event'].channel_type = 'channel';
    await it.send(body);
    expect(await it.requests()).toEqual([]);
  });

  test('that cannot be stored is delivered again', async () => {
    const it = await incoming();
    it.inboxPort.current = { ...it.inbox, accept: broken };
    expect((await it.send(payload('message'))).status).toBe(500);
  });
});

describe('the home tab', () => {
  test('shows what an empty line gives', async () => {
    const it = await incoming();
    await it.send(payload('home-opened'));
    expect(it.called('hear')).toMatchObject([{ text: '' }]);
    expect(it.called('publishHome')).toMatchObject([{ install: TEAM, user: MAX }]);
  });

  test('is left alone when its other tab is opened', async () => {
    const it = await incoming();
    const body = payload('home-opened');
    body['event'].tab = 'messages';
    await it.send(body);
    expect(it.calls).toEqual([]);
  });
});

describe('what Slack tells of people', () => {
  test('is taken over for whom we know: standing at once, the direct message stays', async () => {
    const it = await incoming();
    await it.accounts.put(accountFor({ address: 'D0MAXDM01', language: 'de-DE' }));
    await it.send(payload('user-change'));
    expect(await it.accounts.get('slack', TEAM, MAX)).toMatchObject({
      standing: 'guest',
      zone: 'Europe/Berlin',
      language: 'de-DE',
      address: 'D0MAXDM01',
      email: 'max@northwind.test',
    });
  });

  test('of an address that changed moves the account and forgets its direct message', async () => {
    const it = await incoming();
    await it.accounts.put(accountFor({ address: 'D0MAXDM01' }));
    const body = payload('user-change');
    body['event'].user.profile.email = 'other@northwind.test';
    await it.send(body);
    expect(await it.accounts.get('slack', TEAM, MAX)).toMatchObject({ email: 'other@northwind.test' });
    expect(await it.accounts.get('slack', TEAM, MAX)).not.toHaveProperty('address');
  });

  test('of someone who left removes the account', async () => {
    const it = await incoming();
    const body = payload('user-change');
    body['event'].user.deleted = true;
    await it.send(body);
    expect(await it.accounts.get('slack', TEAM, MAX)).toBeUndefined();
  });

  test('of whom we do not know is not kept', async () => {
    const it = await incoming();
    const body = payload('user-change');
    body['event'].user.id = 'U0OTHER01';
    await it.send(body);
    expect(await it.accounts.get('slack', TEAM, 'U0OTHER01')).toBeUndefined();
  });
});

describe('when we are removed', () => {
  test.each(['uninstalled', 'tokens-revoked'])('(%s) the installation and its accounts are forgotten at once', async (name) => {
    const it = await incoming();
    await it.send(payload('command'));
    expect((await it.send(payload(name))).status).toBe(200);
    expect(await it.known.get('slack', TEAM)).toBeUndefined();
    expect(await it.accounts.get('slack', TEAM, MAX)).toBeUndefined();
    expect((await it.send({ ...payload('command'), trigger_id: '71.77' })).body).toMatch(/not installed here/);
  });

  test('a late word of an earlier removal does not end the new installation', async () => {
    const it = await incoming();
    await it.known.put({ ...installationFor(TEAM), installedAt: plus('2026-11-25T12:00:00.000Z' as Instant, { minutes: 5 }) });
    await it.send({ ...payload('uninstalled'), event_time: Math.floor(NOW / 1000) - 7200 });
    expect(await it.known.get('slack', TEAM)).toBeDefined();
  });

  test('only people’s own tokens do not concern us', async () => {
    const it = await incoming();
    const body = payload('tokens-revoked');
    body['event'].tokens = { oauth: [MAX], bot: [] };
    await it.send(body);
    expect(await it.known.get('slack', TEAM)).toBeDefined();
  });

  test('what cannot be removed now is told to Slack, which repeats it', async () => {
    const it = await incoming();
    it.bare.delete = broken;
    expect((await it.send(payload('uninstalled'))).status).toBe(500);
  });
});
