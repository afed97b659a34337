// Pressing a card's buttons, and the cards that a client asks anew by itself when it shows them.
import { z } from 'zod';
import { buttonsOf, findButton, pressedWith, type CardButton } from './card-actions.ts';
import { invokeActivity, submitActivity, type Scene } from './teams-activity.ts';
import { messageOf, noMessage, sceneOf, type Client, type Done } from './teams-client.ts';
import { deliver, type Delivered } from './teams-delivery.ts';
import type { TeamsPerson } from './teams-people.ts';
import { cardSeen, messagesSeen, refreshFor } from './teams-sight.ts';
import type { Json, StoredMessage } from './teams-store.ts';

export type Press = { readonly person: TeamsPerson; readonly activityId: string; readonly verb: string; readonly data: Json };

type Executed = {
  readonly scene: Scene;
  readonly message: StoredMessage;
  readonly verb: string;
  readonly data: Json;
  readonly trigger: 'manual' | 'automatic';
};

const CARD = 'application/vnd.microsoft.card.adaptive';
const cardAnswer = z.looseObject({ statusCode: z.literal(200), type: z.literal(CARD), value: z.record(z.string(), z.unknown()) });

export async function press(client: Client, { person, activityId, verb, data: typed }: Press): Promise<Done> {
  const message = messageOf(client, person, activityId);
  if (!message) return noMessage(person, activityId);
  const card = cardSeen(person, message);
  const button = findButton(card, verb, typed) ?? stale(verb, typed);
  if (!button) return noButton(verb, card);
  const { conversation } = message;
  const scene = sceneOf(client, person, conversation);
  const data = pressedWith(button, typed);
  if (button.kind === 'execute') return execute(client, { scene, message, verb: button.verb, data, trigger: 'manual' });
  if (button.kind === 'submit') return deliver(submitActivity(scene, { replyToId: message.id, value: data }), client);
  const context = { theme: 'default' };
  const fetchDialog = invokeActivity(scene, { name: 'task/fetch', value: { data, context }, replyToId: message.id });
  const answer = await deliver(fetchDialog, client);
  const submits = { name: 'task/submit' as const, value: { context } };
  return { ...answer, dialog: client.open.open(answer.body, { user: person.user, conversation, submits }) };
}

/** Asks anew for each card that wants it, once for each state of it, also when several look at once or the product does not answer. */
export function refresher(client: Client): (person: TeamsPerson) => Promise<void> {
  const asking = new Map<string, Promise<unknown>>();
  return async (person) => {
    const sight = { store: client.store, people: client.people, person };
    for (const message of messagesSeen(sight)) {
      const asked = refreshFor(sight, message);
      if (!asked) continue;
      const key = `${person.user} ${message.conversation} ${message.id} ${message.changes}`;
      const scene = sceneOf(client, person, message.conversation);
      const once = asking.get(key) ?? execute(client, { scene, message, ...asked, trigger: 'automatic' }).catch(() => undefined);
      asking.set(key, once);
      await once;
    }
  };
}

/** A card in the answer is from now on what this one person sees there, unless the message was updated while they waited. */
async function execute(client: Client, { scene, message, verb, data, trigger }: Executed): Promise<Delivered> {
  const value = { action: { type: 'Action.Execute', verb, data }, trigger };
  const answer = await deliver(invokeActivity(scene, { name: 'adaptiveCard/action', value, replyToId: message.id }), client);
  const shown = cardAnswer.safeParse(answer.body);
  if (!shown.success) return answer;
  const { conversation, id } = message;
  const isStill = client.store.at(message)?.changes === message.changes;
  if (isStill) await client.store.view({ conversation, id, viewer: scene.person.mri, card: shown.data.value });
  return answer;
}

/** A client that was left open still shows the button that the card had: it is pressed with what it carried then. */
function stale(verb: string, data: Json): CardButton | undefined {
  return 'intent' in data ? { kind: 'execute', verb, title: '', data: {}, inputs: {} } : undefined;
}

function noButton(verb: string, card: unknown): Done {
  const verbs = [...new Set(buttonsOf(card).map((one) => one.verb))].join(', ');
  return { error: `There is no button ${verb} on this message. ${verbs === '' ? 'It has none.' : `It has: ${verbs}.`}` };
}
