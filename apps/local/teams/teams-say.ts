// What people do in a conversation itself: they write, with files, and they install, remove or block the app.
import { installationActivity, messageActivity, type TeamsFile } from './teams-activity.ts';
import { sceneOf, type Client, type Done } from './teams-client.ts';
import { deliver } from './teams-delivery.ts';
import type { TeamsPerson } from './teams-people.ts';
import type { Reach } from './teams-store.ts';

export type Upload = { readonly filename: string; readonly bytes: Uint8Array };

export type Said = {
  readonly person: TeamsPerson;
  readonly text: string;
  readonly conversation?: string | undefined;
  readonly files: readonly Upload[];
};

export async function say(client: Client, { person, text, conversation = person.conversation, files }: Said): Promise<Done> {
  const trouble = await enter(client, person, conversation);
  if (trouble !== undefined) return { error: trouble };
  if (files.length > 0 && conversation !== person.conversation) {
    return { error: 'Files reach an app in the personal chat only: what is put into a group goes to SharePoint.' };
  }
  const kept = await Promise.all(files.map(async (file) => fileOf(file, client)));
  const shown = [text, ...files.map(({ filename }) => filename)].filter((line) => line !== '').join('\n');
  const id = await client.store.post({ conversation, by: person.mri, activity: { type: 'message', text: shown } });
  return deliver(messageActivity(sceneOf(client, person, conversation), { id, text, files: kept }), client);
}

/** A bot hears when it is installed or removed; of being blocked it is told nothing. */
export async function setReach(client: Client, person: TeamsPerson, reach: Reach): Promise<Done> {
  const was = client.store.reach(person.user);
  await client.store.setReach(person.user, reach);
  const isHeard = (was === 'removed') !== (reach === 'removed');
  if (!isHeard) return { status: 200, body: null };
  return deliver(installationActivity(sceneOf(client, person), reach === 'removed' ? 'remove' : 'add'), client);
}

/** @returns a sentence where the person cannot speak there; a group begins when somebody speaks in it */
async function enter({ store }: Client, person: TeamsPerson, conversation: string): Promise<string | undefined> {
  if (conversation === person.conversation) {
    return store.reach(person.user) === 'removed' ? `${person.name} has removed the app. Install it again first.` : undefined;
  }
  const tenant = store.group(conversation);
  if (tenant === person.tenant) return undefined;
  if (tenant !== undefined || !conversation.startsWith('19:')) {
    return `${person.name} is not in the conversation ${conversation}. A group's id begins with 19:.`;
  }
  await store.openGroup(conversation, person.tenant);
  return undefined;
}

async function fileOf({ filename, bytes }: Upload, { files, serviceUrl }: Client): Promise<TeamsFile> {
  const { id, path } = await files.keep(bytes);
  return { filename, id, downloadUrl: new URL(path, serviceUrl).href };
}
