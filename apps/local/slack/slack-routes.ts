// The demo's Slack as JSON: what people do there, and what each of them sees.
import { Hono, type Context } from 'hono';
import { z } from 'zod';
import type { BoardMessage } from './board.ts';
import type { Outcome, SlackDriver } from './slack-driver.ts';
import type { SlackStandIn } from './slack-stand-in.ts';
import { conversation, isKnownConversation, slackPerson } from './team.ts';

const user = z.string().refine((id) => slackPerson(id) !== undefined);
const channel = z.string().refine((id) => isKnownConversation(conversation(id)));
const file = z.object({ filename: z.string().min(1), base64: z.base64() });

/** What each way in takes, and how to put it right. */
const COMMAND = z.object({ user, command: z.string().regex(/^\/\S+$/), text: z.string().default(''), channel: channel.optional() });
const ACTION = z.object({ user, ts: z.string(), action_id: z.string(), value: z.string().optional() });
const VIEW = z.object({ user, view_id: z.string(), values: z.record(z.string(), z.unknown()).default({}) });
const MESSAGE = z.object({
  user,
  text: z.string().default(''),
  channel: channel.optional(),
  thread_ts: z.string().optional(),
  files: z.array(file).optional(),
});
const SHORTCUT = z.object({ user, callback_id: z.string(), ts: z.string().optional() });

type SlackRouteParts = { readonly standIn: SlackStandIn; readonly driver: SlackDriver };

export function slackRoutes({ standIn, driver }: SlackRouteParts): Hono {
  const { board, modals } = standIn;
  const app = new Hono();
  app.post('/local/slack/commands', takes(COMMAND, driver.command));
  app.post('/local/slack/actions', takes(ACTION, driver.action));
  app.post('/local/slack/views', takes(VIEW, driver.submit));
  app.post('/local/slack/messages', takes(MESSAGE, driver.say));
  app.post('/local/slack/shortcuts', takes(SHORTCUT, driver.shortcut));
  app.get(
    '/local/slack/messages',
    shows((id, origin) => board.seenBy(id).map((message) => listed(standIn, message, origin))),
  );
  app.get(
    '/local/slack/views',
    shows((id) => modals.of(id).map(({ view }) => view)),
  );
  app.get('/local/slack/home', async (context) => {
    const who = context.req.query('user') ?? '';
    // To look at it is to open it, which the app is told.
    if (slackPerson(who)) await driver.event({ type: 'app_home_opened', user: who, channel: conversation(who), tab: 'home' });
    return shows((id) => board.home(id) ?? null)(context);
  });
  app.get('/local/slack/files/:id', async (context) => {
    const found = board.file(context.req.param('id'));
    if (!found) return context.json({ error: 'There is no such file.' }, 404);
    return context.body(new Uint8Array(await board.contentOf(found)), 200, {
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(found.name).replace(/['()*]/g, '_')}`,
      'x-content-type-options': 'nosniff',
    });
  });
  return app;
}

/** @returns what the product answered, or 404 and why there was nothing to send */
function takes<T>(schema: z.ZodType<T>, act: (did: T) => Promise<Outcome>) {
  return async (context: Context) => {
    const asked = schema.safeParse(await context.req.json<unknown>().catch(() => undefined));
    if (!asked.success) {
      const wrong = [...new Set(asked.error.issues.map(({ path }) => path.join('.') || 'the body'))].join(', ');
      return context.json({ error: `Could not do that in Slack: ${wrong} is missing or wrong. GET /local/people names the people.` }, 400);
    }
    const outcome = await act(asked.data);
    return 'error' in outcome ? context.json(outcome, 404) : context.json(outcome);
  };
}

function shows(what: (user: string, origin: string) => unknown) {
  return (context: Context) => {
    const id = context.req.query('user') ?? '';
    if (!slackPerson(id)) return context.json({ error: 'Say whose Slack: ?user=U… as GET /local/people gives it.' }, 400);
    return context.json(what(id, new URL(context.req.url).origin));
  };
}

function listed({ board }: SlackStandIn, message: BoardMessage, origin: string): object {
  const { channel, ts, thread, user, text, blocks, onlyTo, edited, files } = message;
  return {
    channel,
    ts,
    thread_ts: thread,
    user,
    text,
    blocks,
    ephemeral: onlyTo !== null,
    edited,
    files: files
      .flatMap((id) => board.file(id) ?? [])
      .map(({ id, name, contentType, bytes }) => ({ id, filename: name, contentType, bytes, url: `${origin}/local/slack/files/${id}` })),
  };
}
