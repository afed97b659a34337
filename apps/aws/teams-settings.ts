// How Teams is set up here, out of the installation's secrets. undefined where they say that there is none.
import type { TeamsSettings } from '#apps/teams/settings.ts';
import { chatPortsOf, type ChatParts } from '#apps/world/chat-base.ts';
import { liveTeamsSettings } from '#apps/world/teams-sending.ts';
import type { Estate } from './estate.ts';

export function teamsSetUp(base: Estate): readonly [TeamsSettings, ChatParts] | undefined {
  const { teams } = base.secrets;
  if (!teams) return undefined;
  const { hostname } = new URL(base.site.publicUrl);
  return [liveTeamsSettings(teams, hostname), { ...base, ports: chatPortsOf(base, base.secrets) }];
}
