// Activities as Teams builds them for a bot: who, where, under which tenant, and what was done.
import { randomUUID } from 'node:crypto';
import type { Instant } from '#core/time.ts';
import type { TeamsPerson } from './teams-people.ts';
import type { Json } from './teams-store.ts';

const BOT_NAME = 'Countersign';

/** @property conversation the personal one unless another is named */
export type Scene = {
  readonly person: TeamsPerson;
  readonly conversation?: string | undefined;
  readonly appId: string;
  readonly serviceUrl: string;
  readonly now: Instant;
};

export type TeamsFile = { readonly filename: string; readonly downloadUrl: string; readonly id: string };

/** @param id the message's own, as the conversation has it */
export function messageActivity(scene: Scene, said: { id: string; text: string; files: readonly TeamsFile[] }): Json {
  const isGroup = isGroupScene(scene);
  const { text, mentions, isTargeted } = isGroup ? spokenInGroup(scene, said.text) : { text: said.text, mentions: [], isTargeted: false };
  const base = common(scene);
  return {
    ...base,
    type: 'message',
    id: said.id,
    ...(isTargeted ? { recipient: { ...botOf(scene), isTargeted: true } } : {}),
    text,
    textFormat: 'plain',
    attachments: [{ contentType: 'text/html', content: `<p>${asHtml(text)}</p>` }, ...said.files.map(fileAttachment)],
    entities: [clientInfo(), ...mentions],
  };
}

/** An Action.Submit arrives as a message without text. */
export function submitActivity(scene: Scene, { replyToId, value }: { replyToId: string; value: Json }): Json {
  return { ...common(scene), type: 'message', id: `f:${randomUUID()}`, replyToId, value };
}

export function invokeActivity(scene: Scene, { name, value, replyToId }: { name: string; value: Json; replyToId?: string }): Json {
  return { ...common(scene), type: 'invoke', id: `f:${randomUUID()}`, name, value, ...(replyToId === undefined ? {} : { replyToId }) };
}

export function installationActivity(scene: Scene, action: 'add' | 'remove'): Json {
  return { ...common(scene), type: 'installationUpdate', id: `f:${randomUUID()}`, action };
}

function common(scene: Scene): Json {
  const { person, serviceUrl, now } = scene;
  const isGroup = isGroupScene(scene);
  return {
    channelId: 'msteams',
    serviceUrl,
    timestamp: now,
    localTimestamp: now,
    localTimezone: 'Europe/Berlin',
    locale: 'en-GB',
    from: { id: person.mri, name: person.name, aadObjectId: person.user },
    recipient: botOf(scene),
    conversation: {
      id: scene.conversation ?? person.conversation,
      tenantId: person.tenant,
      conversationType: isGroup ? 'groupChat' : 'personal',
      ...(isGroup ? { isGroup } : {}),
    },
    entities: [clientInfo()],
    channelData: { tenant: { id: person.tenant } },
  };
}

function isGroupScene({ person, conversation }: Scene): boolean {
  return conversation !== undefined && conversation !== person.conversation;
}

function botOf({ appId }: Scene): { id: string; name: string } {
  return { id: `28:${appId}`, name: BOT_NAME };
}

/** In a group a bot hears what mentions it, and the slash commands of its manifest, which only it and the speaker see. */
function spokenInGroup(scene: Scene, typed: string): { text: string; mentions: readonly Json[]; isTargeted: boolean } {
  if (typed.trimStart().startsWith('/')) return { text: typed, mentions: [], isTargeted: true };
  const at = `<at>${BOT_NAME}</at>`;
  const name = new RegExp(`@${BOT_NAME}\\b`, 'gi');
  const mentioned = typed.includes(at) || name.test(typed) ? typed.replace(name, at) : `${at} ${typed}`;
  return { text: mentioned, mentions: [{ type: 'mention', text: at, mentioned: botOf(scene) }], isTargeted: false };
}

function fileAttachment({ filename, downloadUrl, id }: TeamsFile): Json {
  const fileType = /\.([A-Za-z0-9]{1,8})$/.exec(filename)?.[1]?.toLowerCase() ?? '';
  return {
    contentType: 'application/vnd.microsoft.teams.file.download.info',
    contentUrl: downloadUrl,
    name: filename,
    content: { downloadUrl, uniqueId: id, fileType },
  };
}

function clientInfo(): Json {
  return { type: 'clientInfo', locale: 'en-GB', country: 'GB', platform: 'Web', timezone: 'Europe/Berlin' };
}

/** Mentions stay elements; the rest is text. */
function asHtml(text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\n', '<br>');
  return escaped.replaceAll(`&lt;at&gt;${BOT_NAME}&lt;/at&gt;`, `<at id="0">${BOT_NAME}</at>`);
}
