// The chats that run in one process, both built from the same ports.
import type { SlackChannel } from '#apps/slack/lambda.ts';
import type { TeamsChannel } from '#apps/teams/lambda.ts';
import type { TeamsSettings } from '#apps/teams/settings.ts';
import type { ChatParts } from './chat-base.ts';
import { slackOf } from './slack.ts';
import type { SlackSettings } from './slack-sending.ts';
import { teamsOf } from './teams.ts';

export type ChatSettings = { readonly slack?: SlackSettings; readonly teams?: TeamsSettings };
export type Chats = { readonly slack?: SlackChannel; readonly teams?: TeamsChannel };

export function chats({ slack, teams }: ChatSettings, parts: ChatParts): Chats {
  return { ...(slack && { slack: slackOf(slack, parts) }), ...(teams && { teams: teamsOf(teams, parts) }) };
}
