// The stand-in for the Bot Connector: takes what a bot posts, updates and asks, with the refusals that a real one gives to a bot that is not
// installed, blocked, too loud or too long.
import { setTimeout as wait } from 'node:timers/promises';
import { Hono, type Context, type MiddlewareHandler } from 'hono';
import { z } from 'zod';
import type { Faults } from '../faults.ts';
import { memberFacts, personCalled, type TeamsPerson } from './teams-people.ts';
import type { TeamsStore, Where } from './teams-store.ts';

export type ConnectorParts = {
  readonly store: TeamsStore;
  readonly people: readonly TeamsPerson[];
  readonly faults: Pick<Faults, 'state'>;
  /** What a bot must bring, so that nobody else on this machine posts in its name. */
  readonly bearer: string;
  /** How long a slow connector takes; the machine's time. */
  readonly slowMs: number;
};

type Status = 400 | 401 | 403 | 404 | 413 | 429 | 503;
type Trouble = { readonly status: Status; readonly code: string; readonly message: string };

/** "100 KB, measured as UTF-16". */
const MOST_UTF16_BYTES = 100 * 1024;

const activitySchema = z.looseObject({ type: z.string(), recipient: z.looseObject({ id: z.string() }).optional() });
const conversationSchema = z.looseObject({
  members: z.array(z.looseObject({ id: z.string() })).min(1),
  activity: activitySchema.optional(),
});

export function teamsConnector(parts: ConnectorParts): Hono {
  const app = new Hono();
  app.use('/v3/*', authorised(parts), faulty(parts));
  app.post('/v3/conversations', async (context) => createConversation(context, parts));
  for (const path of ['/v3/conversations/:id/activities', '/v3/conversations/:id/activities/:activityId']) {
    app.post(path, async (context) => postActivity(context, parts));
  }
  app.put('/v3/conversations/:id/activities/:activityId', async (context) => updateActivity(context, parts));
  app.delete('/v3/conversations/:id/activities/:activityId', async (context) => {
    const where = whereOf(context);
    const trouble = troubleAt(parts, where.conversation) ?? absence(parts, where);
    if (trouble) return refuse(context, trouble);
    await parts.store.remove(where);
    return context.body(null, 200);
  });
  memberRoutes(app, parts);
  return app;
}

function memberRoutes(app: Hono, parts: ConnectorParts): void {
  app.get('/v3/conversations/:id/members/:memberId', (context) => {
    const members = membersOf(parts, whereOf(context).conversation);
    const person = personCalled(members, context.req.param('memberId'));
    if (person) return context.json(memberFacts(person));
    return refuse(context, { status: 404, code: 'MemberNotFoundInConversation', message: 'The member is not in this conversation.' });
  });
  app.get('/v3/conversations/:id/members', (context) => context.json(membersOf(parts, whereOf(context).conversation).map(memberFacts)));
  app.get('/v3/conversations/:id/pagedmembers', (context) =>
    context.json({ members: membersOf(parts, whereOf(context).conversation).map(memberFacts) }),
  );
}

async function createConversation(context: Context, parts: ConnectorParts): Promise<Response> {
  const asked = conversationSchema.safeParse(await bodyOf(context));
  if (!asked.success) return refuse(context, badSyntax('A conversation needs members.'));
  const { members, activity } = asked.data;
  const person = personCalled(parts.people, members[0]?.id ?? '');
  const trouble = person ? troubleAt(parts, person.conversation) : notInRoster();
  if (!person || trouble) return refuse(context, trouble ?? notInRoster());
  const { conversation } = person;
  if (!activity) return context.json({ id: conversation }, 201);
  return context.json({ id: conversation, activityId: await parts.store.post({ conversation, by: 'bot', activity }) }, 201);
}

async function postActivity(context: Context, parts: ConnectorParts): Promise<Response> {
  const { conversation } = whereOf(context);
  const { activity, trouble } = await activityOf(context, parts);
  if (!activity) return refuse(context, trouble);
  // Typing and other passing signs leave nothing behind.
  if (activity.type !== 'message') return context.json({ id: '' }, 201);
  const isTargeted = context.req.query('isTargetedActivity') === 'true';
  const only = isTargeted ? { only: activity.recipient?.id ?? '' } : {};
  return context.json({ id: await parts.store.post({ conversation, by: 'bot', activity, ...only }) }, 201);
}

async function updateActivity(context: Context, parts: ConnectorParts): Promise<Response> {
  const where = whereOf(context);
  const { activity, trouble } = await activityOf(context, parts);
  if (!activity) return refuse(context, trouble);
  const absent = absence(parts, where);
  if (absent) return refuse(context, absent);
  await parts.store.update(where, activity);
  return context.json({ id: where.id });
}

type Read =
  | { readonly activity: z.output<typeof activitySchema>; readonly trouble?: undefined }
  | { readonly activity?: undefined; readonly trouble: Trouble };

async function activityOf(context: Context, parts: ConnectorParts): Promise<Read> {
  const body = await bodyOf(context);
  const trouble = troubleAt(parts, whereOf(context).conversation);
  if (trouble) return { trouble };
  const asked = activitySchema.safeParse(body);
  if (!asked.success) return { trouble: badSyntax('An activity needs a type.') };
  if (JSON.stringify(asked.data).length * 2 <= MOST_UTF16_BYTES) return { activity: asked.data };
  return { trouble: { status: 413, code: 'MessageSizeTooBig', message: 'The message is larger than 100 KB.' } };
}

/** Everyone of the Entra tenant is in each of its groups. */
export function membersOf({ people, store }: Pick<ConnectorParts, 'people' | 'store'>, conversation: string): readonly TeamsPerson[] {
  const tenant = store.group(conversation);
  return people.filter((person) => (tenant === undefined ? person.conversation === conversation : person.tenant === tenant));
}

function troubleAt(parts: Pick<ConnectorParts, 'people' | 'store'>, conversation: string): Trouble | undefined {
  const members = membersOf(parts, conversation);
  if (members.length === 0) return { status: 404, code: 'ConversationNotFound', message: 'There is no such conversation.' };
  if (parts.store.group(conversation) !== undefined) return undefined;
  const reach = parts.store.reach(members[0]?.user ?? '');
  if (reach === 'removed') return notInRoster();
  return reach === 'blocked' ? { status: 403, code: 'MessageWritesBlocked', message: 'The person has blocked this bot.' } : undefined;
}

function absence({ store }: Pick<ConnectorParts, 'store'>, where: Where): Trouble | undefined {
  if (store.at(where)?.by === 'bot') return undefined;
  return { status: 404, code: 'ActivityNotFoundInConversation', message: 'There is no such message of this bot.' };
}

function notInRoster(): Trouble {
  return { status: 403, code: 'BotNotInConversationRoster', message: 'The bot is not part of the conversation roster.' };
}

function badSyntax(message: string): Trouble {
  return { status: 400, code: 'BadSyntax', message };
}

function refuse(context: Context, { status, code, message }: Trouble): Response {
  return context.json({ error: { code, message } }, status);
}

/** A reply within a channel's thread names the thread's first message in the conversation's id. */
function whereOf(context: Context): Where {
  return { conversation: (context.req.param('id') ?? '').replace(/;messageid=\d+$/, ''), id: context.req.param('activityId') ?? '' };
}

function authorised({ bearer }: ConnectorParts): MiddlewareHandler {
  return async (context, next) => {
    if (context.req.header('authorization') === `Bearer ${bearer}`) return next();
    return refuse(context, { status: 401, code: 'Unauthorized', message: 'Authorization has been denied for this request.' });
  };
}

function faulty({ faults, slowMs }: ConnectorParts): MiddlewareHandler {
  return async (context, next) => {
    const fault = faults.state().teams;
    if (fault === 'down')
      return refuse(context, { status: 503, code: 'ServiceUnavailable', message: 'The demo pretends that Teams is down.' });
    if (fault === '429') {
      context.header('Retry-After', '1');
      return refuse(context, { status: 429, code: 'TooManyRequests', message: 'The demo pretends that Teams takes no more for now.' });
    }
    if (fault === 'slow') await wait(slowMs);
    return next();
  };
}

/** Undefined, which no schema takes, for a body that is not JSON. */
async function bodyOf(context: Context): Promise<unknown> {
  return context.req.json<unknown>().catch(() => undefined);
}
