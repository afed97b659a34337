// From what Teams delivered to the request that is stored: who did what, where, and what the delivery says of itself.
import { z } from 'zod';
import type { Instant } from '#core/time.ts';
import type { ChatRequest, Inputs } from '#apps/chat/request.ts';
import { tenantOf, type Activity } from './activity.ts';
import { writeFile } from './files.ts';
import { fieldIdOf } from './input-ids.ts';
import { cardRef, writePlace, type TeamsPlace } from './place.ts';

export type Proof = Readonly<Record<string, string>>;
export type Heard = { readonly activity: Activity; readonly proof: Proof; readonly at: Instant };

/** @returns undefined for whoever has no account in Entra, such as visitors of a meeting: they are nobody here */
export function userOf({ from }: Activity): string | undefined {
  const id = from.aadObjectId?.toLowerCase() ?? '';
  return id === '' || from.id.startsWith('28:') ? undefined : id;
}

export function whereOf(activity: Activity): TeamsPlace {
  const { conversation, serviceUrl, from } = activity;
  const { id, conversationType, isGroup = false } = conversation;
  const kind = conversationType === 'channel' ? 'channel' : conversationType === 'groupChat' || isGroup ? 'group' : 'personal';
  return { tenant: tenantOf(activity) ?? '', conversation: id, kind, member: from.id, serviceUrl };
}

export function cardOn(activity: Activity): string | undefined {
  const { conversation, replyToId } = activity;
  if (!replyToId) return undefined;
  return cardRef({ tenant: tenantOf(activity) ?? '', conversation: conversation.id, activity: replyToId });
}

export function saidIn({ activity, proof, at }: Heard, user: string): ChatRequest {
  const { recipient } = activity;
  const bots = [recipient?.id, recipient?.name].flatMap((name) => (name ? [name] : []));
  const on = cardOn(activity);
  const did = { kind: 'say', text: textOf(activity), bots, files: filesOf(activity), ...(on === undefined ? {} : { on }) } as const;
  return { ...requestOf({ activity, proof, at }, user), did };
}

export type Pressed = { readonly intent: string; readonly inputs: Inputs; readonly verb: string };

export function pressedIn(heard: Heard, user: string, { intent, inputs, verb }: Pressed): ChatRequest {
  const on = cardOn(heard.activity);
  const request = requestOf(heard, user);
  const did = { kind: 'press', intent, inputs, ...(on === undefined ? {} : { on }) } as const;
  return { ...request, proof: { ...request.proof, verb }, did };
}

function requestOf({ activity, proof, at }: Heard, user: string): Omit<ChatRequest, 'did'> {
  const place = whereOf(activity);
  const told = {
    tenant: place.tenant,
    conversation: place.conversation,
    activity: activity.id,
    replyTo: activity.replyToId,
    member: activity.from.id,
    connector: activity.serviceUrl,
    type: activity.type,
    name: activity.name,
  };
  const known = Object.entries(told).flatMap(([name, value]) =>
    typeof value === 'string' && value !== '' ? [[name, value] as const] : [],
  );
  return {
    platform: 'teams',
    install: place.tenant,
    user,
    at,
    place: writePlace(place),
    proof: { ...proof, ...Object.fromEntries(known) },
  };
}

const MOST_TEXT = 32 * 1024;

/** Teams writes names into the text and tells beside it who they are: each becomes a mention that says so itself. */
function textOf({ text, entities }: Activity): string {
  let written = (text ?? '').slice(0, MOST_TEXT);
  for (const { type, text: mark, mentioned } of entities ?? []) {
    if (type !== 'mention' || !mentioned) continue;
    const name = plain(mentioned.name ?? '');
    const shown = mark ?? `<at>${mentioned.name ?? ''}</at>`;
    if (shown.startsWith('<at')) written = written.replace(shown, () => `<@${plain(mentioned.id)}${name === '' ? '' : `|${name}`}>`);
  }
  return written;
}

function plain(text: string): string {
  return text.replace(/[<>|\n]/g, ' ').trim();
}

const FILE_INFO = 'application/vnd.microsoft.teams.file.download.info';
const fileSchema = z.object({ downloadUrl: z.string() });

/** Only a personal chat gives files; elsewhere they are links into SharePoint for which a bot has no key. */
function filesOf({ attachments }: Activity): string[] {
  return (attachments ?? []).flatMap(({ contentType, name, content }) => {
    const info = contentType === FILE_INFO ? fileSchema.safeParse(content) : undefined;
    return info?.success ? [writeFile({ name: name ?? 'document', url: info.data.downloadUrl })] : [];
  });
}

const dataSchema = z.looseObject({ intent: z.string().min(1).max(2_000), verb: z.string().optional() });

/** The intent in what a button or dialog sends, with the fields beside it. @returns undefined where there is none of ours */
export function pressOf(data: unknown): Pressed | undefined {
  const read = dataSchema.safeParse(data);
  if (!read.success) return undefined;
  const { intent, verb = '', ...rest } = read.data;
  return { intent, verb, inputs: inputsIn(rest, verb) };
}

/** A card with several forms names some fields after their form; those of the form that was handed in count. */
function inputsIn(fields: Readonly<Record<string, unknown>>, verb: string): Inputs {
  const named = Object.entries(fields).flatMap(([name, value]) => {
    const written = valueOf(value);
    return name === 'msteams' || name === 'action' || written === undefined ? [] : [{ name, written }];
  });
  const foreignLast = named.toSorted((a, b) => Number(a.name.startsWith(`${verb}.`)) - Number(b.name.startsWith(`${verb}.`)));
  return Object.fromEntries(foreignLast.map(({ name, written }) => [fieldIdOf(name), written]));
}

const GUIDS = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?:,[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})*$/i;

/** People who were picked come as their object ids with commas between. */
function valueOf(value: unknown): string | string[] | undefined {
  if (typeof value === 'string') return GUIDS.test(value) ? value.toLowerCase().split(',') : value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : undefined;
}
