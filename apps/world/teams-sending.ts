// What goes out to Teams, built from what every chat is given. Processes that take nothing in from there need no more.
import { botbuilderTransport } from '#apps/teams/botbuilder-transport.ts';
import { PUBLIC_CLOUD, US_GOVERNMENT } from '#apps/teams/endpoints.ts';
import { teamsOutbound } from '#apps/teams/outbound.ts';
import { checkedSettings, type TeamsSettings } from '#apps/teams/settings.ts';
import type { TeamsPorts } from '#apps/teams/teams-ports.ts';
import type { TeamsConfig } from '#apps/config.ts';
import type { Outbound } from '#core/messages.ts';
import type { ChatParts } from './chat-base.ts';

export function teamsPortsOf(settings: TeamsSettings, { ports, stores, report, machineNow }: ChatParts): TeamsPorts {
  const transport = botbuilderTransport(settings, machineNow);
  return { ...ports, installations: stores.installations, report, transport, endpoints: settings.endpoints };
}

export function teamsOutboundOf(settings: TeamsSettings, parts: ChatParts): Outbound {
  return teamsOutbound(teamsPortsOf(settings, parts));
}

const CLOUDS = { public: PUBLIC_CLOUD, 'us-government': US_GOVERNMENT };

/** @param host the address on which deliveries are taken in */
export function liveTeamsSettings({ tenantId: appTenant, cloud, ...app }: TeamsConfig, host: string): TeamsSettings {
  return checkedSettings({ ...app, appTenant, endpoints: CLOUDS[cloud] }, { isLocal: false, host });
}
