// What the forms of the demo's pages do: what the person would do, which is to send a mail.
import { Hono, type Context, type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { setTimeout as wait } from 'node:timers/promises';
import type { CastMember } from './cast.ts';
import type { LocalParts } from './local-parts.ts';
import { composePage } from './pages/compose-page.ts';
import { messagePage } from './pages/message-page.ts';
import { mailboxPath } from './paths.ts';
import { readComposed } from './read-composed.ts';
import { replyTo } from './reply.ts';
import { sendAs, type Letter } from './send-as.ts';
import { mailOf, personOf, show, showNothing } from './showing.ts';

const MOST_FORM_BYTES = 40 * 1024 * 1024;
/** How long a form waits for what follows from its mail, so that the next page already shows it. */
const PATIENCE_MS = 4_000;

export function formRoutes(parts: LocalParts): Hono {
  const app = new Hono();
  app.post('/local/mailbox/:address/new', limited(), async (context) => {
    const person = personOf(context, parts);
    if (!person) return showNothing(context, parts);
    const { composed, letter } = await readComposed(context, { person, parts });
    const answer = typeof letter === 'string' ? letter : await posted(context, parts, { person, letter });
    if (typeof answer !== 'string') return answer;
    const { filename: sampleName } = await parts.sampleContract();
    const main = composePage({ person, cast: parts.cast, composed, sampleName, why: answer });
    return show(context, parts, { title: 'New mail', status: 422, main });
  });
  app.post('/local/mailbox/:address/:id/reply', limited(), async (context) => {
    const person = personOf(context, parts);
    const mail = person && (await mailOf(context, parts, person));
    if (!mail) return showNothing(context, parts);
    const field = (await context.req.parseBody())['text'];
    const text = typeof field === 'string' ? field.trimEnd() : '';
    const letter = replyTo({ mail, from: { name: person.name, address: person.email }, text, date: parts.clock() });
    const answer = text === '' ? 'Write something first; nothing was sent.' : await posted(context, parts, { person, letter });
    if (typeof answer !== 'string') return answer;
    const main = messagePage({ person, cast: parts.cast, mail, unsent: { text, why: answer } });
    return show(context, parts, { title: mail.subject, status: 422, main });
  });
  return app;
}

/** @returns a sentence when the mail was not sent */
async function posted(
  context: Context,
  { smtp, settle }: LocalParts,
  { person, letter }: { person: CastMember; letter: Letter },
): Promise<string | Response> {
  const why = await sendAs(letter, smtp);
  if (why !== undefined) return why;
  const patience = new AbortController();
  await Promise.race([settle().catch(() => undefined), wait(PATIENCE_MS, undefined, { signal: patience.signal }).catch(() => undefined)]);
  patience.abort();
  return context.redirect(`${mailboxPath(person.email)}?sent`, 303);
}

function limited(): MiddlewareHandler {
  return bodyLimit({
    maxSize: MOST_FORM_BYTES,
    onError: (context) => context.text('This is too large: a mail takes up to 40 MB, about 29 MB of files.', 413),
  });
}
