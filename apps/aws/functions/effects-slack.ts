// Sends messages and cards in Slack.
import type { SQSEvent } from 'aws-lambda';
import { awaitedOnce } from '../awaited-once.ts';
import { carrying } from '../carrying.ts';
import { slackHere } from '../slack-here.ts';
import { estate } from '../estate.ts';

const carry = awaitedOnce(async () => {
  const base = await estate();
  const slack = slackHere(base);
  return carrying(base, slack ? { slack } : {});
});

export const handler = async (batch: SQSEvent) => (await carry())(batch);
