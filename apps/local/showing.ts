// What the demo's pages and forms share: the frame around a page with the story as it stands, and whose mailbox a path means.
import type { Context } from 'hono';
import type { CastMember } from './cast.ts';
import { domainOf, isLocalAddress } from './local-domains.ts';
import type { LocalParts } from './local-parts.ts';
import type { LocalMail } from './mailbox.ts';
import { page } from './pages/layout.ts';
import { html, personAt, type Markup } from './pages/markup.ts';
import { mailboxCounts, tellStory, type Story } from './story.ts';

type Shown = { readonly title: string; readonly main: Markup; readonly status?: 200 | 404 | 422 };
export type Facts = { readonly story: Story; readonly counts: ReturnType<typeof mailboxCounts> };

export async function factsOf({ envelopes, mailbox, site }: LocalParts): Promise<Facts> {
  const [known, mails] = await Promise.all([envelopes(), mailbox.list({})]);
  return { story: tellStory({ envelopes: known, mails, signAddress: site.signAddress }), counts: mailboxCounts(mails) };
}

export async function show(context: Context, parts: LocalParts, { title, main, status = 200 }: Shown): Promise<Response> {
  const { story } = await factsOf(parts);
  return context.html(page({ title, main, isHome: context.req.path === '/' }, { now: parts.clock(), story }), status);
}

export async function showNothing(context: Context, parts: LocalParts): Promise<Response> {
  const main = html`<h1>Nothing here</h1>
    <p>There is no such mailbox or message. <a href="/">Back to the cast</a></p>`;
  return show(context, parts, { title: 'Nothing here', main, status: 404 });
}

/** Anyone at a demo domain has a mailbox; the product's own addresses are nobody's. */
export function personOf(context: Context, { cast, site }: LocalParts): CastMember | undefined {
  const address = (context.req.param('address') ?? '').toLowerCase();
  return isLocalAddress(address) && domainOf(address) !== site.mailDomain ? personAt(cast, address) : undefined;
}

export async function mailOf(context: Context, { mailbox }: LocalParts, { email }: CastMember): Promise<LocalMail | undefined> {
  return (await mailbox.list({ to: email })).find(({ id }) => id === context.req.param('id'));
}
