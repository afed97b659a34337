// Slack, in the functions that only write to it or renew its tokens. undefined where the secret says that there is none.
import type { SlackSending } from '#apps/slack/sending.ts';
import { slackSendingOf } from '#apps/world/slack-sending.ts';
import type { Estate } from './estate.ts';
import { slackSetUp } from './slack-settings.ts';

export function slackOut(base: Estate): SlackSending | undefined {
  const setUp = slackSetUp(base);
  return setUp && slackSendingOf(...setUp);
}
