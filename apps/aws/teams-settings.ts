// How Teams is set up here, out of the installation's secrets. undefined where they say that there is none.
import { standIns } from '#apps/teams/endpoints.ts';
import { checkedSettings, type TeamsSettings } from '#apps/teams/settings.ts';
import { chatPortsOf, type ChatParts } from '#apps/world/chat-base.ts';
import { liveTeamsSettings } from '#apps/world/teams-sending.ts';
import type { Estate } from './estate.ts';

export function teamsSetUp(base: Estate): readonly [TeamsSettings, ChatParts] | undefined {
  const { teams } = base.secrets;
  if (!teams) return undefined;
  return [settingsFrom(teams, base), { ...base, ports: chatPortsOf(base, base.secrets) }];
}

function settingsFrom(teams: NonNullable<Estate['secrets']['teams']>, { site }: Estate): TeamsSettings {
  if (!('bearer' in teams)) return liveTeamsSettings(teams, new URL(site.publicUrl).hostname);
  const { appId, bearer, ...where } = teams;
  const settings = { appId, bearer, appPassword: '', appTenant: '', endpoints: standIns(where) };
  return checkedSettings(settings, { isLocal: true, host: '127.0.0.1' });
}
