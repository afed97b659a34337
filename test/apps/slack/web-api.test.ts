// The calls of Slack's Web API: what is final, what may pass, and where a token goes.
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { slackApi, type SlackApi } from '#apps/slack/web-api.ts';
import { fakeSlack, type Fault, type FakeSlack } from '#test/support/fake-slack.ts';

const TOKEN = 'xoxb-secret-1';
const SHOWN = { text: 'Mutual NDA waits for you.', blocks: [{ type: 'divider' }] } as const;
const POSTING = { install: 'T1', channel: 'D1', shown: { ...SHOWN, blocks: [...SHOWN.blocks] }, effect: 'CS/1.0/r1', version: 3 };

async function kit(
  token: (install: string) => string | undefined = () => TOKEN,
  timeoutMs = 20_000,
): Promise<{ slack: FakeSlack; api: SlackApi }> {
  const slack = await fakeSlack();
  return { slack, api: slackApi({ token: async (install) => token(install), url: slack.url, timeoutMs }) };
}

async function faultOf(promise: Promise<unknown>): Promise<Error & { retryAfterMs?: number }> {
  const fault: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(fault instanceof Error)) throw new Error('It did not fail.');
  return fault;
}

describe('a call to Slack', () => {
  it('posts a card with its effect, and asks for no unfurling and no names in it', async () => {
    const { slack, api } = await kit();
    expect(await api.post({ ...POSTING, thread: '1.2' })).toEqual({ ok: true, value: { channel: 'D1', ts: slack.messages[0]?.ts } });
    expect(slack.calls).toMatchObject([
      {
        method: 'chat.postMessage',
        token: TOKEN,
        body: {
          channel: 'D1',
          thread_ts: '1.2',
          unfurl_links: 'false',
          unfurl_media: 'false',
          parse: 'none',
          link_names: 'false',
          metadata: { event_type: 'countersign', event_payload: { effect: 'CS/1.0/r1', v: 3 } },
        },
      },
    ]);
  });

  it('waits as long as Slack says by telling the dispatcher, never by itself', async () => {
    const { slack, api } = await kit();
    slack.failNext('chat.postMessage', { status: 429, retryAfter: 7 }, { error: 'ratelimited' });
    expect((await faultOf(api.post(POSTING))).retryAfterMs).toBe(7000);
    expect((await faultOf(api.post(POSTING))).retryAfterMs).toBe(30_000);
    expect(slack.called('chat.postMessage')).toHaveLength(2);
  });

  it.each<[string, Fault]>([
    ['the server fails', { status: 503 }],
    ['the connection breaks', { lost: true }],
    ['no answer comes', { silent: true }],
    ['Slack fails', { error: 'internal_error' }],
    ['the token is being renewed', { error: 'token_expired' }],
  ])('is not repeated here when %s, but thrown with its cause and without the token', async (_name, fault) => {
    const { slack, api } = await kit(undefined, 'silent' in fault ? 200 : undefined);
    slack.failNext('chat.postMessage', fault);
    const thrown = await faultOf(api.post(POSTING));
    expect(thrown.message).toMatch(/^Could not post in D1 \(installation T1\) on Slack\./);
    expect(thrown.cause).toBeInstanceOf(Error);
    expect(inspect(thrown, { depth: 10 })).not.toContain(TOKEN);
    expect(slack.called('chat.postMessage')).toHaveLength(1);
  });

  it('tells what is gone from who is to be reached elsewhere', async () => {
    const { slack, api } = await kit();
    for (const error of ['message_not_found', 'channel_not_found', 'is_archived', 'cant_update_message']) {
      slack.failNext('chat.update', { error });
      expect(await api.update({ ...POSTING, ts: '1.2' })).toEqual({ ok: false, as: 'gone', code: error });
    }
    for (const error of [
      'account_inactive',
      'token_revoked',
      'not_authed',
      'invalid_auth',
      'user_disabled',
      'cannot_dm_bot',
      'user_not_found',
    ]) {
      slack.failNext('conversations.open', { error });
      expect(await api.openDm('T1', 'U1')).toEqual({ ok: false, as: 'elsewhere', code: error });
    }
  });

  it('is made in the name of the installation that it is for, with the token of now', async () => {
    const tokens = new Map([['T1', 'xoxb-1']]);
    const { slack, api } = await kit((install) => tokens.get(install));
    expect(await api.openDm('T2', 'U1')).toEqual({ ok: false, as: 'elsewhere', code: 'not_installed' });
    await api.openDm('T1', 'U1');
    tokens.set('T1', 'xoxb-2').set('T2', 'xoxb-3');
    await api.openDm('T1', 'U1');
    await api.openDm('T2', 'U1');
    expect(slack.calls.map(({ token }) => token)).toEqual(['xoxb-1', 'xoxb-2', 'xoxb-3']);
  });

  it('never quotes a damaged token', async () => {
    const { api } = await kit(() => 'xoxb-damaged\n');
    expect((await faultOf(api.openDm('T1', 'U1'))).message).not.toContain('xoxb');
    expect((await faultOf(api.download('T1', 'https://files.slack.com/a.pdf'))).message).not.toContain('xoxb');
  });

  it('opens, changes and publishes views, and looks up people and files', async () => {
    const { slack, api } = await kit();
    const view = { type: 'modal', title: { type: 'plain_text', text: 'Decline' }, blocks: [] } as const;
    expect(await api.openView({ install: 'T1', trigger: 't', view: { ...view, blocks: [] } })).toEqual({
      ok: true,
      value: { id: 'V1', hash: 'h1' },
    });
    expect(await api.updateView({ install: 'T1', id: 'V1', hash: 'h1', view: { ...view, blocks: [] } })).toMatchObject({
      ok: true,
      value: { hash: 'h2' },
    });
    expect(await api.publishHome({ install: 'T1', user: 'U1', blocks: [] })).toMatchObject({ ok: true });
    expect(await api.userInfo('T1', 'U1')).toMatchObject({ ok: true, value: { id: 'U1' } });
    expect(await api.fileInfo('T1', 'F1')).toMatchObject({ ok: true, value: { name: 'nda.pdf' } });
    slack.failNext('views.open', { error: 'expired_trigger_id' });
    expect(await api.openView({ install: 'T1', trigger: 't', view: { ...view, blocks: [] } })).toMatchObject({ ok: false, as: 'gone' });
  });
});

describe('an answer to a request', () => {
  it('goes to the one who asked, and nowhere but to Slack', async () => {
    const { slack, api } = await kit();
    expect(await api.respond(`${slack.origin}/respond/1`, POSTING.shown)).toMatchObject({ ok: true });
    expect(slack.responses).toEqual([{ response_type: 'ephemeral', replace_original: false, ...SHOWN }]);
    for (const url of [
      'https://evil.test/respond',
      'https://hooks.slack.com.evil.test/',
      'https://me@hooks.slack.com/',
      'http://hooks.slack.com/',
      'nonsense',
    ]) {
      expect(await api.respond(url, POSTING.shown)).toEqual({ ok: false, as: 'elsewhere', code: 'not_slack' });
    }
  });

  it('is gone when Slack takes none any more, and thrown when it may pass', async () => {
    const { slack, api } = await kit();
    slack.failNext('/respond', { status: 404 }, { status: 429, retryAfter: 3 }, { status: 500 });
    const respond = async () => api.respond(`${slack.origin}/respond/1`, POSTING.shown);
    expect(await respond()).toMatchObject({ ok: false, as: 'gone' });
    expect((await faultOf(respond())).retryAfterMs).toBe(3000);
    expect((await faultOf(respond())).message).toContain('It is tried again');
  });
});

describe('a file on Slack', () => {
  const PDF = Buffer.from('%PDF-1.7\n');

  it('is fetched with the token from Slack itself, also where Slack leads on', async () => {
    const { slack, api } = await kit();
    slack.files.set('a.pdf', { status: 302, headers: { location: '/files/b.pdf' }, body: PDF });
    slack.files.set('b.pdf', { headers: { 'content-type': 'application/pdf' }, body: PDF });
    const fetched = await api.download('T1', `${slack.origin}/files/a.pdf`);
    expect(fetched).toEqual({ ok: true, value: { bytes: PDF, contentType: 'application/pdf' } });
    expect(slack.calls.map(({ token }) => token)).toEqual([TOKEN, TOKEN]);
  });

  it('is not fetched from anywhere else, and no token goes there', async () => {
    const { slack, api } = await kit();
    const other = await fakeSlack();
    slack.files.set('a.pdf', { status: 302, headers: { location: `${other.origin}/files/a.pdf` }, body: PDF });
    slack.files.set('loop.pdf', { status: 302, headers: { location: `${slack.origin}/files/loop.pdf` }, body: PDF });
    for (const url of [
      `${slack.origin}/files/a.pdf`,
      `${slack.origin}/files/loop.pdf`,
      `${other.origin}/files/a.pdf`,
      'http://files.slack.com/a.pdf',
      'file:///etc/passwd',
    ]) {
      expect(await api.download('T1', url)).toEqual({ ok: false, as: 'elsewhere', code: 'not_slack' });
    }
    expect(other.calls).toEqual([]);
  });

  it('is refused where it is the login page, too big, not ours to read, or gone', async () => {
    const { slack, api } = await kit();
    slack.files.set('login', { headers: { 'content-type': 'text/html; charset=utf-8' }, body: Buffer.from('<html>') });
    slack.files.set('big', { headers: { 'content-type': 'application/pdf' }, body: Buffer.alloc(26 * 1024 * 1024) });
    slack.files.set('said-big', { headers: { 'content-length': '99999999' }, body: Buffer.from('x') });
    slack.files.set('private', { status: 403, headers: {}, body: PDF });
    const codes = new Map<string, unknown>();
    for (const name of ['login', 'big', 'said-big', 'private', 'missing'])
      codes.set(name, await api.download('T1', `${slack.origin}/files/${name}`));
    expect(Object.fromEntries(codes)).toMatchObject({
      login: { as: 'elsewhere', code: 'login_page' },
      big: { as: 'elsewhere', code: 'too_big' },
      'said-big': { as: 'elsewhere', code: 'too_big' },
      private: { as: 'elsewhere', code: 'http_403' },
      missing: { as: 'gone', code: 'http_404' },
    });
  });

  it('is shared byte by byte, without the token where the bytes go', async () => {
    const { slack, api } = await kit();
    const bytes = new Uint8Array(PDF);
    expect(await api.uploadFile({ install: 'T1', channel: 'D1', filename: 'a.pdf', title: 'A', bytes })).toEqual({
      ok: true,
      value: undefined,
    });
    expect(slack.uploads).toEqual([{ title: 'A', channel: 'D1', bytes: PDF }]);
    expect(slack.calls.map(({ method, token }) => [method.replace(/F\d+$/, ''), token])).toEqual([
      ['files.getUploadURLExternal', TOKEN],
      ['/upload/', ''],
      ['files.completeUploadExternal', TOKEN],
    ]);
  });
});
