// Dialogs: opened by the command of a message extension, filled in and handed in.
import { buttonsOf, pressedWith } from './card-actions.ts';
import { invokeActivity } from './teams-activity.ts';
import { messageOf, noMessage, sceneOf, type Client, type Done } from './teams-client.ts';
import { deliver } from './teams-delivery.ts';
import type { TeamsPerson } from './teams-people.ts';
import { seenBy } from './teams-sight.ts';
import type { Json, StoredMessage } from './teams-store.ts';

/** @property activityId the message on which the command is used; without one it is used where one writes */
export type ExtensionCommand = { readonly person: TeamsPerson; readonly commandId: string; readonly activityId?: string | undefined };

export async function useCommand(client: Client, { person, commandId, activityId }: ExtensionCommand): Promise<Done> {
  const message = activityId === undefined ? undefined : messageOf(client, person, activityId);
  if (activityId !== undefined && !message) return noMessage(person, activityId);
  const conversation = message?.conversation ?? person.conversation;
  const value: Json = {
    commandId,
    commandContext: message ? 'message' : 'compose',
    ...(message ? { messagePayload: payloadOf(client, person, message) } : {}),
    context: { theme: 'default' },
  };
  const answer = await deliver(
    invokeActivity(sceneOf(client, person, conversation), { name: 'composeExtension/fetchTask', value }),
    client,
  );
  const submits = { name: 'composeExtension/submitAction' as const, value };
  return { ...answer, dialog: client.open.open(answer.body, { user: person.user, conversation, submits }) };
}

export async function fillIn(client: Client, filled: { person: TeamsPerson; id: string; values: Json }): Promise<Done> {
  const { person, id, values } = filled;
  const dialog = client.open.get(person.user, id);
  if (!dialog) return { error: `${person.name} has no dialog ${id} open. GET /local/teams/dialogs?user= lists those that are.` };
  const { conversation, submits, card } = dialog;
  const [button] = buttonsOf(card);
  const data = pressedWith(button ?? { inputs: {}, data: {} }, values);
  const scene = sceneOf(client, person, conversation);
  const answer = await deliver(invokeActivity(scene, { name: submits.name, value: { ...submits.value, data } }), client);
  return { ...answer, dialog: answer.status < 400 ? client.open.goOn(dialog, answer.body) : dialog };
}

function payloadOf({ people }: Client, person: TeamsPerson, message: StoredMessage): Json {
  const author = people.find(({ mri }) => mri === message.by);
  return {
    id: message.id,
    body: { contentType: 'text', content: seenBy({ people, person }, message).text },
    from: author
      ? { user: { id: author.user, displayName: author.name, userIdentityType: 'aadUser' } }
      : { application: { displayName: 'Countersign' } },
    attachments: [],
    linkToMessage: `https://teams.microsoft.com/l/message/${encodeURIComponent(message.conversation)}/${message.id}`,
  };
}
