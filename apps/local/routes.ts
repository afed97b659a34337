// Everything that only the demo has, as one app: controls, mailboxes, home page. Live work never mounts it, so none of it is there.
// The guard that keeps other sites out stands before every page of the demo (start.ts), not only before these.
import { readFileSync } from 'node:fs';
import { Hono } from 'hono';
import { chatPaneRoutes } from './chat-pane-routes.ts';
import { controlRoutes } from './control-routes.ts';
import { formRoutes } from './form-routes.ts';
import type { LocalParts } from './local-parts.ts';
import { mailRoutes } from './mail-routes.ts';
import { slackRoutes } from './slack/slack-routes.ts';
import { teamsRoutes } from './teams/teams-routes.ts';
import { pageRoutes } from './page-routes.ts';

export function localRoutes(parts: LocalParts): Hono {
  const app = new Hono();
  serveOwn(app, { name: 'local.css', type: 'text/css; charset=utf-8' });
  serveOwn(app, { name: 'local.js', type: 'text/javascript; charset=utf-8' });
  app.route('/', controlRoutes(parts));
  app.route('/', mailRoutes(parts));
  app.route('/', pageRoutes(parts));
  app.route('/', formRoutes(parts));
  const { chats } = parts;
  if (chats) app.route('/', slackRoutes({ standIn: chats.slackStandIn, driver: chats.slack }));
  if (chats) app.route('/', chatPaneRoutes(parts));
  if (chats) app.route('/', teamsRoutes({ driver: chats.teams }));
  app.all('/local/*', (context) => context.json({ error: 'The demo has no such control.' }, 404));
  return app;
}

function serveOwn(app: Hono, { name, type }: { name: string; type: string }): void {
  const content = readFileSync(new URL(`./static/${name}`, import.meta.url), 'utf8');
  app.get(`/local/static/${name}`, (context) =>
    context.body(content, 200, { 'content-type': type, 'cache-control': 'no-cache', 'x-content-type-options': 'nosniff' }),
  );
}
