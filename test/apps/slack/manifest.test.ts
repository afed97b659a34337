// The manifest that makes the app in Slack: within Slack's limits, exactly what is listened to, and no more asked for than is used.
import { readFileSync } from 'node:fs';
import { App } from '@slack/bolt';
import type { AppsManifestCreateArguments } from '@slack/web-api';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { slackManifest } from '#apps/slack/manifest.ts';
import { SCOPES } from '#apps/slack/oauth.ts';
import { slackApi, type SlackApi } from '#apps/slack/web-api.ts';
import { VERB_NAMES, VERBS } from '#core/cards/help.ts';
import { SLACK } from '#test/support/live-folder.ts';
import { payload, TEAM } from '#test/support/slack-deliveries.ts';
import { fakeSlack } from '#test/support/fake-slack.ts';
import { CARD, formOf, incoming, installationFor } from './kit.ts';

const URL_OF_US = 'https://sign.example.com';
const manifest: AppsManifestCreateArguments['manifest'] = slackManifest(URL_OF_US);
const { features = {}, settings = {} } = manifest;
const { slash_commands: commands = [], shortcuts = [], bot_user: bot } = features;
const events = settings.event_subscriptions?.bot_events ?? [];

describe('the manifest for Slack', () => {
  test('keeps every limit that Slack sets', () => {
    const { name, description = '', long_description: long = '', background_color: colour } = manifest.display_information;
    expect(name.length).toBeLessThanOrEqual(35);
    expect(description.length).toBeLessThanOrEqual(140);
    // Below 174 characters Slack's directory takes none.
    expect(long.length).toBeGreaterThan(174);
    expect(long.length).toBeLessThanOrEqual(4000);
    expect(colour).toMatch(/^#[0-9a-f]{6}$/);
    expect(bot?.display_name).toMatch(/^[a-z0-9._-]{1,80}$/);
    expect(commands.length).toBeLessThanOrEqual(50);
    for (const one of commands) {
      expect(one.command).toMatch(/^\/[a-z-]{1,31}$/);
      expect(one.description.length).toBeLessThanOrEqual(2000);
      expect(one.usage_hint?.length).toBeLessThanOrEqual(1000);
    }
    expect(shortcuts.length).toBeLessThanOrEqual(10);
    for (const one of shortcuts) {
      expect(one.name.length).toBeLessThanOrEqual(24);
      expect(one.callback_id.length).toBeLessThanOrEqual(255);
      expect(one.description.length).toBeLessThanOrEqual(150);
    }
  });

  test('names https addresses of this installation only', () => {
    const text = JSON.stringify(manifest);
    const addresses = Array.from(text.matchAll(/https?:\/\/[^"]+/g), ([address]) => address);
    expect(new Set(addresses)).toEqual(new Set([`${URL_OF_US}/slack/events`, `${URL_OF_US}/slack/oauth_redirect`]));
  });

  test('has people who are mentioned told by their ids, tokens renewed, and no socket', () => {
    expect(commands.every((one) => one.should_escape === true)).toBe(true);
    expect(settings).toMatchObject({ token_rotation_enabled: true, socket_mode_enabled: false, interactivity: { is_enabled: true } });
  });

  test('explains every main verb of the table as the table has it', () => {
    const { long_description: long = '' } = manifest.display_information;
    const main = VERB_NAMES.filter((verb) => VERBS[verb].isMain);
    for (const verb of main) expect(long).toContain(`/sign ${VERBS[verb].syntax}\n`);
    expect(commands[0]?.usage_hint).toBe(`[${main.join(' | ')}]`);
  });
});

describe('what the manifest declares', () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  test('is what listeners are registered for, neither more nor less', async () => {
    const spies = {
      command: vi.spyOn(App.prototype, 'command'),
      shortcut: vi.spyOn(App.prototype, 'shortcut'),
      event: vi.spyOn(App.prototype, 'event'),
    };
    await incoming();
    const registered = (spy: { mock: { calls: unknown[][] } }) => spy.mock.calls.map(([name]) => String(name)).toSorted();
    expect(registered(spies.command)).toEqual(commands.map((one) => one.command).toSorted());
    expect(registered(spies.shortcut)).toEqual(shortcuts.map((one) => one.callback_id).toSorted());
    // Where messages stand is told apart when they are subscribed to, not when they are listened for.
    expect(registered(spies.event)).toEqual(events.map((one) => one.replace(/^message\..*/, 'message')).toSorted());
  });

  test.each(commands.map(({ command }) => command))('answers the command %s', async (command) => {
    const it = await incoming();
    expect((await it.send({ ...payload('command'), command })).body).toContain('waiting for Max');
  });

  test.each(shortcuts.map(({ type, callback_id }) => [type, callback_id] as const))(
    'answers the %s shortcut %s',
    async (type, callback) => {
      const it = await incoming({ open: { show: 'form', form: formOf({ verb: 'start', version: 0 }) } });
      await it.send({ ...payload(`${type}-shortcut`), callback_id: callback });
      expect(it.called('openView')).toHaveLength(1);
      await it.send({ ...payload(`${type}-shortcut`), callback_id: `${callback}.other` });
      expect(it.called('openView')).toHaveLength(1);
    },
  );

  type World = Awaited<ReturnType<typeof incoming>>;
  const isHeard: Readonly<Record<string, readonly [string, (it: World) => Promise<boolean>]>> = {
    'message.im': ['message', async (it) => (await it.requests()).length === 1],
    app_home_opened: ['home-opened', async (it) => it.called('publishHome').length === 1],
    user_change: [
      'user-change',
      async (it) => (await it.accounts.get('slack', TEAM, payload('user-change')['event'].user.id))?.email !== 'before@northwind.test',
    ],
    app_uninstalled: ['uninstalled', async (it) => (await it.known.get('slack', TEAM)) === undefined],
    tokens_revoked: ['tokens-revoked', async (it) => (await it.known.get('slack', TEAM)) === undefined],
  };

  test.each(events)('hears the event %s', async (event) => {
    const [name = '', heard] = isHeard[event] ?? [];
    const it = await incoming({ hear: { show: 'card', card: CARD } });
    await it.known.put({ ...installationFor(TEAM), name: 'Northwind' });
    if (event === 'user_change') {
      const known = await it.accounts.get('slack', TEAM, payload('user-change')['event'].user.id);
      if (known) await it.accounts.put({ ...known, email: 'before@northwind.test' });
    }
    await it.send(payload(name));
    expect(await heard?.(it)).toBe(true);
  });
});

describe('what the app may do', () => {
  /** From https://docs.slack.dev/reference/methods, and for events https://docs.slack.dev/reference/events; in direct messages. */
  const NEEDED: Readonly<Record<string, readonly string[]>> = {
    'chat.postMessage': ['chat:write'],
    'chat.update': ['chat:write'],
    'chat.postEphemeral': ['chat:write'],
    'conversations.open': ['im:write'],
    'conversations.history': ['im:history'],
    'conversations.replies': ['im:history'],
    'views.open': [],
    'views.update': [],
    'views.publish': [],
    // The address is why people are looked up.
    'users.info': ['users:read', 'users:read.email'],
    'files.info': ['files:read'],
    'files.getUploadURLExternal': ['files:write'],
    'files.completeUploadExternal': ['files:write'],
    'message.im': ['im:history'],
    app_home_opened: [],
    user_change: ['users:read'],
    app_uninstalled: [],
    tokens_revoked: [],
    'commands and shortcuts': ['commands'],
  };

  test('is what some call or event of ours needs, and nothing else', async () => {
    const used = [...(await everyCall()), ...events, 'commands and shortcuts'];
    expect(used.filter((name) => NEEDED[name] === undefined)).toEqual([]);
    expect(Object.keys(NEEDED).filter((name) => !used.includes(name))).toEqual([]);
    expect(new Set(used.flatMap((name) => NEEDED[name] ?? []))).toEqual(new Set(SCOPES));
  });

  test.each(['docs/slack.md'])('is explained in %s, with every event and every setting', (guide) => {
    const text = readFileSync(new URL(`../../../${guide}`, import.meta.url), 'utf8');
    const asked = [...SCOPES, ...events, ...commands.map(({ command }) => command), 'PUBLIC_URL', ...Object.keys(SLACK)];
    expect(asked.filter((name) => !text.includes(`\`${name}`))).toEqual([]);
    const named = Array.from(text.matchAll(/`([a-z]+:[a-z.]+)`/g), ([, scope = '']) => scope);
    expect(named.filter((scope) => !SCOPES.some((one) => one === scope))).toEqual([]);
  });

  test('is asked for once, in the manifest as in the link', () => {
    expect(manifest.oauth_config?.scopes).toEqual({ bot: [...SCOPES] });
  });
});

/** Every method of ours is called once; what it called is read off Slack's side. */
async function everyCall(): Promise<string[]> {
  const slack = await fakeSlack();
  const api = slackApi({ token: async () => 'xoxb-1', url: slack.url });
  const where = { install: 'T1', channel: 'D1', thread: '1.1', shown: { text: 'x', blocks: [] }, effect: 'e', version: 1 };
  const view = { type: 'modal' as const, title: { type: 'plain_text' as const, text: 'x' }, blocks: [] };
  const calls: Readonly<Record<keyof SlackApi, () => Promise<unknown>>> = {
    post: async () => api.post(where),
    update: async () => api.update({ ...where, ts: '1.1' }),
    ephemeral: async () => api.ephemeral({ ...where, user: 'U1' }),
    respond: async () => api.respond(`${slack.origin}/respond/1`, where.shown),
    openDm: async () => api.openDm('T1', 'U1'),
    findOurs: async () => [await api.findOurs(where), await api.findOurs({ install: 'T1', channel: 'D1', effect: 'e' })],
    openView: async () => api.openView({ install: 'T1', trigger: 't', view }),
    updateView: async () => api.updateView({ install: 'T1', id: 'V1', view }),
    publishHome: async () => api.publishHome({ install: 'T1', user: 'U1', blocks: [] }),
    userInfo: async () => api.userInfo('T1', 'U1'),
    fileInfo: async () => api.fileInfo('T1', 'F1'),
    download: async () => api.download('T1', `${slack.origin}/files/a.pdf`),
    uploadFile: async () => api.uploadFile({ ...where, filename: 'a.pdf', title: 'A', bytes: new Uint8Array([1]) }),
  };
  for (const call of Object.values(calls)) await call();
  return [...new Set(slack.calls.map(({ method }) => method).filter((method) => !method.startsWith('/')))];
}
