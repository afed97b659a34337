// The few calls of Slack's Web API that the product makes, typed. No call is repeated here and none waits: a repeat could post twice, and
// waiting is the dispatcher's, which knows how often and how long.
import { LogLevel, WebClient } from '@slack/web-api';
import type { types } from '@slack/bolt';
import type { FilesInfoResponse, UsersInfoResponse } from '@slack/web-api';
import type { Rendering } from './render.ts';
import { denialIn, denied, slackFault, type Told } from './slack-fault.ts';
import { slackHttp, type Downloaded, type Whispered } from './slack-http.ts';

export type SlackUser = NonNullable<UsersInfoResponse['user']>;
export type SlackFile = NonNullable<FilesInfoResponse['file']>;

/** Every call names the installation in whose name it is made. */
type In = { readonly install: string };
type Channel = In & { readonly channel: string };

/** @property effect what posts it: by this name it is found again when an attempt may have come through */
export type Posting = Channel & {
  readonly thread?: string;
  readonly shown: Rendering;
  readonly effect: string;
  readonly version: number;
};
/** @property ts of the message that an effect posted; `files`: what was lately shared there, by title */
export type Ours = { readonly ts?: string; readonly files: readonly string[] };
export type OpenView = { readonly id: string; readonly hash: string };

export type SlackApi = {
  /** @returns where it stands: a message to a user's id stands in their direct messages */
  post(posting: Posting): Promise<Told<{ readonly channel: string; readonly ts: string }>>;
  update(change: Channel & { readonly ts: string; readonly shown: Rendering }): Promise<Told<undefined>>;
  /** Seen by one user only, and gone when they reload. */
  ephemeral(
    whisper: Channel & { readonly user: string; readonly thread?: string; readonly shown: Rendering },
  ): Promise<Told<{ readonly ts: string }>>;
  /** Seen by whoever asked, and by nobody else. */
  respond(respondTo: string, shown: Whispered): Promise<Told<undefined>>;
  openDm(install: string, user: string): Promise<Told<{ readonly channel: string }>>;
  findOurs(where: Channel & { readonly thread?: string; readonly effect: string }): Promise<Told<Ours>>;
  openView(opening: In & { readonly trigger: string; readonly view: types.ModalView }): Promise<Told<OpenView>>;
  /** @param change `hash`: as it was when it was opened; another change since wins */
  updateView(change: In & { readonly id: string; readonly hash?: string; readonly view: types.ModalView }): Promise<Told<OpenView>>;
  publishHome(home: In & { readonly user: string; readonly blocks: readonly types.KnownBlock[] }): Promise<Told<undefined>>;
  userInfo(install: string, user: string): Promise<Told<SlackUser>>;
  fileInfo(install: string, file: string): Promise<Told<SlackFile>>;
  /** @param url as a file's `url_private_download` */
  download(install: string, url: string): Promise<Told<Downloaded>>;
  uploadFile(
    file: Channel & { readonly filename: string; readonly title: string; readonly bytes: Uint8Array<ArrayBuffer> },
  ): Promise<Told<undefined>>;
};

export type SlackApiParts = {
  /** The bot token of an installation; undefined where the app is not installed. */
  readonly token: (install: string) => Promise<string | undefined>;
  /** Of the Web API, for stand-ins and government clouds. */
  readonly url?: string;
  readonly timeoutMs?: number;
};

const METADATA = 'countersign';
const NOT_INSTALLED = denied('elsewhere', 'not_installed');
/** So many messages back an attempt of minutes ago is looked for. */
const LOOK_BACK = 30;

export function slackApi({ token, url = 'https://slack.com/api/', timeoutMs = 5000 }: SlackApiParts): SlackApi {
  const base = new URL(url.endsWith('/') ? url : `${url}/`);
  const http = slackHttp({ base, timeoutMs });
  const clients = new Map<string, { readonly token: string; readonly client: WebClient }>();

  /** One client an installation, for as long as its token holds. */
  async function clientOf(install: string): Promise<WebClient | undefined> {
    const current = await token(install);
    if (current === undefined) return undefined;
    const known = clients.get(install);
    if (known?.token === current) return known.client;
    const client = new WebClient(safe(current, install), {
      slackApiUrl: base.href,
      timeout: timeoutMs,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      allowAbsoluteUrls: false,
      logLevel: LogLevel.ERROR,
    });
    clients.set(install, { token: current, client });
    return client;
  }

  async function told<T>(install: string, doing: string, call: (client: WebClient) => Promise<T>): Promise<Told<T>> {
    const client = await clientOf(install);
    if (!client) return NOT_INSTALLED;
    try {
      return { ok: true, value: await call(client) };
    } catch (fault) {
      const denial = denialIn(fault);
      if (denial) return denial;
      throw slackFault(`${doing} (installation ${install})`, fault);
    }
  }

  return {
    ...messageCalls(told),
    ...viewCalls(told),
    respond: http.respond,
    openDm: async (install, user) =>
      told(install, `open a direct message to ${user}`, async ({ conversations }) => {
        const { channel } = await conversations.open({ users: user });
        return { channel: given(channel?.id, 'channel') };
      }),
    userInfo: async (install, user) =>
      told(install, `look up ${user}`, async ({ users }) => given((await users.info({ user, include_locale: true })).user, 'user')),
    fileInfo: async (install, file) =>
      told(install, `look up the file ${file}`, async ({ files }) => given((await files.info({ file })).file, 'file')),
    async download(install, address) {
      const current = await token(install);
      return current === undefined ? NOT_INSTALLED : http.download(address, safe(current, install));
    },
    uploadFile: uploading(told, http.upload),
  };
}

type Tell = <T>(install: string, doing: string, call: (client: WebClient) => Promise<T>) => Promise<Told<T>>;

function messageCalls(told: Tell): Pick<SlackApi, 'post' | 'update' | 'ephemeral' | 'findOurs'> {
  return {
    post: async ({ install, channel, thread, shown, effect, version }) =>
      told(install, `post in ${channel}`, async ({ chat }) => {
        const posted = await chat.postMessage({
          ...faceOf(channel, shown),
          ...(thread !== undefined && { thread_ts: thread }),
          unfurl_links: false,
          unfurl_media: false,
          metadata: { event_type: METADATA, event_payload: { effect, v: version } },
        });
        return { channel: posted.channel ?? channel, ts: given(posted.ts, 'ts') };
      }),
    update: async ({ install, channel, ts, shown }) =>
      told(install, `update ${channel}/${ts}`, async ({ chat }) => {
        await chat.update({ ...faceOf(channel, shown), ts });
        return undefined;
      }),
    ephemeral: async ({ install, channel, user, thread, shown }) =>
      told(install, `answer ${user} in ${channel}`, async ({ chat }) => {
        const { message_ts } = await chat.postEphemeral({
          ...faceOf(channel, shown),
          user,
          ...(thread !== undefined && { thread_ts: thread }),
        });
        return { ts: given(message_ts, 'message_ts') };
      }),
    findOurs: async ({ install, channel, thread, effect }) =>
      told(install, `look for an earlier attempt in ${channel}`, async ({ conversations }) => {
        const page = { channel, include_all_metadata: true, limit: LOOK_BACK };
        const { messages = [] } =
          thread === undefined ? await conversations.history(page) : await conversations.replies({ ...page, ts: thread });
        const ours = messages.find(({ metadata }) => metadata?.event_type === METADATA && payloadOf(metadata).effect === effect);
        const files = messages.flatMap((message) => ('files' in message ? (message.files ?? []) : []));
        return { ...(ours?.ts !== undefined && { ts: ours.ts }), files: files.flatMap(({ title }) => title ?? []) };
      }),
  };
}

function viewCalls(told: Tell): Pick<SlackApi, 'openView' | 'updateView' | 'publishHome'> {
  return {
    openView: async ({ install, trigger, view }) =>
      told(install, 'open a form', async ({ views }) => openView((await views.open({ trigger_id: trigger, view })).view)),
    updateView: async ({ install, id, hash, view }) =>
      told(install, `change the form ${id}`, async ({ views }) =>
        openView((await views.update({ view_id: id, view, ...(hash !== undefined && { hash }) })).view),
      ),
    publishHome: async ({ install, user, blocks }) =>
      told(install, `show the home of ${user}`, async ({ views }) => {
        await views.publish({ user_id: user, view: { type: 'home', blocks: [...blocks] } });
        return undefined;
      }),
  };
}

/** Slack gives a place for the bytes, takes them there, and shares the file when it is told where. */
function uploading(told: Tell, upload: ReturnType<typeof slackHttp>['upload']): SlackApi['uploadFile'] {
  return async ({ install, channel, filename, title, bytes }) => {
    const place = await told(install, 'ask for a place to upload to', async ({ files }) =>
      files.getUploadURLExternal({ filename, length: bytes.length }),
    );
    if (!place.ok) return place;
    const { upload_url, file_id } = place.value;
    const sent = await upload(given(upload_url, 'upload_url'), bytes);
    if (!sent.ok) return sent;
    return told(install, `share a file in ${channel}`, async ({ files }) => {
      await files.completeUploadExternal({ files: [{ id: given(file_id, 'file_id'), title }], channel_id: channel });
      return undefined;
    });
  };
}

function openView(view: { id?: string; hash?: string } | undefined): OpenView {
  return { id: given(view?.id, 'view.id'), hash: given(view?.hash, 'view.hash') };
}

/** No name, link or channel is looked for in `text`. */
function faceOf(channel: string, { text, blocks }: Rendering) {
  return { channel, text, blocks, parse: 'none', link_names: false } as const;
}

function payloadOf({ event_payload }: { event_payload?: unknown }): { readonly effect?: unknown } {
  return typeof event_payload === 'object' && event_payload !== null ? event_payload : {};
}

function given<T>(value: T | undefined, name: string): T {
  if (value !== undefined) return value;
  throw new Error(`Slack's answer has no ${name}.`);
}

/** HTTP libraries quote a header that they cannot send, and what they say is logged. */
function safe(token: string, install: string): string {
  if (/^[\x21-\x7E]+$/.test(token)) return token;
  throw new Error(`The Slack token of the installation ${install} is damaged. Install the app there again.`);
}
