// The web channel as a whole: its routes as one Hono application that any server or Lambda adapter can carry, and its entry for the dispatcher.
import { Hono } from 'hono';
import { routePath } from 'hono/route';
import type { ChannelEntry } from '#apps/ports.ts';
import { assets } from './assets.ts';
import { card } from './layout.ts';
import { webOutbound } from './outbound.ts';
import { placing } from './placing.ts';
import { processRequest } from './inbound.ts';
import { verifyRoute } from './verify-page.ts';
import { visits } from './visits.ts';
import type { WebPorts } from './web-ports.ts';
import { phrasesOf } from './reader-language.ts';

export type WebChannel = ChannelEntry & { readonly app: Hono };

export function webChannel(ports: WebPorts): WebChannel {
  const { site, isReady, report } = ports;
  const files = assets();
  const app = new Hono();
  app.onError((fault, c) => {
    report?.(fault, `answering ${c.req.method} ${routePath(c)}`);
    const phrases = phrasesOf(c);
    return c.html(card(phrases.notices.cards.fault, { isLocal: site.isLocal, assets: files, phrases }), 500);
  });
  app.get('/healthz', (c) => {
    const ok = isReady();
    return c.json({ ok, signAddress: site.signAddress }, ok ? 200 : 503, { 'Cache-Control': 'no-store' });
  });
  app.route('/', files.app);
  app.route('/', placing(ports, files));
  app.route('/', visits(ports, files));
  app.route('/', verifyRoute(ports, files));
  return { app, outbound: webOutbound, process: async (request, lease) => processRequest(ports, request, lease) };
}
