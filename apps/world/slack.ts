// Slack, built from what every chat is given.
import { chat } from '#apps/chat/chat.ts';
import { signingSecrets } from '#apps/slack/gate.ts';
import { slackChannel, type SlackChannel } from '#apps/slack/lambda.ts';
import type { ChatParts } from './chat-base.ts';
import { boxOf } from './secrets.ts';
import { slackStates } from './slack-states.ts';

export type SlackSettings = {
  readonly signingSecrets: readonly string[];
  readonly oauth?: { readonly clientId: string; readonly clientSecret: string };
  /** Of the Web API; Slack's own by default. */
  readonly apiUrl?: string;
};

export function slackOf(settings: SlackSettings, { ports, stores, table, secrets, machineNow, report }: ChatParts): SlackChannel {
  return slackChannel({
    ports,
    chat,
    installations: stores.installations,
    box: boxOf(secrets),
    secrets: signingSecrets(settings.signingSecrets),
    ...(settings.oauth && { oauth: { ...settings.oauth, states: slackStates(table, ports.clock) } }),
    ...(settings.apiUrl !== undefined && { apiUrl: settings.apiUrl }),
    now: machineNow,
    report,
  });
}
