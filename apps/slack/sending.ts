// What goes out to Slack, and what keeps its tokens alive: all that a process needs which takes nothing in. Bolt is not loaded for it.
import type { Outbound } from '#core/messages.ts';
import type { Installations } from '#core/people.ts';
import type { ChatPorts } from '#apps/chat/chat-ports.ts';
import type { SecretBox } from '#apps/secret-box.ts';
import { slackInstalls, type SlackInstalls } from './installs.ts';
import { slackOauth, type SlackOauth } from './oauth.ts';
import { slackOutbound } from './outbound.ts';
import { rotateTokens } from './rotate.ts';
import { REDIRECT_PATH } from './surface.ts';
import { slackApi, type SlackApi } from './web-api.ts';

export type SlackClient = { readonly clientId: string; readonly clientSecret: string };

export type SlackSendingParts = {
  readonly ports: ChatPorts;
  readonly installations: Installations;
  readonly box: SecretBox;
  /** Without it, tokens are not renewed. */
  readonly oauth?: SlackClient;
  /** Of the Web API; Slack's own by default. */
  readonly apiUrl?: string;
  /** The machine's clock, epoch milliseconds. */
  readonly now: () => number;
  readonly report: (fault: unknown, doing: string) => void;
};

export type SlackSending = {
  readonly installs: SlackInstalls;
  readonly api: SlackApi;
  readonly outbound: Outbound;
  readonly oauth: SlackOauth | undefined;
  /** To be run every hour. */
  readonly rotate: () => Promise<void>;
};

export function slackSending({ ports, installations, box, oauth: client, apiUrl, now, report }: SlackSendingParts): SlackSending {
  const at = apiUrl === undefined ? {} : { url: apiUrl };
  const installs = slackInstalls({ installations, box, now });
  const api = slackApi({ token: installs.tokenOf, ...at });
  const oauth = client && slackOauth({ ...client, ...at, now, redirectUri: `${ports.site.publicUrl}${REDIRECT_PATH}` });
  return {
    installs,
    api,
    oauth,
    outbound: slackOutbound({
      ports,
      api,
      install: async (tenant) => (await installations.ofTenant(tenant)).find(({ platform }) => platform === 'slack')?.install,
    }),
    rotate: async () => (oauth ? rotateTokens({ installations, installs, oauth, box, now, report }) : undefined),
  };
}
