// What goes out to Slack, built from what every chat is given. Processes that take nothing in from there need no more.
import { slackSending, type SlackSending, type SlackSendingParts } from '#apps/slack/sending.ts';
import type { ChatParts } from './chat-base.ts';
import { boxOf } from './secrets.ts';

export type SlackSettings = {
  readonly signingSecrets: readonly string[];
  readonly oauth?: { readonly clientId: string; readonly clientSecret: string };
  /** Of the Web API; Slack's own by default. */
  readonly apiUrl?: string;
};

export function slackSendingOf(settings: SlackSettings, parts: ChatParts): SlackSending {
  return slackSending(sendingParts(settings, parts));
}

export function sendingParts(
  { oauth, apiUrl }: SlackSettings,
  { ports, stores, secrets, machineNow, report }: ChatParts,
): SlackSendingParts {
  return {
    ports,
    installations: stores.installations,
    box: boxOf(secrets),
    ...(oauth && { oauth }),
    ...(apiUrl !== undefined && { apiUrl }),
    now: machineNow,
    report,
  };
}
