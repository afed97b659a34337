// Teams, built from what every chat is given.
import { chat } from '#apps/chat/chat.ts';
import { botbuilderTransport } from '#apps/teams/botbuilder-transport.ts';
import { teamsPlatform } from '#apps/teams/identity.ts';
import { teamsChannel, type TeamsChannel } from '#apps/teams/lambda.ts';
import { PUBLIC_CLOUD, US_GOVERNMENT } from '#apps/teams/endpoints.ts';
import { checkedSettings, type TeamsSettings } from '#apps/teams/settings.ts';
import type { TeamsConfig } from '#apps/config.ts';
import type { ChatParts } from './chat-base.ts';

export function teamsOf(settings: TeamsSettings, { ports: chatPorts, stores, report, machineNow }: ChatParts): TeamsChannel {
  const transport = botbuilderTransport(settings, machineNow);
  const ports = { ...chatPorts, installations: stores.installations, report, transport, endpoints: settings.endpoints };
  const platform = teamsPlatform(ports);
  return teamsChannel({ ports, platform, chat: chat(ports, platform) });
}

const CLOUDS = { public: PUBLIC_CLOUD, 'us-government': US_GOVERNMENT };

/** @param host the address on which deliveries are taken in */
export function liveTeamsSettings({ tenantId: appTenant, cloud, ...app }: TeamsConfig, host: string): TeamsSettings {
  return checkedSettings({ ...app, appTenant, endpoints: CLOUDS[cloud] }, { isLocal: false, host });
}
