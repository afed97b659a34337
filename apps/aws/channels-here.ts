// All channels, where requests of every kind are run.
import type { Channels } from '#apps/world/dispatching.ts';
import { emailHere } from './email-here.ts';
import type { Estate } from './estate.ts';
import { slackHere } from './slack-here.ts';
import { teamsHere } from './teams-here.ts';
import { webHere } from './web-here.ts';

export function channelsHere(base: Estate): Channels {
  const [slack, teams] = [slackHere(base), teamsHere(base)];
  return { email: emailHere(base), web: webHere(base), ...(slack && { slack }), ...(teams && { teams }) };
}
