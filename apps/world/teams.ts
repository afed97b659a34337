// Teams, built from what every chat is given.
import { chat } from '#apps/chat/chat.ts';
import { teamsPlatform } from '#apps/teams/identity.ts';
import { teamsChannel, type TeamsChannel } from '#apps/teams/lambda.ts';
import type { TeamsSettings } from '#apps/teams/settings.ts';
import type { ChatParts } from './chat-base.ts';
import { teamsPortsOf } from './teams-sending.ts';

export function teamsOf(settings: TeamsSettings, parts: ChatParts): TeamsChannel {
  const ports = teamsPortsOf(settings, parts);
  const platform = teamsPlatform(ports);
  return teamsChannel({ ports, platform, chat: chat(ports, platform) });
}
