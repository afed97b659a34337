// What Slack and Teams would deliver for what people do: made from the cards that stand there, as their clients make it, and not yet signed.
import type { CastMember } from '#apps/local/cast.ts';
import { pressed } from '#apps/local/slack/buttons.ts';
import { commandFields, messageAction } from '#apps/local/slack/payloads.ts';
import type { Fields } from '#apps/local/slack/json.ts';
import type { SlackStandIn } from '#apps/local/slack/slack-stand-in.ts';
import { directChannel } from '#apps/local/slack/team.ts';
import { findButton, pressedWith } from '#apps/local/teams/card-actions.ts';
import { invokeActivity } from '#apps/local/teams/teams-activity.ts';
import type { TeamsPerson } from '#apps/local/teams/teams-people.ts';
import { cardSeen, messagesSeen, refreshFor } from '#apps/local/teams/teams-sight.ts';
import type { TeamsStandIn } from '#apps/local/teams/teams-stand-in.ts';
import type { Json, StoredMessage } from '#apps/local/teams/teams-store.ts';
import type { EnvelopeId } from '#core/ids.ts';
import type { Instant } from '#core/time.ts';

export type StandIns = { readonly slack: SlackStandIn; readonly teams: TeamsStandIn; readonly clock: () => Instant };
export type Presses = { readonly slack: readonly Fields[]; readonly teams: readonly Json[] };

/** The fields of a command; each needs a trigger of its own. */
export function statusOf(person: CastMember, envelope: EnvelopeId): Record<string, string> {
  const channel = directChannel(slackUser(person));
  return commandFields(momentOf(person, ''), { command: '/sign', text: `status ${envelope}`, channel });
}

/** What this person's client asks by itself when it shows their cards. */
export function refreshesOn(standIns: StandIns, member: CastMember): readonly Json[] {
  const { store } = standIns.teams;
  return cardsOf(standIns, member).flatMap(({ person, message }) => {
    const asked = refreshFor({ store, people: standIns.teams.people, person }, message);
    return asked ? [executed(standIns, { person, message, ...asked, trigger: 'automatic' })] : [];
  });
}

/** Approving whatever can be approved. */
export async function pressesOn(standIns: StandIns, people: { inSlack: CastMember; inTeams: CastMember }): Promise<Presses> {
  const { board } = standIns.slack;
  const slack: Fields[] = [];
  for (const message of board.seenBy(slackUser(people.inSlack))) {
    const action = pressed(message.blocks, { action: 'approve' });
    const url = standIns.slack.responseUrl({ user: slackUser(people.inSlack), channel: message.channel, message });
    if (action) slack.push(messageAction(momentOf(people.inSlack, url), { message, action, files: [] }));
  }
  const teams = cardsOf(standIns, people.inTeams).flatMap(({ person, message }) => {
    const button = findButton(cardSeen(person, message), 'approve', {});
    return button ? [executed(standIns, { person, message, verb: button.verb, data: pressedWith(button, {}), trigger: 'manual' })] : [];
  });
  return { slack, teams };
}

type Card = { readonly person: TeamsPerson; readonly message: StoredMessage };

function cardsOf({ teams: { store, people } }: StandIns, { name }: CastMember): readonly Card[] {
  const person = people.find((one) => one.name === name);
  if (!person) throw new Error(`${name} has no account in Teams.`);
  return messagesSeen({ store, people, person })
    .filter(({ by }) => by === 'bot')
    .map((message) => ({ person, message }));
}

type Executed = Card & { readonly verb: string; readonly data: Json; readonly trigger: 'manual' | 'automatic' };

function executed({ teams, clock }: StandIns, { person, message, verb, data, trigger }: Executed): Json {
  const scene = { person, conversation: message.conversation, appId: teams.settings.appId, serviceUrl: teams.serviceUrl, now: clock() };
  const value = { action: { type: 'Action.Execute', verb, data }, trigger };
  return invokeActivity(scene, { name: 'adaptiveCard/action', value, replyToId: message.id });
}

function momentOf(person: CastMember, responseUrl: string) {
  return { user: slackUser(person), trigger: 'to be given', responseUrl, at: (Date.now() / 1_000).toFixed(6) };
}

function slackUser({ name, slack }: CastMember): string {
  if (slack) return slack.user;
  throw new Error(`${name} has no account in Slack.`);
}
