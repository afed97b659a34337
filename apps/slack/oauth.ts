// Slack's OAuth 2.0 exchange, for a code when we are installed and for a refresh token later. What it gives is the bot's; we ask for nobody's.
import { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { SlackTokens } from './installs.ts';

/** What we may do where we are installed; each has a call or an event that needs it. */
export const SCOPES = [
  'commands',
  'chat:write',
  'files:read',
  'files:write',
  'im:history',
  'im:write',
  'users:read',
  'users:read.email',
] as const;

const named = z.object({ id: z.string(), name: z.string().default('') }).nullish();
const granted = z.object({
  access_token: z.string().min(1),
  token_type: z.literal('bot'),
  refresh_token: z.string().min(1).optional(),
  /** Seconds. */
  expires_in: z.number().optional(),
});
const installed = granted.extend({
  app_id: z.string().default(''),
  scope: z.string().default(''),
  bot_user_id: z.string(),
  authed_user: z.object({ id: z.string() }),
  team: named,
  enterprise: named,
  is_enterprise_install: z.boolean().default(false),
});

export type Granted = {
  readonly install: string;
  readonly name: string;
  readonly tokens: SlackTokens;
  readonly botUser: string;
  readonly app: string;
  readonly scopes: string[];
  readonly installedBy: string;
};

export type SlackOauth = {
  readonly clientId: string;
  /** @throws where Slack does not know the code, or nobody of a workspace stands behind it */
  readonly install: (code: string) => Promise<Granted>;
  /** Uses the refresh token up, and with it ends the access token that came with it. */
  readonly renew: (refresh: string) => Promise<SlackTokens>;
};

type Parts = {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUri: string;
  readonly url?: string;
  readonly now: () => number;
};

export function slackOauth({ clientId, clientSecret, redirectUri, url, now }: Parts): SlackOauth {
  const client = new WebClient(undefined, {
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: 5000,
    ...(url !== undefined && { slackApiUrl: url }),
  });
  const ours = { client_id: clientId, client_secret: clientSecret };
  return {
    clientId,
    async install(code) {
      const answer = installed.parse(await client.oauth.v2.access({ ...ours, code, redirect_uri: redirectUri }));
      const place = answer.is_enterprise_install ? answer.enterprise : answer.team;
      if (!place) throw new Error('Slack gave a token that belongs to no workspace. Nothing was installed.');
      return {
        install: place.id,
        name: place.name,
        tokens: tokensIn(answer, now()),
        botUser: answer.bot_user_id,
        app: answer.app_id,
        scopes: answer.scope.split(',').filter(Boolean),
        installedBy: answer.authed_user.id,
      };
    },
    async renew(refresh) {
      const answer = await client.oauth.v2.access({ ...ours, grant_type: 'refresh_token', refresh_token: refresh });
      return tokensIn(granted.parse(answer), now());
    },
  };
}

function tokensIn({ access_token, refresh_token, expires_in }: z.output<typeof granted>, now: number): SlackTokens {
  return {
    access: access_token,
    ...(refresh_token !== undefined && { refresh: refresh_token }),
    ...(expires_in !== undefined && { expiresAt: now + expires_in * 1000 }),
  };
}
