// Bolt as router and nothing else: which listener a delivery is for. Every rule is behind the chat, every answer behind the listeners here.
import { App, LogLevel, type Authorize, type Context, type Logger, type Receiver, type ViewSubmitAction } from '@slack/bolt';
import { command } from './command.ts';
import { homeOpened } from './home.ts';
import { deliveredOf, hostIn, type Delivered, type Incoming } from './incoming.ts';
import type { SlackInstalls } from './installs.ts';
import type { Members } from './members.ts';
import { directMessage } from './messages.ts';
import { listOf, recordOf, textAt } from './payload.ts';
import { hostOf } from './parties.ts';
import { press } from './press.ts';
import { FORM_CALLBACK } from './render.ts';
import { messageShortcut, newShortcut } from './shortcuts.ts';
import { notice, respond, said, whisper } from './show.ts';
import { submission } from './submission.ts';
import { COMMANDS, EVENT_TYPES, SHORTCUTS, type EventType } from './surface.ts';
import { storing, transitOf } from './transit.ts';
import { wordsIn } from './words.ts';

type Parts = Incoming & {
  readonly receiver: Receiver;
  readonly installs: Pick<SlackInstalls, 'find' | 'forget'>;
  readonly members: Members;
};

export function slackApp(parts: Parts): App {
  const { receiver, installs } = parts;
  const app = new App({
    receiver,
    authorize: authorizeBy(installs),
    convoStore: false,
    tokenVerificationEnabled: false,
    attachFunctionToken: false,
    // Ours are told by their `bot_id`, for which nothing need be known of us.
    ignoreSelf: false,
    logger: QUIET,
  });
  app.use(async ({ body, context, next, ...args }) => {
    if (hostIn(context) !== undefined || isAboutUs(body)) return next();
    const answer = 'ack' in args ? (args.ack as (response?: unknown) => Promise<void>) : undefined;
    await sayThatWeAreNotThere(parts, body, answer);
  });
  commands(app, parts);
  interactions(app, parts);
  events(app, parts);
  return app;
}

/** Only reads, so that of two deliveries at once none can spoil the other's token. */
function authorizeBy(installs: Pick<SlackInstalls, 'find'>): Authorize<boolean> {
  return async (source) => {
    const host = hostOf(source);
    const installation = host === undefined ? undefined : await installs.find(host);
    return installation ? { host: installation.install } : {};
  };
}

function commands(app: App, it: Incoming): void {
  for (const name of COMMANDS) {
    app.command(name, async ({ body, context, ack }) => {
      await given(body, context, async (delivered) => command(it, delivered, ack));
    });
  }
}

function interactions(app: App, it: Incoming): void {
  app.action(/.*/, async ({ body, context, ack }) => {
    await given(body, context, async (delivered) => press(it, delivered));
    await ack();
  });
  app.view<ViewSubmitAction>({ callback_id: FORM_CALLBACK, type: 'view_submission' }, async ({ body, context, ack }) => {
    await given(body, context, async (delivered) => submission(it, delivered, ack));
  });
  app.shortcut(SHORTCUTS.message, async ({ body, context, ack }) => {
    await given(body, context, async (delivered) => messageShortcut(it, delivered));
    await ack();
  });
  app.shortcut(SHORTCUTS.global, async ({ body, context, ack }) => {
    await given(body, context, async (delivered) => newShortcut(it, delivered));
    await ack();
  });
}

type Listener = (body: unknown, context: Context) => Promise<void>;

function events(app: App, it: Parts): void {
  const { members, installs } = it;
  const listeners: Readonly<Record<EventType, Listener>> = {
    message: async (body, context) => given(body, context, async (delivered) => directMessage(it, delivered)),
    app_home_opened: async (body, context) => given(body, context, async (delivered) => homeOpened(it, delivered)),
    user_change: async (body, context) =>
      given(body, context, async (delivered) => storing(delivered.transit, async () => members.changed(delivered.body, delivered.host))),
    async app_uninstalled(body, context) {
      const gone = await storing(transitOf(context), async () => members.uninstalled(recordOf(body) ?? {}));
      if (gone !== undefined) installs.forget(gone);
    },
    async tokens_revoked(body, context) {
      const gone = await storing(transitOf(context), async () => members.tokensRevoked(recordOf(body) ?? {}));
      if (gone !== undefined) installs.forget(gone);
    },
  };
  for (const type of EVENT_TYPES) app.event(type, async ({ body, context }) => listeners[type](body, context));
}

async function given(body: unknown, context: Context, listener: (delivered: Delivered) => Promise<void>): Promise<void> {
  const delivered = deliveredOf(body, context);
  if (delivered) await listener(delivered);
}

/** Removal and its like come when we are no longer to be found. */
function isAboutUs(body: unknown): boolean {
  const type = textAt(recordOf(body), 'event', 'type');
  return type === 'app_uninstalled' || type === 'tokens_revoked';
}

async function sayThatWeAreNotThere(it: Incoming, payload: unknown, ack?: (response?: unknown) => Promise<void>): Promise<void> {
  const body = recordOf(payload) ?? {};
  const words = wordsIn();
  const sentence = said(words.notInstalled);
  if (textAt(body, 'command') !== undefined) return ack?.(whisper(sentence));
  if (textAt(body, 'type') === 'view_submission') return ack?.({ response_action: 'update', view: notice(sentence, words) });
  await ack?.();
  const respondTo = textAt(body, 'response_url');
  if (respondTo === undefined || listOf(body['actions']).some((action) => textAt(action, 'url') !== undefined)) return;
  await respond(it, respondTo, sentence).catch((fault: unknown) => it.report(fault, 'saying in Slack that we are not installed'));
}

/** What Bolt would write to the console is reported where it is thrown. */
const QUIET: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  setLevel: () => undefined,
  getLevel: () => LogLevel.ERROR,
  setName: () => undefined,
};
