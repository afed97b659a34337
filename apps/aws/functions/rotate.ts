// Once an hour: tokens of Slack that are about to run out are renewed.
import { awaitedOnce } from '../awaited-once.ts';
import { estate } from '../estate.ts';
import { slackHere } from '../slack-here.ts';

const slack = awaitedOnce(async () => slackHere(await estate()));

export async function handler(): Promise<void> {
  await (await slack())?.rotate();
}
