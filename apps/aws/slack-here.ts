// Slack, in the functions that take in from it or run its requests. undefined where the secret says that there is none.
import type { SlackChannel } from '#apps/slack/lambda.ts';
import { slackOf } from '#apps/world/slack.ts';
import type { Estate } from './estate.ts';
import { slackSetUp } from './slack-settings.ts';

export function slackHere(base: Estate): SlackChannel | undefined {
  const setUp = slackSetUp(base);
  return setUp && slackOf(...setUp);
}
