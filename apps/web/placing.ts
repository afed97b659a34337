// The routes of the page on which the sender of a draft places fields. What was entered comes back with every answer but the one that says
// that it is saved: a visit that has ended, a wrong code, a draft that was changed meanwhile lose nothing.
import { Hono, type Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { refusalSentence } from '#core/phrases/refusal-sentences.ts';
import type { InboxOutcome } from '#core/ports.ts';
import { whenIn } from '#core/views/facts.ts';
import { after, keepSession, requestOf, type Here } from './answering.ts';
import type { Assets } from './assets.ts';
import { carry } from './carry.ts';
import { actOf } from './entered.ts';
import { isOurForm, keyOf, newForm } from './forms.ts';
import { pageHeaders, privately } from './headers.ts';
import { answerNotice, type Notice } from './notice.ts';
import { placingPage, type PlacingModel } from './placing-page.ts';
import { rowOf, rowsIn, unreadableRows, type Row } from './placing-form.ts';
import type { WebAct } from './request.ts';
import { macOf, opened, type Session } from './session.ts';
import { pathOf, settingOf, viewOf } from './view.ts';
import { cardOf, fieldsOf, hereOf, isForeign } from './visits.ts';
import type { WebPorts } from './web-ports.ts';

/** Two hundred fields with their labels. */
const MOST_FORM_BYTES = 512 * 1024;

type Site = { readonly ports: WebPorts; readonly frame: { readonly isLocal: boolean; readonly assets: Assets } };
type Shown = Partial<Pick<PlacingModel, 'rows' | 'isUnsaved' | 'asksCode' | 'notice'>> & { readonly status?: 200 | 400 | 409 };

export function placing(ports: WebPorts, assets: Assets): Hono {
  const frame = { isLocal: ports.site.isLocal, assets };
  const site = { ports, frame };
  const app = new Hono();
  const tooLarge = (c: Context) => c.html(cardOf(c, frame, 'tooLarge'), 413);
  app.use(
    '/s/:token/place',
    pageHeaders(ports.site, ports.largeFiles?.origin),
    privately,
    bodyLimit({ maxSize: MOST_FORM_BYTES, onError: tooLarge }),
  );
  app.get('/s/:token/place', async (c) => {
    const here = await senderAt(ports, c);
    if (!here) return c.html(cardOf(c, frame, 'unknown'), 404);
    return isDraft(here) ? show(site, here, await lastSaved(ports, here)) : c.redirect(pathOf(here.token), 303);
  });
  app.post('/s/:token/place', async (c) => {
    const here = await senderAt(ports, c);
    return here ? receive(site, here) : c.html(cardOf(c, frame, 'unknown'), 404);
  });
  return app;
}

async function senderAt(ports: WebPorts, c: Context): Promise<Here | undefined> {
  const here = await hereOf(ports, c);
  return here?.visitor.recipient ? undefined : here;
}

function isDraft({ visitor }: Here): boolean {
  return visitor.state.status === 'draft';
}

async function show({ ports, frame }: Site, here: Here, { status = 200, ...more }: Shown | undefined = {}): Promise<Response> {
  const { c, token, visitor } = here;
  const { webSecret: secret, random } = ports;
  const model = {
    path: pathOf(token),
    state: visitor.state,
    rows: more.rows ?? visitor.state.fields.map(rowOf),
    isUnsaved: more.isUnsaved ?? false,
    asksCode: more.asksCode ?? false,
    notice: more.notice,
    seal: newForm({ secret, seat: visitor.claim, session: '', type: 'place' }, random),
    setting: settingOf(ports, visitor),
    frame,
  };
  return c.html(placingPage(model), status);
}

async function receive(site: Site, here: Here): Promise<Response> {
  const { ports, frame } = site;
  const { c, visitor } = here;
  const fields = await fieldsOf(c);
  const { nonce = '', proof = '', code = '' } = fields;
  const isOurs = isOurForm({ nonce, proof }, { secret: ports.webSecret, seat: visitor.claim, session: '', type: 'place' });
  if (isForeign(ports, c) || !isOurs) return c.html(cardOf(c, frame, 'elsewhere'), 403);
  const { phrases } = settingOf(ports, visitor);
  const rows = rowsIn(fields);
  const act = actOf('place', fields, phrases);
  if (!act) {
    const text = phrases.placing.unreadable(unreadableRows(rows).join(', ') || '?');
    return show(site, here, { rows, isUnsaved: true, notice: { tone: 'bad', text }, status: 400 });
  }
  const proven = await prove(ports, here, { nonce, code });
  if (!('notice' in proven)) return save(site, { ...here, session: proven.session }, { act, rows, nonce: proven.nonce });
  keepSession(ports, here, proven.session);
  return show(site, here, { rows, isUnsaved: true, asksCode: true, notice: proven.notice });
}

type Proven = { readonly session: Session } & ({ readonly nonce: string } | { readonly notice: Notice });

/** Placing fields changes what people sign, so that the link alone is not enough: the sender's mailbox is proven once in a visit. */
async function prove(ports: WebPorts, here: Here, { nonce, code }: { readonly nonce: string; readonly code: string }): Promise<Proven> {
  const at = ports.clock();
  const session = here.session ?? opened({ id: ports.random(16), at });
  if (session.level !== 'L0') return { session, nonce };
  const act: WebAct = code.trim() === '' ? { type: 'code' } : { type: 'verify-code', typed: code.slice(0, 40) };
  const carried = await carry(ports, nonce, requestOf(ports, { ...here, session }, { act, at }));
  const next = after(session, carried, at);
  // The same form sent again must find its own outcome, so the second request of a form is named after the first.
  if (next.level !== 'L0') return { session: next, nonce: secondNonce(ports, nonce) };
  const { phrases } = settingOf(ports, here.visitor);
  const { email } = here.visitor.state.sender;
  const answer = carried === 'working' || carried.kind !== 'answered' ? '' : carried.code;
  const isSent = answer === 'code-sent';
  return {
    session: next,
    notice: isSent ? { tone: 'bad', text: phrases.placing.codeFirst({ email }) } : answerNotice(answer, phrases, { email }),
  };
}

function secondNonce({ webSecret }: WebPorts, nonce: string): string {
  return Buffer.from(macOf(webSecret, ['second', nonce]), 'base64url')
    .toString('hex')
    .slice(0, 32);
}

type Saving = { readonly act: WebAct; readonly rows: readonly Row[]; readonly nonce: string };

async function save(site: Site, here: Here & { readonly session: Session }, { act, rows, nonce }: Saving): Promise<Response> {
  const { ports } = site;
  const carried = await carry(ports, nonce, requestOf(ports, here, { act, at: ports.clock() }));
  if (carried !== 'working' && carried.kind === 'done' && carried.result.ok) {
    keepSession(ports, here, { ...here.session, last: { nonce, type: act.type } });
    return here.c.redirect(`${pathOf(here.token)}/place#notice`, 303);
  }
  keepSession(ports, here, here.session);
  // As the draft is by now: it may be what was in the way.
  const now = (await senderAt(ports, here.c)) ?? here;
  const notice = refusedNotice(ports, now, carried === 'working' ? undefined : carried);
  if (isDraft(now)) return show(site, now, { rows, isUnsaved: true, notice, status: 409 });
  const { token, visitor, session } = now;
  return here.c.html(await viewOf(ports, { token, visitor, session, notice, frame: site.frame }), 409);
}

function refusedNotice(ports: WebPorts, { visitor: { claim, state } }: Here, outcome: InboxOutcome | undefined): Notice {
  const setting = settingOf(ports, { claim, state });
  const { phrases } = setting;
  const told = (text: string): Notice => ({ tone: 'bad', text });
  if (!outcome) return told(phrases.notices.working);
  if (outcome.kind !== 'done' || outcome.result.ok) return told(phrases.nothingRecorded);
  const { refusal } = outcome.result;
  const when = whenIn(state, setting);
  if (refusal.code === 'draft-changed') return told(phrases.placing.changed({ when: when(refusal.draftedAt) }));
  return told(`${refusalSentence(phrases.refusals, refusal, { when, isSender: true })} ${phrases.nothingChanged}`);
}

/** Read from the inbox, so that a reload tells the same. */
async function lastSaved(ports: WebPorts, { session, visitor }: Here): Promise<Shown | undefined> {
  if (session?.last?.type !== 'place') return undefined;
  const outcome = await ports.inbox.outcome('web', keyOf(session.last.nonce));
  const isSaved = outcome?.kind === 'done' && outcome.result.ok;
  const { placing: words } = settingOf(ports, visitor).phrases;
  return isSaved ? { notice: { tone: 'good', text: words.saved(visitor.state.fields.length) } } : undefined;
}
