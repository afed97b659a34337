// The demo's Slack workspace: fixed ids, so that what was posted yesterday still belongs to the same people and places today.
import { CAST, NORTHWIND_SLACK, type CastMember } from '../cast.ts';

/** The one team that the emulator behind the stand-in knows. */
export const TEAM = { id: NORTHWIND_SLACK, name: 'Northwind Traders', domain: 'northwind' } as const;
export const BOT = { user: 'U0SIGNBOT0', bot: 'B0SIGNBOT0', app: 'A0SIGNAPP0', name: 'countersign' } as const;
/** A channel with everyone in it. */
export const CHANNEL = { id: 'C0CONTRACT', name: 'contracts' } as const;
/** Good at the stand-in on this machine's loopback only. */
export const BOT_TOKEN = 'xoxb-local-demo';

export type SlackPerson = { readonly id: string; readonly handle: string; readonly person: CastMember };

export const PEOPLE: readonly SlackPerson[] = CAST.flatMap((person) =>
  person.slack ? [{ id: person.slack.user, handle: person.email.slice(0, person.email.indexOf('@')), person }] : [],
);

export function slackPerson(user: string): SlackPerson | undefined {
  return PEOPLE.find(({ id }) => id === user);
}

/** The direct conversation of a person with the app. */
export function directChannel(user: string): string {
  return `D${user.slice(1)}`;
}

export function personOfDirect(channel: string): SlackPerson | undefined {
  return PEOPLE.find(({ id }) => directChannel(id) === channel);
}

/** @param channel a conversation, or a person, which means the conversation with them */
export function conversation(channel: string): string {
  return slackPerson(channel) ? directChannel(channel) : channel;
}

export function isKnownConversation(channel: string): boolean {
  return channel === CHANNEL.id || personOfDirect(channel) !== undefined;
}
