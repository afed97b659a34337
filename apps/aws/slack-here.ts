// Slack, in the functions that take in from it, run its requests or write to it. undefined where the secret says that there is none.
import type { SlackChannel } from '#apps/slack/lambda.ts';
import { chatPortsOf } from '#apps/world/chat-base.ts';
import { slackOf } from '#apps/world/slack.ts';
import type { Estate } from './estate.ts';

export function slackHere(base: Estate): SlackChannel | undefined {
  const { slack } = base.secrets;
  if (!slack) return undefined;
  const { signingSecrets, clientId, clientSecret, apiUrl } = slack;
  return slackOf(
    { signingSecrets, oauth: { clientId, clientSecret }, ...(apiUrl !== undefined && { apiUrl }) },
    { ...base, ports: chatPortsOf(base, base.secrets) },
  );
}
