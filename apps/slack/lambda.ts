// The Slack channel as a whole: its routes as one Hono application that any server or Lambda adapter can carry, and its entry for the
// dispatcher. Composition only.
import { Hono } from 'hono';
import type { TenantId } from '#core/ids.ts';
import type { ChannelEntry } from '#apps/ports.ts';
import type { Chat, ChatPlatform, ChatPorts } from '#apps/chat/chat-ports.ts';
import { readChatRequest } from '#apps/chat/request.ts';
import { bodyWithin } from '#apps/raw-body.ts';
import { MOST_BYTES, type SigningSecrets } from './gate.ts';
import { slackPlatform } from './identity.ts';
import { slackApp } from './inbound.ts';
import { installLink, installRoutes, type States } from './install.ts';
import { members } from './members.ts';
import { slackReceiver } from './receiver.ts';
import { slackSending, type SlackClient, type SlackSending, type SlackSendingParts } from './sending.ts';
import { EVENTS_PATH } from './surface.ts';

export type SlackChannelParts = Omit<SlackSendingParts, 'oauth'> & {
  readonly chat: (ports: ChatPorts, platform: ChatPlatform) => Chat;
  readonly secrets: SigningSecrets;
  /** Without it, workspaces cannot be connected here, and tokens are not renewed. */
  readonly oauth?: SlackClient & { readonly states: States; readonly authorizeUrl?: string };
};

export type SlackChannel = ChannelEntry & {
  readonly app: Hono;
  /** To be run every hour. */
  readonly rotate: () => Promise<void>;
  /** For whoever administers a workspace that is to belong to this tenant; undefined where none can be connected. */
  readonly installLink: (tenant: TenantId) => Promise<string | undefined>;
};

export function slackChannel(parts: SlackChannelParts): SlackChannel {
  const { ports, installations, secrets, now, report } = parts;
  const { accounts, clock } = ports;
  const sending = slackSending(parts);
  const { installs, api, outbound, rotate } = sending;
  const chat = parts.chat(ports, slackPlatform({ accounts, api, installs, clock }));
  const receiver = slackReceiver({ secrets, now, report });
  slackApp({ ports, chat, api, report, receiver, installs, members: members({ accounts, installations, clock }) });
  const connecting = connectingOf(parts, sending);
  return {
    app: routes(receiver, connecting?.app),
    process: async (request, lease) => chat.process(readChatRequest(request), lease),
    outbound,
    rotate,
    installLink: async (tenant) => connecting?.link(tenant),
  };
}

type Connecting = { readonly app: Hono; readonly link: (tenant: TenantId) => Promise<string> };

function connectingOf(parts: SlackChannelParts, { installs, oauth }: SlackSending): Connecting | undefined {
  const { ports, installations, box, now, report } = parts;
  if (!parts.oauth || !oauth) return undefined;
  const { states, authorizeUrl } = parts.oauth;
  const { publicUrl } = ports.site;
  const common = { installations, installs, oauth, box, now, report, publicUrl, states, directory: ports.directory };
  return {
    app: installRoutes({ ...common, ...(authorizeUrl !== undefined && { authorizeUrl }) }),
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
