// Files both ways: what the app uploads passes the emulator's two steps and is then kept here; what people attach is kept at once.
import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import { BOT, BOT_TOKEN, conversation, TEAM } from './team.ts';
import type { Board, BoardFile, BoardMessage } from './board.ts';
import { listOf, textOf, type Fields } from './json.ts';
import { bearerOf, refused, type Methods, type WebApiParts } from './web-api-parts.ts';

type FileParts = Pick<WebApiParts, 'board' | 'emulator' | 'url'>;

export function filesApi(parts: FileParts): Methods {
  const { board, url } = parts;
  return {
    'files.getUploadURLExternal': {
      after: (_fields, answer) => ({ ...answer, upload_url: url() + new URL(textOf(answer['upload_url'])).pathname }),
    },
    'files.completeUploadExternal': {
      async after(fields, answer) {
        const files = await Promise.all(listOf(answer['files']).map(async (file) => taken(parts, file)));
        const channel = conversation(textOf(fields['channel_id']));
        const ids = files.map(({ id }) => id);
        const thread = textOf(fields['thread_ts']) || null;
        if (channel !== '') await board.post({ channel, user: BOT.user, text: textOf(fields['initial_comment']), files: ids, thread });
        return { ok: true, files: files.map((file) => fileSaid(file, url())) };
      },
    },
    'files.info': {
      before: (fields) => {
        const file = board.file(textOf(fields['file']));
        return file ? { ok: true, file: fileSaid(file, url()) } : refused('file_not_found');
      },
    },
  };
}

/** @param url where the stand-in is today; it changes from start to start */
export function fileSaid({ id, user, name, title, contentType, bytes }: BoardFile, url: string): Fields {
  const address = `${url}/files-pri/${TEAM.id}-${id}/${encodeURIComponent(name)}`;
  return {
    id,
    name,
    title,
    mimetype: contentType,
    filetype: name.split('.').at(-1)?.toLowerCase() ?? '',
    user,
    user_team: TEAM.id,
    size: bytes,
    mode: 'hosted',
    is_external: false,
    file_access: 'visible',
    url_private: address,
    url_private_download: `${address}?download=1`,
  };
}

/** What a message says of its files. */
export function filesSaid({ board, url }: { readonly board: Board; readonly url: string }, { files }: BoardMessage): readonly Fields[] {
  return files.flatMap((id) => board.file(id) ?? []).map((file) => fileSaid(file, url));
}

export type Attached = { readonly filename: string; readonly base64: string };

/** What a person attaches in their own Slack. */
export async function attach(board: Board, user: string, { filename, base64 }: Attached): Promise<BoardFile> {
  const content = Buffer.from(base64, 'base64');
  const id = `F${randomUUID().replaceAll('-', '').slice(0, 10).toUpperCase()}`;
  return board.addFile({ id, user, name: filename, title: filename, contentType: typeOf(filename), bytes: content.length }, content);
}

async function taken({ board, emulator }: FileParts, file: Fields): Promise<BoardFile> {
  const { pathname } = new URL(textOf(file['url_private']));
  const response = await emulator.pass(pathname, { headers: { authorization: `Bearer ${BOT_TOKEN}` } });
  const content = new Uint8Array(await response.arrayBuffer());
  const [name, title] = [textOf(file['name']), textOf(file['title'])];
  return board.addFile({ id: textOf(file['id']), user: BOT.user, name, title, contentType: typeOf(name), bytes: content.length }, content);
}

export function fileRoutes({ board, emulator }: FileParts): Hono {
  const app = new Hono();
  app.post('/upload/v1/:id', async (context) => {
    const contentType = context.req.header('content-type') ?? 'application/octet-stream';
    const body = await context.req.arrayBuffer();
    const answer = await emulator.pass(`/upload/v1/${context.req.param('id')}`, {
      method: 'POST',
      headers: { 'content-type': contentType },
      body,
    });
    return context.text(await answer.text(), answer.ok ? 200 : 400);
  });
  app.get('/files-pri/:id/:name', async (context) => {
    // Without the right token Slack answers 200 and a page to sign in on (slackapi/bolt-js#2585).
    if (bearerOf(context) !== BOT_TOKEN) return context.html('<!DOCTYPE html><title>Sign in to Slack</title>');
    const file = board.file(context.req.param('id').slice(TEAM.id.length + 1));
    if (!file) return context.text('file_not_found', 404);
    return context.body(new Uint8Array(await board.contentOf(file)), 200, { 'content-type': file.contentType });
  });
  return app;
}

function typeOf(filename: string): string {
  return /\.pdf$/i.test(filename) ? 'application/pdf' : 'application/octet-stream';
}
