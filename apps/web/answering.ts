// One form that was sent: its request written down with what the server knows of the visit, carried to its outcome, and the visitor sent
// back to the page, so that a reload of the answer sends nothing again.
import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import type { Instant } from '#core/time.ts';
import type { Visitor } from './identity.ts';
import { carry, type Carried } from './carry.ts';
import type { SeatClaim, WebAct, WebRequest } from './request.ts';
import { lifted, opened, openSession, sealSession, type Session } from './session.ts';
import { pathOf } from './view.ts';
import type { WebPorts } from './web-ports.ts';

const COOKIE = 'countersign';

/** A request for the page of one seat. */
export type Here = { readonly c: Context; readonly token: string; readonly visitor: Visitor; readonly session: Session | undefined };

export function sessionOf({ webSecret, clock }: WebPorts, c: Context, seat: SeatClaim): Session | undefined {
  return openSession(getCookie(c, COOKIE), { secret: webSecret, seat, now: clock() });
}

/** @property session with which the visit goes on; the cookie holds it from here */
export type Answered = { readonly carried: Carried; readonly session: Session };

export async function answer(
  ports: WebPorts,
  here: Here,
  { act, nonce }: { readonly act: WebAct; readonly nonce: string },
): Promise<Answered> {
  const at = ports.clock();
  const session = here.session ?? opened({ id: ports.random(16), at });
  const carried = await carry(ports, nonce, requestOf(ports, { ...here, session }, { act, at }));
  const next = { ...after(session, carried, at), last: { nonce, type: act.type } };
  keepSession(ports, here, next);
  return { carried, session: next };
}

/** Nothing of it went on record, and what was entered is needed once more. */
export function isRefused({ carried }: Answered): boolean {
  if (carried === 'working') return false;
  return carried.kind === 'done' ? !carried.result.ok : true;
}

export function keepSession({ webSecret, site }: WebPorts, { c, token, visitor }: Here, session: Session): void {
  setCookie(c, COOKIE, sealSession(session, { secret: webSecret, seat: visitor.claim }), {
    path: pathOf(token),
    httpOnly: true,
    sameSite: 'Strict',
    secure: site.publicUrl.startsWith('https:'),
  });
}

type Opened = Here & { readonly session: Session };

export function requestOf(
  { remoteAddress }: WebPorts,
  { c, visitor, session }: Opened,
  { act, at }: { act: WebAct; at: Instant },
): WebRequest {
  const { tenant, envelope, seat } = visitor.claim;
  const { id, level, openedAt, provenAt } = session;
  const from = { ip: remoteAddress?.(c.env) ?? '', userAgent: (c.req.header('user-agent') ?? '').slice(0, 400) };
  return { format: 'web-request/1', tenant, envelope, seat, act, receivedAt: at, session: { id, level, openedAt, provenAt }, from };
}

export function after(session: Session, carried: Carried, at: Instant): Session {
  if (carried === 'working' || carried.kind !== 'answered') return session;
  if (carried.code === 'code-sent') return { ...session, hasAskedForCode: true };
  // Once: the same form sent again tells the same outcome, but proves no later moment.
  return carried.code === 'code-right' && session.level === 'L0' ? lifted(session, at) : session;
}
