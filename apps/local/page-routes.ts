// The demo's pages: the home page, the mailboxes, and what their forms send. A form does what the person would do: it sends a mail.
import { Hono, type Context, type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { setTimeout as wait } from 'node:timers/promises';
import type { CastMember } from './cast.ts';
import { isLocalAddress } from './local-domains.ts';
import type { LocalParts } from './local-parts.ts';
import { composePage, prefilled } from './pages/compose-page.ts';
import { homePage } from './pages/home-page.ts';
import { page } from './pages/layout.ts';
import { mailboxPage } from './pages/mailbox-page.ts';
import { html, personAt, type Markup } from './pages/markup.ts';
import { messagePage } from './pages/message-page.ts';
import { mailboxPath } from './paths.ts';
import { readComposed } from './read-composed.ts';
import { replyTo } from './reply.ts';
import { sendAs, type Letter } from './send-as.ts';
import { mailboxCounts, tellStory } from './story.ts';

const MOST_FORM_BYTES = 40 * 1024 * 1024;
/** How long a form waits for what follows from its mail, so that the next page already shows it. */
const PATIENCE_MS = 4_000;

export function pageRoutes(parts: LocalParts): Hono {
  const app = new Hono();
  for (const path of ['/', '/local/*']) app.use(path, pageHeaders());

  async function show(context: Context, { title, main, status = 200 }: { title: string; main: Markup; status?: 200 | 404 | 422 }) {
    const { story } = await facts(parts);
    return context.html(page({ title, main, isHome: context.req.path === '/' }, { now: parts.clock(), story }), status);
  }

  async function posted(context: Context, person: CastMember, letter: Letter): Promise<string | Response> {
    const why = await sendAs(letter, parts.smtp);
    if (why !== undefined) return why;
    const patience = new AbortController();
    await Promise.race([
      parts.settle().catch(() => undefined),
      wait(PATIENCE_MS, undefined, { signal: patience.signal }).catch(() => undefined),
    ]);
    patience.abort();
    return context.redirect(`${mailboxPath(person.email)}?sent`, 303);
  }

  app.get('/', async (context) => {
    const { counts } = await facts(parts);
    return show(context, { title: 'Home', main: homePage({ cast: parts.cast, counts, signAddress: parts.site.signAddress }) });
  });
  app.get('/local/story', async (context) => {
    const { story, counts } = await facts(parts);
    return context.json({ ...story, mailboxes: counts, now: parts.clock() });
  });

  app.get('/local/mailbox/:address', async (context) => {
    const person = personOf(context, parts);
    if (!person) return show(context, noMailbox());
    const mails = await parts.mailbox.list({ to: person.email });
    const main = mailboxPage({ person, cast: parts.cast, mails, hasSent: context.req.query('sent') !== undefined });
    return show(context, { title: `${person.name}’s mailbox`, main });
  });

  app.get('/local/mailbox/:address/new', async (context) => {
    const person = personOf(context, parts);
    if (!person) return show(context, noMailbox());
    const composed = prefilled(person, parts.site.signAddress);
    const { filename: sampleName } = await parts.sampleContract();
    return show(context, { title: 'New mail', main: composePage({ person, cast: parts.cast, composed, sampleName }) });
  });
  app.post('/local/mailbox/:address/new', limited(), async (context) => {
    const person = personOf(context, parts);
    if (!person) return show(context, noMailbox());
    const { composed, letter } = await readComposed(context, { person, parts });
    const answer = typeof letter === 'string' ? letter : await posted(context, person, letter);
    if (typeof answer !== 'string') return answer;
    const { filename: sampleName } = await parts.sampleContract();
    return show(context, {
      title: 'New mail',
      status: 422,
      main: composePage({ person, cast: parts.cast, composed, sampleName, why: answer }),
    });
  });

  app.get('/local/mailbox/:address/:id', async (context) => {
    const person = personOf(context, parts);
    const mail = person && (await mailOf(context, parts, person));
    if (!mail) return show(context, noMailbox());
    return show(context, { title: mail.subject, main: messagePage({ person, cast: parts.cast, mail }) });
  });
  app.post('/local/mailbox/:address/:id/reply', limited(), async (context) => {
    const person = personOf(context, parts);
    const mail = person && (await mailOf(context, parts, person));
    if (!mail) return show(context, noMailbox());
    const field = (await context.req.parseBody())['text'];
    const text = typeof field === 'string' ? field.trimEnd() : '';
    const from = { name: person.name, address: person.email };
    const answer =
      text === ''
        ? 'Write something first; nothing was sent.'
        : await posted(context, person, replyTo({ mail, from, text, date: parts.clock() }));
    if (typeof answer !== 'string') return answer;
    return show(context, {
      title: mail.subject,
      status: 422,
      main: messagePage({ person, cast: parts.cast, mail, unsent: { text, why: answer } }),
    });
  });
  return app;
}

async function facts({ envelopes, mailbox, site }: LocalParts) {
  const [known, mails] = await Promise.all([envelopes(), mailbox.list({})]);
  return { story: tellStory({ envelopes: known, mails, signAddress: site.signAddress }), counts: mailboxCounts(mails) };
}

function personOf(context: Context, { cast, site }: LocalParts): CastMember | undefined {
  const address = (context.req.param('address') ?? '').toLowerCase();
  return isLocalAddress(address) && !address.endsWith(`@${site.mailDomain}`) ? personAt(cast, address) : undefined;
}

async function mailOf(context: Context, { mailbox }: LocalParts, { email }: CastMember) {
  return (await mailbox.list({ to: email })).find(({ id }) => id === context.req.param('id'));
}

function noMailbox(): { title: string; main: Markup; status: 404 } {
  const main = html`<h1>Nothing here</h1>
    <p>There is no such mailbox or message. <a href="/">Back to the cast</a></p>`;
  return { title: 'Nothing here', main, status: 404 };
}

function limited(): MiddlewareHandler {
  return bodyLimit({
    maxSize: MOST_FORM_BYTES,
    onError: (context) => context.text('This is too large: a mail takes up to 40 MB, about 29 MB of files.', 413),
  });
}

/** Frames of mail inherit this: no script, nothing from elsewhere. Styles are inline in mail, there is no other way. */
function pageHeaders(): MiddlewareHandler {
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
