// Teams, built from what every chat is given.
import { chat } from '#apps/chat/chat.ts';
import { botbuilderTransport } from '#apps/teams/botbuilder-transport.ts';
import { teamsPlatform } from '#apps/teams/identity.ts';
import { teamsChannel, type TeamsChannel } from '#apps/teams/lambda.ts';
import type { TeamsSettings } from '#apps/teams/settings.ts';
import type { ChatParts } from './chat-base.ts';

export function teamsOf(settings: TeamsSettings, { ports: chatPorts, stores, report, machineNow }: ChatParts): TeamsChannel {
  const transport = botbuilderTransport(settings, machineNow);
  const ports = { ...chatPorts, installations: stores.installations, report, transport, endpoints: settings.endpoints };
  const platform = teamsPlatform(ports);
  return teamsChannel({ ports, platform, chat: chat(ports, platform) });
}
