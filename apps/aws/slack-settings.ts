// How Slack is set up here, out of the installation's secrets. undefined where they say that there is none.
import { chatPortsOf, type ChatParts } from '#apps/world/chat-base.ts';
import type { SlackSettings } from '#apps/world/slack-sending.ts';
import type { Estate } from './estate.ts';

export function slackSetUp(base: Estate): readonly [SlackSettings, ChatParts] | undefined {
  const { slack } = base.secrets;
  if (!slack) return undefined;
  const { signingSecrets, clientId, clientSecret, apiUrl } = slack;
  return [
    { signingSecrets, oauth: { clientId, clientSecret }, ...(apiUrl !== undefined && { apiUrl }) },
    { ...base, ports: chatPortsOf(base, base.secrets) },
  ];
}
