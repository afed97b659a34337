// Once an hour: tokens of Slack that are about to run out are renewed.
import { awaitedOnce } from '../awaited-once.ts';
import { estate } from '../estate.ts';
import { slackOut } from '../slack-out.ts';

const slack = awaitedOnce(async () => slackOut(await estate()));

export async function handler(): Promise<void> {
  await (await slack())?.rotate();
}
