// The demo's Teams as JSON: what a person types, presses and fills in is delivered as Teams would deliver it, and what they see is read.
import { Hono, type Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { z } from 'zod';
import type { Done } from './teams-client.ts';
import type { TeamsDriver } from './teams-driver.ts';
import { personCalled, type TeamsPerson } from './teams-people.ts';
import type { SeenMessage } from './teams-sight.ts';
import { REACHES } from './teams-store.ts';

const user = z.string();
const data = z.record(z.string(), z.unknown());
const schemas = {
  messages: z.strictObject({
    user,
    text: z.string().max(28_000).default(''),
    conversation: z.string().min(1).max(300).optional(),
    files: z
      .array(z.strictObject({ filename: z.string().min(1).max(255), base64: z.base64() }))
      .max(10)
      .default([]),
  }),
  actions: z.strictObject({ user, activityId: z.string(), verb: z.string(), data: data.default({}) }),
  dialogs: z.strictObject({ user, id: z.string(), values: data.default({}) }),
  extensions: z.strictObject({ user, commandId: z.string().default('sendForSignature'), activityId: z.string().optional() }),
  reach: z.strictObject({ user, reach: z.enum(REACHES) }),
};
const USAGE: Record<keyof typeof schemas, string> = {
  messages: 'Send {"user","text"} and, if you like, "conversation" and "files":[{"filename","base64"}].',
  actions: 'Send {"user","activityId","verb"} and in "data" what is typed into the card.',
  dialogs: 'Send {"user","id"} and in "values" what is filled in, by field.',
  extensions: 'Send {"user"} and, if you like, "commandId" and "activityId".',
  reach: `Send {"user"} and "reach", one of ${REACHES.join(', ')}.`,
};
const MOST_BYTES = 40 * 1024 * 1024;

export function teamsRoutes({ driver }: { driver: TeamsDriver }): Hono {
  const app = new Hono();
  const taking = <K extends keyof typeof schemas>(
    name: K,
    act: (person: TeamsPerson, asked: z.output<(typeof schemas)[K]>) => Promise<Done>,
  ) => {
    app.post(`/local/teams/${name}`, bodyLimit({ maxSize: MOST_BYTES }), async (context) => {
      const asked = schemas[name].safeParse(await context.req.json<unknown>().catch(() => undefined));
      if (!asked.success) return context.json({ error: `This is nothing that can be done in Teams. ${USAGE[name]}` }, 400);
      const person = personCalled(driver.people, asked.data.user);
      if (!person) return nobody(context);
      return done(context, async () => act(person, asked.data as z.output<(typeof schemas)[K]>));
    });
  };
  taking('messages', async (person, { text, conversation, files }) =>
    driver.say({
      person,
      text,
      conversation,
      files: files.map(({ filename, base64 }) => ({ filename, bytes: Buffer.from(base64, 'base64') })),
    }),
  );
  taking('actions', async (person, asked) => driver.press({ ...asked, person }));
  taking('dialogs', async (person, asked) => driver.fillIn({ ...asked, person }));
  taking('extensions', async (person, asked) => driver.useCommand({ ...asked, person }));
  taking('reach', async (person, { reach }) => driver.setReach(person, reach));
  readingRoutes(app, driver);
  return app;
}

function readingRoutes(app: Hono, driver: TeamsDriver): void {
  const asked = (context: Context) => personCalled(driver.people, context.req.query('user') ?? '');
  app.get('/local/teams/messages', async (context) => {
    const person = asked(context);
    if (!person) return nobody(context);
    // The product's own; the whole conversation is the pane's.
    return context.json((await driver.look(person)).filter(({ from }) => from === 'bot').map(listed));
  });
  app.get('/local/teams/chat', async (context) => {
    const person = asked(context);
    return person ? context.json({ messages: await driver.look(person), dialogs: driver.dialogsOf(person) }) : nobody(context);
  });
  app.get('/local/teams/dialogs', (context) => {
    const person = asked(context);
    return person ? context.json(driver.dialogsOf(person).map(({ id, title, card }) => ({ id, title, card }))) : nobody(context);
  });
  app.delete('/local/teams/dialogs/:id', (context) => {
    const person = asked(context);
    if (!person) return nobody(context);
    driver.dismiss(person, context.req.param('id'));
    return context.body(null, 204);
  });
}

function listed({ conversation, activityId, text, card, updated }: SeenMessage): object {
  return { conversation, activityId, text, card, updated };
}

async function done(context: Context, act: () => Promise<Done>): Promise<Response> {
  try {
    const made = await act();
    if ('error' in made) return context.json(made, 404);
    const { status, body, dialog } = made;
    return context.json({ status, body, ...(dialog ? { dialog: { id: dialog.id, title: dialog.title, card: dialog.card } } : {}) });
  } catch (fault) {
    return context.json({ error: fault instanceof Error ? fault.message : String(fault) }, 502);
  }
}

function nobody(context: Context): Response {
  return context.json({ error: 'Nobody of the demo has this Teams account. GET /local/people lists them, in `teams.user`.' }, 404);
}
