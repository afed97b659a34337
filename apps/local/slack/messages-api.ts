// Messages of the app: posted, shown to one person, changed, taken away, and read again with the metadata by which a repeat is recognised.
import type { Board, BoardMessage } from './board.ts';
import { filesSaid } from './files-api.ts';
import { isFields, listOf, textOf, type Fields } from './json.ts';
import { refused, type Methods, type WebApiParts } from './web-api-parts.ts';
import { BOT, conversation, isKnownConversation } from './team.ts';

const MOST_READ = 999;

export function messagesApi({ board, emulator, url }: Pick<WebApiParts, 'board' | 'emulator' | 'url'>): Methods {
  const history = (fields: Fields, isMeant: (message: BoardMessage) => boolean) => read({ board, url: url() }, fields, isMeant);
  return {
    'chat.postMessage': {
      async after(fields, answer) {
        const message = await board.post({ ...writtenBy(fields), metadata: isFields(fields['metadata']) ? fields['metadata'] : null });
        emulator.pair(message, textOf(answer['ts']));
        return { ok: true, channel: message.channel, ts: message.ts, message: asSlackSays(message, []) };
      },
    },
    'chat.postEphemeral': {
      after: async (fields) => ({ ok: true, message_ts: (await board.post({ ...writtenBy(fields), onlyTo: textOf(fields['user']) })).ts }),
    },
    'chat.update': {
      before: (fields) => unchangeable(board, fields, 'cant_update_message'),
      async after(fields) {
        const place = placeIn(fields);
        const change = {
          ...('text' in fields && { text: textOf(fields['text']) }),
          ...('blocks' in fields && { blocks: [...listOf(fields['blocks'])] }),
        };
        const changed = await board.edit(place, change);
        return { ok: true, ...place, text: changed?.text ?? '', message: changed ? asSlackSays(changed, []) : {} };
      },
    },
    'chat.delete': {
      before: (fields) => unchangeable(board, fields, 'cant_delete_message'),
      async after(fields) {
        await board.remove(placeIn(fields));
        return { ok: true, ...placeIn(fields) };
      },
    },
    'conversations.open': {
      after: (fields) => ({ ok: true, channel: { id: conversation(textOf(fields['users']) || textOf(fields['channel'])) } }),
    },
    'conversations.history': { before: (fields) => history(fields, ({ thread }) => thread === null) },
    'conversations.replies': {
      before: (fields) => history(fields, ({ ts, thread }) => (thread ?? ts) === textOf(fields['ts'])),
    },
  };
}

/** As the Web API and deliveries show it. */
export function asSlackSays(message: BoardMessage, files: readonly Fields[]): Fields {
  const { user, text, ts, blocks, thread, metadata, edited } = message;
  const isOurs = user === BOT.user;
  return {
    type: 'message',
    user,
    text,
    ts,
    ...(isOurs && { bot_id: BOT.bot, app_id: BOT.app }),
    ...(blocks.length > 0 && { blocks }),
    ...(thread !== null && { thread_ts: thread }),
    ...(files.length > 0 && { files }),
    ...(metadata && { metadata }),
    ...(edited && { edited: { user, ts } }),
  };
}

function writtenBy(fields: Fields): Pick<BoardMessage, 'channel' | 'user' | 'text' | 'blocks' | 'thread'> {
  return {
    channel: conversation(textOf(fields['channel'])),
    user: BOT.user,
    text: textOf(fields['text']),
    blocks: [...listOf(fields['blocks'])],
    thread: textOf(fields['thread_ts']) || null,
  };
}

function placeIn(fields: Fields): Pick<BoardMessage, 'channel' | 'ts'> {
  return { channel: conversation(textOf(fields['channel'])), ts: textOf(fields['ts']) };
}

/** An app changes its own messages only, and none that a single person sees. */
function unchangeable(board: Board, fields: Fields, error: string): Fields | undefined {
  const message = board.find(placeIn(fields));
  if (message?.onlyTo !== null) return message && refused('message_not_found');
  return message.user === BOT.user ? undefined : refused(error);
}

/** Newest first, as Slack gives it. */
function read(from: { readonly board: Board; readonly url: string }, fields: Fields, isMeant: (message: BoardMessage) => boolean): Fields {
  const { channel } = placeIn(fields);
  if (!isKnownConversation(channel)) return refused('channel_not_found');
  const limit = Math.min(Number(fields['limit'] ?? 100) || 100, MOST_READ);
  const withMetadata = fields['include_all_metadata'] === true || fields['include_all_metadata'] === 'true';
  const found = from.board.inChannel(channel).filter(isMeant).toReversed();
  const messages = found
    .slice(0, limit)
    .map((message) => asSlackSays(withMetadata ? message : { ...message, metadata: null }, filesSaid(from, message)));
  return { ok: true, messages, has_more: found.length > limit };
}
