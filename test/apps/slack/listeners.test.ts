// Commands and buttons: what is answered at once, what is stored, whose it is, and what is said where we are not installed.
import { describe, expect, test } from 'vitest';
import { parseRef } from './refs.ts';
import { broken, CARD, formOf, incoming, installationFor, intentOf, PLACE, sealing } from './kit.ts';
import { MAX, payload, TEAM, type Payload } from '#test/support/slack-deliveries.ts';

function pressOf(verb: Parameters<typeof intentOf>[0], more: Payload = {}): Payload {
  const body = payload('press');
  body['actions'][0] = { ...body['actions'][0], action_id: verb, value: sealing.seal(intentOf(verb)), ...more };
  return body;
}

function json({ status, body }: { status: number; body: string }) {
  expect(status).toBe(200);
  return body === '' ? undefined : JSON.parse(body);
}

describe('a command', () => {
  test('that asks is answered at once, to the person alone', async () => {
    const it = await incoming();
    expect(json(await it.send(payload('command')))).toMatchObject({
      response_type: 'ephemeral',
      text: expect.stringContaining('waiting for Max'),
    });
    expect(it.called('hear')).toEqual([{ install: TEAM, user: MAX, at: expect.any(String), text: 'status' }]);
    expect(await it.requests()).toEqual([]);
  });

  test('that needs a form opens it, which remembers where it was asked', async () => {
    const form = formOf({ verb: 'start', version: 0 });
    const it = await incoming({ hear: { show: 'form', form } });
    expect(json(await it.send(payload('command')))).toBeUndefined();
    const [opened] = it.called('openView');
    expect(opened).toMatchObject({ install: TEAM, trigger: '71.1.command', view: { callback_id: 'form' } });
    const metadata = JSON.parse(opened?.['view'].private_metadata);
    expect(sealing.open(metadata.intent)).toEqual(form.intent);
    expect(parseRef(metadata.place)).toMatchObject({
      install: TEAM,
      channel: 'C0SALES01',
      user: MAX,
      respondTo: expect.stringContaining('hooks.slack.com'),
    });
  });

  test('that changes something is stored before it is acknowledged, with its proof and none of Slack’s tokens', async () => {
    const it = await incoming({ hear: { show: 'later' } });
    expect(json(await it.send({ ...payload('command'), text: 'remind CS-7K3F2-QXA9B' }))).toBeUndefined();
    const [request] = await it.requests();
    expect(request).toMatchObject({
      platform: 'slack',
      install: TEAM,
      user: MAX,
      did: { kind: 'say', text: 'remind CS-7K3F2-QXA9B' },
      proof: { team: TEAM, user: MAX, triggerId: '71.1.command', signatureVersion: 'v0', requestTimestamp: expect.stringMatching(/^\d+$/) },
    });
    expect(JSON.stringify(request?.proof)).not.toMatch(/fixed-word|hooks\.slack\.com/);
  });

  test('that is not understood as ours gets help', async () => {
    const it = await incoming({ hear: { show: 'nothing' } });
    expect(json(await it.send(payload('command'))).blocks[0].text.text).toBe('Help');
  });

  test('by its other name is the same', async () => {
    const it = await incoming();
    expect(json(await it.send({ ...payload('command'), command: '/countersign' }))).toMatchObject({ response_type: 'ephemeral' });
  });

  test('where something fails is answered in words, with nothing changed', async () => {
    const it = await incoming();
    it.chat.fault = new Error('no table');
    expect(json(await it.send(payload('command'))).text).toMatch(/Nothing was changed/);
    expect(it.faults.join()).toContain('no table');
  });

  test('whose person speaks German is apologised to in German', async () => {
    const it = await incoming();
    const known = await it.accounts.get('slack', TEAM, MAX);
    if (known) await it.accounts.put({ ...known, language: 'de-DE' });
    it.chat.fault = new Error('no table');
    expect(json(await it.send(payload('command'))).text).toMatch(/Es wurde nichts geändert/);
  });
});

describe('a button', () => {
  test('that acts is stored with the card it stood on', async () => {
    const it = await incoming();
    const body = pressOf('approve');
    expect(json(await it.send(body))).toBeUndefined();
    expect(await it.requests()).toMatchObject([
      {
        did: { kind: 'press', intent: body['actions'][0].value, inputs: {}, on: `${TEAM}/D0MAXDM01/1795543100.000100` },
        proof: { messageTs: '1795543100.000100', actionTs: '1795543150.100200', card: `${TEAM}/D0MAXDM01/1795543100.000100` },
      },
    ]);
  });

  test('clicked twice is one request', async () => {
    const it = await incoming();
    const second = pressOf('approve', { action_ts: '1795543150.400500' });
    const replies = await Promise.all([it.send(pressOf('approve')), it.send({ ...second, trigger_id: '71.9' })]);
    expect(replies.map(({ status }) => status)).toEqual([200, 200]);
    expect(await it.inbox.pending()).toHaveLength(1);
  });

  test('clicked again after it was carried out is still the one request', async () => {
    const it = await incoming();
    await it.send(pressOf('approve'));
    const [one] = await it.inbox.pending();
    const claimed = one && (await it.inbox.claim('slack', one.key));
    if (!claimed) throw new Error('There is no request to carry out.');
    const result = {
      ok: true,
      tenant: PLACE.tenant,
      envelope: PLACE.envelope,
      version: 5,
    } as const;
    await it.inbox.settle(claimed.lease, { kind: 'done', result }, []);
    await it.send(pressOf('approve', { action_ts: '1795543159.000001' }));
    expect(await it.inbox.pending()).toEqual([]);
  });

  test('clicked again after it came to nothing is meant anew, and that once', async () => {
    const it = await incoming();
    await it.send(pressOf('approve'));
    const [one] = await it.inbox.pending();
    const claimed = one && (await it.inbox.claim('slack', one.key));
    if (!claimed) throw new Error('There is no request to carry out.');
    await it.inbox.settle(claimed.lease, { kind: 'answered', code: 'refused' }, []);
    const again = pressOf('approve', { action_ts: '1795543159.000001' });
    await it.send(again);
    await it.send(again);
    expect(await it.inbox.pending()).toHaveLength(1);
  });

  test.each(['decline', 'delegate', 'comment', 'withdraw', 'dispute', 'void', 'start'] as const)(
    'that asks (%s) opens its form',
    async (verb) => {
      const it = await incoming({ open: { show: 'form', form: formOf(intentOf(verb)) } });
      expect(json(await it.send(pressOf(verb)))).toBeUndefined();
      expect(it.called('openView')).toMatchObject([{ install: TEAM, trigger: '71.2.press' }]);
      expect(JSON.parse(it.called('openView')[0]?.['view'].private_metadata).on).toBe(`${TEAM}/D0MAXDM01/1795543100.000100`);
      expect(await it.requests()).toEqual([]);
    },
  );

  test.each(['show', 'list', 'decline'] as const)('behind which there is a card (%s) shows it to the person alone', async (verb) => {
    const it = await incoming();
    await it.send(pressOf(verb));
    expect(it.called('respond')).toMatchObject([{ to: expect.stringContaining('/actions/'), text: CARD.summary }]);
  });

  test('in the home tab shows its card in a modal', async () => {
    const it = await incoming();
    const { channel: _channel, message: _message, response_url: _url, ...body } = pressOf('list');
    await it.send({ ...body, container: { type: 'view', view_id: 'V1' } });
    expect(it.called('openView')).toMatchObject([{ view: { type: 'modal', close: { text: 'Close' } } }]);
  });

  test('that we did not seal is left to the chat, which acts on nothing', async () => {
    const it = await incoming();
    await it.send(pressOf('approve', { value: 'forged' }));
    expect(it.called('open')).toMatchObject([{ intent: 'forged' }]);
    expect(await it.requests()).toEqual([]);
  });

  test('that is a link is acknowledged', async () => {
    const it = await incoming();
    expect(json(await it.send(payload('press-link')))).toBeUndefined();
    expect(it.calls).toEqual([]);
  });

  test('that could not be stored is an error to Slack, which tells the person', async () => {
    const it = await incoming();
    it.inboxPort.current = { ...it.inbox, accept: broken };
    expect((await it.send(pressOf('approve'))).status).toBe(500);
  });

  test('whose form Slack does not open is apologised for', async () => {
    const it = await incoming();
    it.chat.fault = new Error('expired');
    await it.send(pressOf('decline'));
    expect(it.called('respond')).toMatchObject([{ text: expect.stringMatching(/went wrong/) }]);
  });
});

describe('whose press it is', () => {
  test('a person of another company in a shared channel is somebody only there', async () => {
    const it = await incoming();
    const body = payload('press-stranger');
    body['actions'][0].value = sealing.seal(intentOf('approve'));
    await it.send(body);
    const [request] = await it.requests();
    expect(request).toMatchObject({ install: 'T0FABRI01', user: 'U0DANA001', proof: { installedIn: TEAM, userTeam: 'T0FABRI01' } });
    expect(parseRef(request?.place ?? '')).toMatchObject({ install: TEAM });
  });

  test('where Slack names the organisation instead of the workspace, the workspace is asked about the person', async () => {
    const it = await incoming();
    const body = pressOf('approve');
    body['user'].team_id = 'E0NORTH01';
    await it.send(body);
    expect(await it.requests()).toMatchObject([{ install: TEAM, user: MAX }]);
  });

  test('where a whole organisation installed us, the organisation vouches for its people', async () => {
    const it = await incoming();
    await it.known.put(installationFor('E0NORTH01'));
    const body = payload('press-organisation');
    body['actions'][0].value = sealing.seal(intentOf('approve'));
    await it.send(body);
    expect(await it.requests()).toMatchObject([{ install: 'E0NORTH01', user: 'W0MAX0001' }]);
  });
});

describe('where we are not installed', () => {
  test('a command says so and asks the chat nothing', async () => {
    const it = await incoming();
    expect(json(await it.send({ ...payload('command'), team_id: 'T0OTHER01' })).text).toMatch(/not installed here/);
    expect(it.called('hear')).toEqual([]);
  });

  test('a button says so to the person alone, and nothing is stored', async () => {
    const it = await incoming();
    const body = pressOf('approve');
    await it.send({ ...body, team: { id: 'T0OTHER01' } });
    expect(it.called('respond')).toMatchObject([{ text: expect.stringMatching(/not installed here/) }]);
    expect(await it.requests()).toEqual([]);
  });

  test('a form says so instead of closing as if it were taken', async () => {
    const it = await incoming();
    const body = payload('submission');
    body['view'].app_installed_team_id = 'T0OTHER01';
    expect(json(await it.send(body))).toMatchObject({ response_action: 'update', view: { type: 'modal' } });
  });

  test('an event is dropped', async () => {
    const it = await incoming();
    const body = payload('message');
    body['authorizations'][0].team_id = 'T0OTHER01';
    expect(await it.send(body)).toEqual({ status: 200, body: '' });
    expect(await it.requests()).toEqual([]);
  });

  test.each(['', 'a b', 7])('what is no workspace’s id (%j) is not looked for', async (id) => {
    const it = await incoming();
    const body = payload('message');
    body['authorizations'] = [];
    expect((await it.send({ ...body, team_id: id })).status).toBe(200);
    expect((await it.send({ ...payload('uninstalled'), team_id: id })).status).toBe(200);
    expect(it.faults).toEqual([]);
  });

  test('an installation that cannot be looked up is an error to Slack, which delivers again', async () => {
    const it = await incoming();
    it.bare.get = broken;
    expect((await it.send(payload('message'))).status).toBe(500);
  });
});
