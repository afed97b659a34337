// Hands out the page that checks a sealed PDF, for anyone who holds one. The check runs in the reader's browser: no file comes here.
import { Hono, type Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import { english } from '#core/phrases/en/english.ts';
import type { Assets } from './assets.ts';
import { pageHeaders, privately } from './headers.ts';
import { card } from './layout.ts';
import type { WebPorts } from './web-ports.ts';

/** @property policy what the page may do, as a Content-Security-Policy */
export type VerifyPage = { readonly html: string; readonly policy: string };

export function verifyRoute({ site, verifyPage, report }: Pick<WebPorts, 'site' | 'verifyPage' | 'report'>, assets: Assets): Hono<Env> {
  const app = new Hono<Env>();
  let made: Promise<VerifyPage> | undefined;

  /** Made when it is first asked for. A failure is not kept. */
  async function pageMade(): Promise<VerifyPage | undefined> {
    made ??= verifyPage?.();
    try {
      return await made;
    } catch (fault) {
      made = undefined;
      report?.(fault, 'making the page that checks sealed PDFs');
      return undefined;
    }
  }

  const unavailable = (c: Context) => c.html(card(UNAVAILABLE, { isLocal: site.isLocal, assets, phrases: english }), 503);

  app.use('/verify', ownPolicy, pageHeaders(site), privately);
  app.get('/verify', async (c) => {
    const page = await pageMade();
    if (!page) return unavailable(c);
    c.set('policy', page.policy);
    return c.html(page.html);
  });
  return app;
}

type Env = { Variables: { policy?: string } };

/** Stricter than that of other pages, and set last: the page may load and connect to nothing at all. */
const ownPolicy = createMiddleware<Env>(async (c, next) => {
  await next();
  const policy = c.get('policy');
  if (policy !== undefined) c.header('Content-Security-Policy', policy);
});

const UNAVAILABLE = {
  title: 'Checking is not available here',
  text: ['This server cannot make the page that checks sealed PDFs. The “countersign verify” command does the same.'],
};
