// An answer where it was asked: below the command, between the lines of a channel seen by one person only, or for everyone if they
// asked for that. Where that fails the person is told directly.
import type { Say } from '#core/answer.ts';
import type { Message, Receipt } from '#core/messages.ts';
import type { Instant } from '#core/time.ts';
import { postOnce, type Standing } from './post-once.ts';
import { cardRef, readPlace, type SlackPlace } from './place.ts';
import type { SlackParts } from './direct-message.ts';
import type { Shown } from './shown.ts';
import type { SlackApi } from './web-api.ts';

type AnswerMessage = Extract<Message, { answer: unknown }>;

/** A card that stands, or what only one person saw for a while. */
export type There = { readonly standing: Standing } | { readonly seen: Extract<Receipt, { outcome: 'accepted' }> };

/** What the registered person is told about someone else, who may be the one at this place. */
const NEVER_THERE: ReadonlySet<Say['kind']> = new Set(['wrong-person', 'not-authenticated']);

/** @returns undefined where it could not be shown there */
export async function answerThere({ ports, api }: SlackParts, message: AnswerMessage, shown: Shown): Promise<There | undefined> {
  const { answer } = message;
  const place = answer.place === undefined ? undefined : readPlace(answer.place);
  if (!place || NEVER_THERE.has(answer.say.kind)) return undefined;
  if (answer.say.kind !== 'shared') {
    const responded = await respond(api, place, { now: ports.clock(), shown });
    if (responded) return responded;
    if (isShared(place)) return whisper(api, place, shown);
  }
  const channel = await channelOf(api, place);
  return channel === undefined ? undefined : post(api, message, { ...place, channel, shown });
}

/** Below the command, as long as Slack takes answers there. */
async function respond(
  api: SlackApi,
  { install, channel, respondTo, until }: SlackPlace,
  { now, shown }: { readonly now: Instant; readonly shown: Shown },
): Promise<There | undefined> {
  if (respondTo === undefined || until === undefined || now >= until) return undefined;
  const responded = await api.respond(respondTo, shown.rendering);
  return responded.ok ? { seen: { outcome: 'accepted', providerId: `${install}/${channel}/response` } } : undefined;
}

/** A channel that others read too. */
function isShared({ channel }: SlackPlace): boolean {
  return /^[CG]/.test(channel);
}

async function whisper(api: SlackApi, { install, channel, user, thread }: SlackPlace, { rendering }: Shown): Promise<There | undefined> {
  if (user === undefined) return undefined;
  const whispered = await api.ephemeral({ install, channel, user, shown: rendering, ...(thread !== undefined && { thread }) });
  return whispered.ok ? { seen: { outcome: 'accepted', providerId: cardRef({ install, channel, ts: whispered.value.ts }) } } : undefined;
}

/** Where there was no channel, as in a modal, the place is the person. */
async function channelOf(api: SlackApi, { install, channel }: SlackPlace): Promise<string | undefined> {
  if (!/^[UW]/.test(channel)) return channel;
  const opened = await api.openDm(install, channel);
  return opened.ok ? opened.value.channel : undefined;
}

async function post(api: SlackApi, message: Message, to: SlackPlace & { readonly shown: Shown }): Promise<There | undefined> {
  const { install, channel, thread, shown } = to;
  const posted = await postOnce(api, message, { install, channel, shown: shown.rendering, ...(thread !== undefined && { thread }) });
  return posted.ok ? { standing: posted.value } : undefined;
}
