// The settings of a bot, checked once at the start: without an app id the kit believes everybody, so that is only had where it is asked for
// by name, in the demo, on an address that no other machine reaches.
import type { Endpoints } from './endpoints.ts';

export type TeamsSettings = {
  /** The bot's Microsoft App ID; '' only with `anonymous`. */
  readonly appId: string;
  readonly appPassword: string;
  /** The Entra tenant in which the bot is registered, which may be another than those that it serves. */
  readonly appTenant: string;
  readonly endpoints: Endpoints;
  /** Deliveries carry no token: Microsoft's playground on this machine. */
  readonly anonymous?: boolean;
  /** What stands-in connectors take instead of a token from Entra. */
  readonly bearer?: string;
};

type Surroundings = { readonly isLocal: boolean; readonly host: string };

const LOOPBACK = ['127.0.0.1', '::1', 'localhost'];

export function checkedSettings(settings: TeamsSettings, { isLocal, host }: Surroundings): TeamsSettings {
  const { appId, appPassword, appTenant, anonymous = false, bearer } = settings;
  if (anonymous) {
    const isSafe = isLocal && LOOPBACK.includes(host) && appId === '';
    if (isSafe) return settings;
    throw new Error(
      'Could not set up Teams without authentication: that is for the demo on a loopback address only, without an app id. Set TEAMS_APP_ID, TEAMS_APP_PASSWORD and TEAMS_APP_TENANT.',
    );
  }
  const missing = [
    ...(appId.trim() === '' ? ['TEAMS_APP_ID'] : []),
    ...(bearer === undefined && appPassword === '' ? ['TEAMS_APP_PASSWORD'] : []),
    ...(bearer === undefined && appTenant === '' ? ['TEAMS_APP_TENANT'] : []),
  ];
  if (missing.length > 0)
    throw new Error(`Could not set up Teams: ${missing.join(', ')} missing. Take them from the bot's Azure registration.`);
  if (bearer !== undefined && !isLocal)
    throw new Error('Could not set up Teams: a fixed bearer is for the demo only. Give TEAMS_APP_PASSWORD.');
  return settings;
}
