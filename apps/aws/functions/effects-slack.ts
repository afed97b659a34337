// Sends messages and cards in Slack.
import type { SQSEvent } from 'aws-lambda';
import { awaitedOnce } from '../awaited-once.ts';
import { carrying } from '../carrying.ts';
import { estate } from '../estate.ts';
import { slackOut } from '../slack-out.ts';

const carry = awaitedOnce(async () => {
  const base = await estate();
  const slack = slackOut(base);
  return carrying(base, slack ? { slack: { outbound: slack.outbound } } : {});
});

export const handler = async (batch: SQSEvent) => (await carry())(batch);
