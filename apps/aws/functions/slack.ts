// Takes in what Slack delivers, and answers it within its three seconds: proven, stored, acknowledged. Workspaces are connected here too.
import { Hono } from 'hono';
import { awaitedOnce } from '../awaited-once.ts';
import { estate } from '../estate.ts';
import { httpHere } from '../http-here.ts';
import { slackHere } from '../slack-here.ts';

export const handler = httpHere(awaitedOnce(async () => slackHere(await estate())?.app ?? new Hono()));
