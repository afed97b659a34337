// Teams, in the functions that take in from it, run its requests or write to it. undefined where the secret says that there is none.
import type { TeamsChannel } from '#apps/teams/lambda.ts';
import { chatPortsOf } from '#apps/world/chat-base.ts';
import { liveTeamsSettings, teamsOf } from '#apps/world/teams.ts';
import type { Estate } from './estate.ts';

export function teamsHere(base: Estate): TeamsChannel | undefined {
  const { teams } = base.secrets;
  if (!teams) return undefined;
  const { hostname } = new URL(base.site.publicUrl);
  return teamsOf(liveTeamsSettings(teams, hostname), { ...base, ports: chatPortsOf(base, base.secrets) });
}
