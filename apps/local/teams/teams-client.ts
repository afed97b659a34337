// The Teams clients of all the cast: what each step on a screen needs, and what it leads to.
import type { Instant } from '#core/time.ts';
import type { Scene } from './teams-activity.ts';
import type { Delivered, DeliveryParts } from './teams-delivery.ts';
import type { Dialogs, OpenDialog } from './teams-dialogs.ts';
import type { TeamsFiles } from './teams-files.ts';
import type { TeamsPerson } from './teams-people.ts';
import { messagesSeen } from './teams-sight.ts';
import type { StoredMessage, TeamsStore } from './teams-store.ts';

export type ClientParts = DeliveryParts & {
  readonly store: TeamsStore;
  readonly files: Pick<TeamsFiles, 'keep'>;
  readonly people: readonly TeamsPerson[];
  readonly clock: () => Instant;
};

export type Client = ClientParts & { readonly open: Dialogs };

/** @property error a sentence about what cannot be done on the person's screen; nothing was sent */
export type Done = (Delivered & { readonly dialog?: OpenDialog | undefined }) | { readonly error: string };

export function sceneOf({ appId, serviceUrl, clock }: Client, person: TeamsPerson, conversation = person.conversation): Scene {
  return { person, conversation, appId, serviceUrl, now: clock() };
}

export function messageOf({ store, people }: Client, person: TeamsPerson, activityId: string): StoredMessage | undefined {
  return messagesSeen({ store, people, person }).find(({ id }) => id === activityId);
}

export function noMessage(person: TeamsPerson, activityId: string): { readonly error: string } {
  return { error: `${person.name} sees no message ${activityId}. GET /local/teams/messages?user= lists what they see.` };
}
