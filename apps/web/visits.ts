// The routes of a document's page. GET shows; POST is a form that was sent, and answers by sending the browser back to the page.
import { Hono, type Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Phrases } from '#core/phrases/phrases.ts';
import { answer, isRefused, sessionOf, type Here } from './answering.ts';
import type { Assets } from './assets.ts';
import { presentedFile, sealedFile, sendFile } from './files.ts';
import { isOurForm } from './forms.ts';
import { isFromElsewhere, pageHeaders, privately } from './headers.ts';
import { visitorOf } from './identity.ts';
import { actOf } from './entered.ts';
import { card, type Frame } from './layout.ts';
import { unreadable, visitOver, type Notice } from './notice.ts';
import { FORM_TYPES, type WebActType } from './request.ts';
import { phrasesOf } from './reader-language.ts';
import { pathOf, settingOf, viewOf } from './view.ts';
import type { WebPorts } from './web-ports.ts';

const MOST_FORM_BYTES = 32 * 1024;
/** Every drawing and text that the rules let one signature hold; as a row of the inbox it stays below the 400 kB of DynamoDB. */
const MOST_SIGNING_BYTES = 300 * 1024;

type Site = { readonly ports: WebPorts; readonly frame: Pick<Frame, 'isLocal' | 'assets'> };

export function visits(ports: WebPorts, assets: Assets): Hono {
  const frame = { isLocal: ports.site.isLocal, assets };
  const site = { ports, frame };
  const app = new Hono();
  const unknown = (c: Context) => c.html(cardOf(c, frame, 'unknown'), 404);
  const tooLarge = (c: Context) => c.html(cardOf(c, frame, 'tooLarge'), 413);
  const small = bodyLimit({ maxSize: MOST_FORM_BYTES, onError: tooLarge });
  const large = bodyLimit({ maxSize: MOST_SIGNING_BYTES, onError: tooLarge });
  app.use('/s/*', pageHeaders(ports.site, ports.largeFiles?.origin), privately, async (c, next) =>
    (c.req.path.endsWith('/sign') ? large : small)(c, next),
  );

  app.get('/s/:token', async (c) => {
    const here = await hereOf(ports, c);
    return here ? show(site, here) : unknown(c);
  });

  app.get('/s/:token/:folder{documents|sealed}/:file{[0-9]+\\.pdf}', async (c) => {
    const here = await hereOf(ports, c);
    const { folder, file } = c.req.param();
    const found = here && (folder === 'sealed' ? sealedFile : presentedFile)(here.visitor, Number.parseInt(file, 10));
    return found ? sendFile(c, ports, found) : unknown(c);
  });

  for (const type of FORM_TYPES) {
    // Someone who types the address of a form, or lands on it by going back, wants the page.
    app.get(`/s/:token/${type}`, (c) => c.redirect(pathOf(c.req.param('token')), 303));
    app.post(`/s/:token/${type}`, async (c) => {
      const here = await hereOf(ports, c);
      return here ? receive(site, here, type) : unknown(c);
    });
  }
  return app;
}

type CardName = keyof Phrases['notices']['cards'];

export function cardOf(c: Context, frame: Site['frame'], name: CardName) {
  const phrases = phrasesOf(c);
  return card(phrases.notices.cards[name], { ...frame, phrases });
}

export async function hereOf(ports: WebPorts, c: Context): Promise<Here | undefined> {
  const token = c.req.param('token') ?? '';
  const visitor = await visitorOf(ports, token);
  return visitor && { c, token, visitor, session: sessionOf(ports, c, visitor.claim) };
}

/** @property kept what was entered, for the form to hold again */
type Refused = { readonly notice?: Notice; readonly status: 400 | 403 | 409; readonly kept?: Readonly<Record<string, string>> };

async function show({ ports, frame }: Site, here: Here, { status, ...more }: Partial<Refused> = {}): Promise<Response> {
  const { c, token, visitor, session } = here;
  return c.html(await viewOf(ports, { token, visitor, session, frame, ...more }), status ?? 200);
}

async function receive(site: Site, here: Here, type: WebActType): Promise<Response> {
  const { ports, frame } = site;
  const { c, visitor, session } = here;
  const { phrases } = settingOf(ports, visitor);
  const elsewhere = () => c.html(cardOf(c, frame, 'elsewhere'), 403);
  if (isForeign(ports, c)) return elsewhere();
  if (type !== 'open' && !session) return show(site, here, { notice: visitOver(phrases), status: 403 });
  const fields = await fieldsOf(c);
  const { nonce = '', proof = '' } = fields;
  const binding = { secret: ports.webSecret, seat: visitor.claim, session: type === 'open' ? '' : (session?.id ?? ''), type };
  if (!isOurForm({ nonce, proof }, binding)) return elsewhere();
  const act = actOf(type, fields, phrases);
  if (!act) return show(site, here, { notice: unreadable(phrases), status: 400, kept: fields });
  const answered = await answer(ports, here, { act, nonce });
  if (type !== 'sign' || !isRefused(answered)) return c.redirect(`${pathOf(here.token)}#notice`, 303);
  // As things stand by now, which may be what was in the way. Sent anew by a reload, it is the same form and the same answer.
  const now = (await hereOf(ports, c)) ?? here;
  return show(site, { ...now, session: answered.session }, { status: 409, kept: fields });
}

export function isForeign({ site }: Pick<WebPorts, 'site'>, c: Context): boolean {
  const ours = [new URL(site.publicUrl).origin, new URL(c.req.url).origin];
  return isFromElsewhere({ origin: c.req.header('origin'), fetchSite: c.req.header('sec-fetch-site') }, ours);
}

export async function fieldsOf(c: Context): Promise<Record<string, string>> {
  const fields = await c.req.parseBody();
  return Object.fromEntries(Object.entries(fields).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])));
}
