// The demo's pages: the home page with its cast and story, and the mailboxes.
import { Hono, type MiddlewareHandler } from 'hono';
import type { LocalParts } from './local-parts.ts';
import { composePage, prefilled } from './pages/compose-page.ts';
import { homePage } from './pages/home-page.ts';
import { mailboxPage } from './pages/mailbox-page.ts';
import { messagePage } from './pages/message-page.ts';
import { factsOf, mailOf, personOf, show, showNothing } from './showing.ts';

export function pageRoutes(parts: LocalParts): Hono {
  const app = new Hono();
  // Only its own paths: other pages of the product are mounted beside these and have a policy of their own.
  for (const path of ['/', '/local/*']) app.use(path, pageHeaders());

  app.get('/', async (context) => {
    const { counts } = await factsOf(parts);
    const main = homePage({ cast: parts.cast, counts, signAddress: parts.site.signAddress });
    return show(context, parts, { title: 'Home', main });
  });
  app.get('/local/story', async (context) => {
    const { story, counts } = await factsOf(parts);
    return context.json({ ...story, mailboxes: counts, now: parts.clock() });
  });

  app.get('/local/mailbox/:address', async (context) => {
    const person = personOf(context, parts);
    if (!person) return showNothing(context, parts);
    const mails = await parts.mailbox.list({ to: person.email });
    const main = mailboxPage({ person, cast: parts.cast, mails, hasSent: context.req.query('sent') !== undefined });
    return show(context, parts, { title: `${person.name}’s mailbox`, main });
  });
  app.get('/local/mailbox/:address/new', async (context) => {
    const person = personOf(context, parts);
    if (!person) return showNothing(context, parts);
    const composed = prefilled(person, parts.site.signAddress);
    const { filename: sampleName } = await parts.sampleContract();
    return show(context, parts, { title: 'New mail', main: composePage({ person, cast: parts.cast, composed, sampleName }) });
  });
  app.get('/local/mailbox/:address/:id', async (context) => {
    const person = personOf(context, parts);
    const mail = person && (await mailOf(context, parts, person));
    if (!mail) return showNothing(context, parts);
    return show(context, parts, { title: mail.subject, main: messagePage({ person, cast: parts.cast, mail }) });
  });
  return app;
}

/** Frames of mail inherit this: no script, nothing from elsewhere. Styles are inline in mail, there is no other way. */
export function pageHeaders(): MiddlewareHandler {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "frame-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
  return async (context, next) => {
    await next();
    context.header('content-security-policy', policy);
    context.header('referrer-policy', 'same-origin');
    context.header('x-content-type-options', 'nosniff');
    context.header('cache-control', 'no-store');
  };
}
