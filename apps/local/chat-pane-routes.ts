// The demo's chat panes: a page for each person in Slack and in Teams, and what those pages load. Nothing of it comes from elsewhere.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Hono, type Context } from 'hono';
import type { Platform } from '#core/people.ts';
import type { LocalParts } from './local-parts.ts';
import { chatPage, type Colleague } from './pages/chat-page.ts';
import { pageHeaders } from './page-routes.ts';
import { personOf, show, showNothing } from './showing.ts';

const SCRIPT = 'text/javascript; charset=utf-8';
const OWN = ['chat.css', 'pane.js', 'signs.js', 'slack-blocks.js', 'slack-modal.js', 'slack-pane.js', 'teams-pane.js', 'teams-cards.js'];

export function chatPaneRoutes(parts: LocalParts): Hono {
  const app = new Hono();
  for (const name of OWN) {
    const content = readFileSync(new URL(`./static/${name}`, import.meta.url), 'utf8');
    serveText(app, { name, content, type: name.endsWith('.css') ? 'text/css; charset=utf-8' : SCRIPT });
  }
  // The renderer that Teams' own is made of, as it is published.
  const renderer = createRequire(import.meta.url).resolve('adaptivecards/dist/adaptivecards.min.js');
  serveText(app, { name: 'adaptivecards.js', content: readFileSync(renderer, 'utf8'), type: SCRIPT });

  for (const platform of ['slack', 'teams'] as const) {
    // An address, which may come percent-encoded: the channels have paths of their own beside it.
    const path = `/${platform}/:address{[^/]+(?:@|%40)[^/]+}`;
    app.use(path, pageHeaders());
    app.get(path, async (context) => showChat(context, parts, platform));
  }
  return app;
}

async function showChat(context: Context, parts: LocalParts, platform: Platform): Promise<Response> {
  const person = personOf(context, parts);
  const user = person?.[platform]?.user;
  if (!person || user === undefined) return showNothing(context, parts);
  const { cast } = parts;
  const main = chatPage({ platform, person, user, cast, colleagues: colleaguesOf(parts, platform, person.tenant) });
  return show(context, parts, { title: `${person.name} in ${platform === 'slack' ? 'Slack' : 'Teams'}`, main });
}

function colleaguesOf({ cast }: LocalParts, platform: Platform, tenant: string | null): readonly Colleague[] {
  return cast.flatMap((one) => {
    const user = one[platform]?.user;
    return one.tenant === tenant && user !== undefined ? [{ user, name: one.name }] : [];
  });
}

function serveText(app: Hono, { name, content, type }: { name: string; content: string; type: string }): void {
  app.get(`/local/static/${name}`, (context) =>
    context.body(content, 200, { 'content-type': type, 'cache-control': 'no-cache', 'x-content-type-options': 'nosniff' }),
  );
}
