// The chats that run here: each channel built from the same ports, its secrets derived from those of the data folder.
import { hkdfSync } from 'node:crypto';
import { chat } from '#apps/chat/chat.ts';
import type { ChatPorts } from '#apps/chat/chat-ports.ts';
import { intents } from '#apps/chat/intents.ts';
import { repairing } from '#apps/dispatch/repair.ts';
import type { Ports } from '#apps/ports.ts';
import { secretBox, type SecretBox } from '#apps/secret-box.ts';
import { signingSecrets } from '#apps/slack/gate.ts';
import { slackChannel, type SlackChannel } from '#apps/slack/lambda.ts';
import { botbuilderTransport } from '#apps/teams/botbuilder-transport.ts';
import { teamsPlatform } from '#apps/teams/identity.ts';
import { teamsChannel, type TeamsChannel } from '#apps/teams/lambda.ts';
import type { TeamsSettings } from '#apps/teams/settings.ts';
import type { Table } from '#core/ports.ts';
import type { Secrets } from './data-dir.ts';
import { slackStates } from './slack-states.ts';
import type { WorldStores } from './world-stores.ts';

export type ChatSettings = {
  readonly slack?: {
    readonly signingSecrets: readonly string[];
    readonly oauth?: { readonly clientId: string; readonly clientSecret: string };
    /** Of the Web API; Slack's own by default. */
    readonly apiUrl?: string;
  };
  readonly teams?: TeamsSettings;
};

export type Chats = { readonly slack?: SlackChannel; readonly teams?: TeamsChannel };

type Parts = {
  readonly ports: Ports;
  readonly stores: WorldStores;
  readonly table: Table;
  readonly secrets: Secrets;
  readonly settings: ChatSettings;
  readonly machineNow: () => number;
  readonly report: (fault: unknown, doing: string) => void;
};

/** Seals the tokens of workspaces. */
export function boxOf(secrets: Secrets): SecretBox {
  return secretBox([{ kid: 'k1', secret: derived(secrets, 'tokens of workspaces') }]);
}

export function chats({ ports, stores, table, secrets, settings, machineNow, report }: Parts): Chats {
  const chatPorts: ChatPorts = {
    ...ports,
    cards: stores.cards,
    intents: intents([derived(secrets, 'buttons')]),
    repair: repairing(stores),
    desk: async (tenant, email) => stores.projections.ofPerson(tenant, email),
  };
  const { installations } = stores;
  const { slack, teams } = settings;
  return {
    ...(slack && {
      slack: slackChannel({
        ports: chatPorts,
        chat,
        installations,
        box: boxOf(secrets),
        secrets: signingSecrets(slack.signingSecrets),
        ...(slack.oauth && { oauth: { ...slack.oauth, states: slackStates(table, ports.clock) } }),
        ...(slack.apiUrl !== undefined && { apiUrl: slack.apiUrl }),
        now: machineNow,
        report,
      }),
    }),
    ...(teams && { teams: teamsOf(chatPorts, { installations, settings: teams, report, machineNow }) }),
  };
}

type TeamsWith = Pick<Parts, 'report' | 'machineNow'> & Pick<WorldStores, 'installations'> & { readonly settings: TeamsSettings };

function teamsOf(chatPorts: ChatPorts, { settings, machineNow, ...rest }: TeamsWith): TeamsChannel {
  const ports = { ...chatPorts, ...rest, transport: botbuilderTransport(settings, machineNow), endpoints: settings.endpoints };
  const platform = teamsPlatform(ports);
  return teamsChannel({ ports, platform, chat: chat(ports, platform) });
}

/** The folder's secrets were made before there were chats; from one of them come others for other uses (RFC 5869). */
function derived({ web }: Secrets, use: string): Buffer {
  return Buffer.from(hkdfSync('sha256', web, '', `countersign ${use}`, 32));
}
