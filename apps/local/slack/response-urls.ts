// The addresses at which an app may answer a click or a command afterwards: five times within half an hour, to whoever clicked, or in place
// of what they clicked on. The emulator has none.
import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import type { Board, Place } from './board.ts';
import { fieldsOf, listOf, textOf, type Fields } from './json.ts';
import { BOT } from './team.ts';

export type Click = {
  readonly user: string;
  readonly channel: string;
  /** What was clicked on. */
  readonly message?: Place | undefined;
};

export type ResponseUrls = {
  /** @returns its path */
  make(click: Click): string;
  readonly routes: Hono;
};

const MOST_USES = 5;
const VALID_MS = 30 * 60_000;

export function responseUrls({ board, machineNow }: { readonly board: Board; readonly machineNow: () => number }): ResponseUrls {
  const given = new Map<string, { readonly click: Click; readonly until: number; uses: number }>();
  const routes = new Hono();
  routes.post('/hooks/:id', async (context) => {
    const known = given.get(context.req.param('id'));
    if (!known || known.until < machineNow()) return context.json({ ok: false, error: 'expired_url' }, 404);
    if (known.uses >= MOST_USES) return context.json({ ok: false, error: 'used_url' }, 404);
    known.uses += 1;
    await respond(board, known.click, fieldsOf(await context.req.json().catch(() => undefined)));
    return context.text('ok');
  });
  return {
    routes,
    make(click) {
      const id = randomUUID();
      given.set(id, { click, until: machineNow() + VALID_MS, uses: 0 });
      return `/hooks/${id}`;
    },
  };
}

/** Also what stands in the answer to a command. */
export async function respond(board: Board, { user, channel, message }: Click, answer: Fields): Promise<void> {
  const said = { text: textOf(answer['text']), blocks: [...listOf(answer['blocks'])] };
  if (message && answer['delete_original'] === true) return board.remove(message);
  if (message && answer['replace_original'] === true) return void (await board.edit(message, said));
  const onlyTo = answer['response_type'] === 'in_channel' ? null : user;
  await board.post({ channel, user: BOT.user, ...said, onlyTo, thread: textOf(answer['thread_ts']) || null });
}
