// Slack's Web API as the product calls it in the demo. The emulator judges a call; what it forgets or does not tell is kept here: whose
// messages are whose, metadata, files, people's time zones, and everything of an earlier start.
import { Hono, type Context } from 'hono';
import { fileRoutes, filesApi } from './files-api.ts';
import { fieldsOf, isFields, parsed, type Fields } from './json.ts';
import { messagesApi } from './messages-api.ts';
import { peopleApi } from './people-api.ts';
import { BOT_TOKEN } from './team.ts';
import { bearerOf, refused, type Methods, type WebApiParts } from './web-api-parts.ts';
import { viewsApi } from './views-api.ts';

export function webApi(parts: WebApiParts): Hono {
  const methods: Methods = { ...messagesApi(parts), ...viewsApi(parts), ...filesApi(parts), ...peopleApi() };
  const app = new Hono();
  app.post('/api/:method', async (context) => {
    const { token, ...fields } = await fieldsIn(context);
    const given = bearerOf(context) ?? token;
    if (given === undefined) return context.json(refused('not_authed'));
    // The emulator takes any token for somebody.
    if (given !== BOT_TOKEN) return context.json(refused('invalid_auth'));
    const name = context.req.param('method');
    const method = methods[name];
    const early = method?.before?.(fields);
    if (early) return context.json(early);
    const answer = await parts.emulator.call(name, fields);
    return context.json(answer['ok'] === true && method?.after ? await method.after(fields, answer) : answer);
  });
  return app.route('/', fileRoutes(parts));
}

/** Slack's own client sends a form in which nested values are JSON. */
async function fieldsIn(context: Context): Promise<Fields> {
  const text = await context.req.text();
  if (context.req.header('content-type')?.includes('application/json')) return fieldsOf(parsed(text));
  return Object.fromEntries([...new URLSearchParams(text)].map(([name, value]) => [name, nested(value)]));
}

function nested(text: string): unknown {
  const value = /^[[{]/.test(text) ? parsed(text) : undefined;
  return isFields(value) || Array.isArray(value) ? value : text;
}
