// What one person sees of the stored messages: theirs and their groups', a card of their own where they were given one, targeted messages
// only when they are the target; and the cards that a client asks anew when it shows them.
import { z } from 'zod';
import { membersOf } from './teams-connector.ts';
import type { TeamsPerson } from './teams-people.ts';
import type { Json, StoredMessage, TeamsStore } from './teams-store.ts';

/** @property isOwn written by the person who looks */
export type SeenMessage = {
  readonly conversation: string;
  readonly activityId: string;
  readonly text: string;
  readonly card: Json | null;
  readonly updated: boolean;
  /** `bot`, or the name of whoever wrote it. */
  readonly from: string;
  readonly isOwn: boolean;
};

type Sight = { readonly store: TeamsStore; readonly people: readonly TeamsPerson[]; readonly person: TeamsPerson };

/** Teams itself asks anew for no more than this many members of a conversation, or users that a card names. */
const MOST_REFRESHING = 60;

const activitySchema = z.looseObject({
  text: z.string().default(''),
  summary: z.string().default(''),
  attachments: z.array(z.looseObject({ contentType: z.string().default(''), content: z.unknown().optional() })).default([]),
});
const refreshSchema = z.looseObject({
  refresh: z.looseObject({
    action: z.looseObject({ type: z.literal('Action.Execute'), verb: z.string(), data: z.record(z.string(), z.unknown()).default({}) }),
    userIds: z.array(z.string()).optional(),
  }),
});
const cardSchema = z.record(z.string(), z.unknown());

export function messagesSeen({ store, people, person }: Sight): readonly StoredMessage[] {
  return store.all().filter(({ conversation, only }) => {
    if (only !== undefined && only !== person.mri) return false;
    return membersOf({ store, people }, conversation).includes(person);
  });
}

export function seenBy({ people, person }: Omit<Sight, 'store'>, message: StoredMessage): SeenMessage {
  const activity = activitySchema.safeParse(message.activity);
  const text = activity.success ? activity.data.text || activity.data.summary : '';
  return {
    conversation: message.conversation,
    activityId: message.id,
    text,
    card: cardSeen(person, message) ?? null,
    updated: message.changes > 0,
    from: message.by === 'bot' ? 'bot' : (people.find(({ mri }) => mri === message.by)?.name ?? message.by),
    isOwn: message.by === person.mri,
  };
}

export function cardSeen(person: TeamsPerson, message: StoredMessage): Json | undefined {
  return message.views.get(person.mri) ?? baseCard(message);
}

/** What a client sends for a card that is to be asked for anew when this person looks at it. */
export function refreshFor({ store, people, person }: Sight, message: StoredMessage): { verb: string; data: Json } | undefined {
  if (message.by !== 'bot' || message.views.has(person.mri)) return undefined;
  const asked = refreshSchema.safeParse(baseCard(message));
  if (!asked.success) return undefined;
  const { action, userIds } = asked.data.refresh;
  const isNamed = userIds?.slice(0, MOST_REFRESHING).includes(person.mri);
  const isSmall = membersOf({ store, people }, message.conversation).length <= MOST_REFRESHING;
  return (isNamed ?? isSmall) ? { verb: action.verb, data: action.data } : undefined;
}

function baseCard(message: StoredMessage): Json | undefined {
  const activity = activitySchema.safeParse(message.activity);
  const attachments = activity.success ? activity.data.attachments : [];
  const card = cardSchema.safeParse(
    attachments.find(({ contentType }) => contentType === 'application/vnd.microsoft.card.adaptive')?.content,
  );
  return card.success ? card.data : undefined;
}
