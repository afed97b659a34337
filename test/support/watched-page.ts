// A browser's page of a site on loopback, with everything that went wrong in it.
import { serve } from '@hono/node-server';
import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Site } from './web-site.ts';

export type Watched = {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly origin: string;
  /** Faults of scripts and complaints of the browser, as they come. */
  readonly troubles: readonly string[];
  /** Ends the browser's part and the server. */
  readonly close: () => Promise<void>;
};

export async function watchedPage(browser: Browser, site: Site, settings: Parameters<Browser['newContext']>[0] = {}): Promise<Watched> {
  const server = serve({ fetch: site.web.app.fetch, port: 0, hostname: '127.0.0.1' });
  await new Promise<void>((done) => server.once('listening', done));
  const context = await browser.newContext({ reducedMotion: 'reduce', ...settings });
  const page = await context.newPage();
  const troubles: string[] = [];
  page.on('pageerror', ({ message }) => troubles.push(message));
  page.on('console', (message) => message.type() === 'error' && troubles.push(message.text()));
  const close = async () => {
    await context.close();
    await new Promise((done) => server.close(done));
  };
  return { context, page, troubles, close, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}
