// The Slack channel as a whole: its routes as one Hono application that any server or Lambda adapter can carry, and its entry for the
// dispatcher. Composition only.
import { Hono } from 'hono';
import type { TenantId } from '#core/ids.ts';
import type { Installations } from '#core/people.ts';
import type { ChannelEntry } from '#apps/ports.ts';
import type { Chat, ChatPlatform, ChatPorts } from '#apps/chat/chat-ports.ts';
import { readChatRequest } from '#apps/chat/request.ts';
import { bodyWithin } from '#apps/raw-body.ts';
import type { SecretBox } from '#apps/secret-box.ts';
import { MOST_BYTES, type SigningSecrets } from './gate.ts';
import { slackPlatform } from './identity.ts';
import { slackApp } from './inbound.ts';
import { installLink, installRoutes, REDIRECT_PATH, type States } from './install.ts';
import { slackInstalls } from './installs.ts';
import { members } from './members.ts';
import { slackOauth } from './oauth.ts';
import { slackOutbound } from './outbound.ts';
import { slackReceiver } from './receiver.ts';
import { rotateTokens } from './rotate.ts';
import { EVENTS_PATH } from './surface.ts';
import { slackApi } from './web-api.ts';

export type SlackChannelParts = {
  readonly ports: ChatPorts;
  readonly chat: (ports: ChatPorts, platform: ChatPlatform) => Chat;
  readonly installations: Installations;
  readonly box: SecretBox;
  readonly secrets: SigningSecrets;
  /** Without it, workspaces cannot be connected here, and tokens are not renewed. */
  readonly oauth?: {
    readonly clientId: string;
    readonly clientSecret: string;
    readonly states: States;
    readonly authorizeUrl?: string;
  };
  /** Of the Web API; Slack's own by default. */
  readonly apiUrl?: string;
  /** The machine's clock, epoch milliseconds. */
  readonly now: () => number;
  readonly report: (fault: unknown, doing: string) => void;
};

export type SlackChannel = ChannelEntry & {
  readonly app: Hono;
  /** To be run every hour. */
  readonly rotate: () => Promise<void>;
  /** For whoever administers a workspace that is to belong to this tenant; undefined where none can be connected. */
  readonly installLink: (tenant: TenantId) => Promise<string | undefined>;
};

export function slackChannel(parts: SlackChannelParts): SlackChannel {
  const { ports, installations, box, secrets, now, report, apiUrl } = parts;
  const { accounts, clock } = ports;
  const installs = slackInstalls({ installations, box, now });
  const api = slackApi({ token: installs.tokenOf, ...(apiUrl !== undefined && { url: apiUrl }) });
  const chat = parts.chat(ports, slackPlatform({ accounts, api, installs, clock }));
  const receiver = slackReceiver({ secrets, now, report });
  slackApp({ ports, chat, api, report, receiver, installs, members: members({ accounts, installations, clock }) });
  const connecting = connectingOf(parts, installs);
  return {
    app: routes(receiver, connecting?.app),
    process: async (request, lease) => chat.process(readChatRequest(request), lease),
    outbound: slackOutbound({
      ports,
      api,
      install: async (tenant) => (await installations.ofTenant(tenant)).find(({ platform }) => platform === 'slack')?.install,
    }),
    rotate: async () => connecting?.rotate(),
    installLink: async (tenant) => connecting?.link(tenant),
  };
}

type Connecting = {
  readonly app: Hono;
  readonly rotate: () => Promise<void>;
  readonly link: (tenant: TenantId) => Promise<string>;
};

function connectingOf(parts: SlackChannelParts, installs: ReturnType<typeof slackInstalls>): Connecting | undefined {
  const { ports, installations, box, now, report, apiUrl } = parts;
  if (!parts.oauth) return undefined;
  const { states, authorizeUrl, ...client } = parts.oauth;
  const { publicUrl } = ports.site;
  const oauth = slackOauth({ ...client, now, redirectUri: `${publicUrl}${REDIRECT_PATH}`, ...(apiUrl !== undefined && { url: apiUrl }) });
  const common = { installations, installs, oauth, box, now, report };
  return {
    app: installRoutes({ ...common, publicUrl, states, directory: ports.directory, ...(authorizeUrl !== undefined && { authorizeUrl }) }),
    rotate: async () => rotateTokens(common),
    link: async (tenant) => installLink({ publicUrl, states }, tenant),
  };
}

function routes(receiver: ReturnType<typeof slackReceiver>, connecting: Hono | undefined): Hono {
  const app = new Hono();
  app.post(EVENTS_PATH, async (c) => {
    const raw = await bodyWithin(c.req, MOST_BYTES);
    if (!raw) return c.body(null, 413);
    const { status, body, contentType } = await receiver.receive({ headers: c.req.header(), raw });
    return new Response(body === '' ? null : body, { status, ...(contentType && { headers: { 'content-type': contentType } }) });
  });
  if (connecting) app.route('/', connecting);
  return app;
}
