// Slack, built from what every chat is given.
import { chat } from '#apps/chat/chat.ts';
import { signingSecrets } from '#apps/slack/gate.ts';
import { slackChannel, type SlackChannel } from '#apps/slack/lambda.ts';
import type { ChatParts } from './chat-base.ts';
import { sendingParts, type SlackSettings } from './slack-sending.ts';
import { slackStates } from './slack-states.ts';

export function slackOf(settings: SlackSettings, parts: ChatParts): SlackChannel {
  const { oauth, ...sending } = sendingParts(settings, parts);
  return slackChannel({
    ...sending,
    chat,
    secrets: signingSecrets(settings.signingSecrets),
    ...(oauth && { oauth: { ...oauth, states: slackStates(parts.table, parts.ports.clock) } }),
  });
}
