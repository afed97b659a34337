// The visitor's session: made by the deliberate Open, lifted by a one-time code, held in a cookie that is signed and bound to one seat.
// Nothing of it is stored, and nothing in it gives authority: it says how well this visit is proven, and until when.
import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { plus, type Instant } from '#core/time.ts';
import { isSameSecret } from '#stores/same-secret.ts';
import type { SeatClaim, WebActType } from './request.ts';

const VISIT_LASTS = { minutes: 30 };

const schema = z.object({
  id: z.string().min(1),
  level: z.enum(['L0', 'L2']),
  openedAt: z.custom<Instant>((value) => typeof value === 'string'),
  provenAt: z.custom<Instant>((value) => typeof value === 'string').nullable(),
  expiresAt: z.custom<Instant>((value) => typeof value === 'string'),
  hasAskedForCode: z.boolean(),
  /** The last form sent, whose outcome the page tells. */
  last: z.object({ nonce: z.string(), type: z.custom<WebActType>((value) => typeof value === 'string') }).nullable(),
});

export type Session = z.infer<typeof schema>;

export function opened({ id, at }: { readonly id: string; readonly at: Instant }): Session {
  return { id, level: 'L0', openedAt: at, provenAt: null, expiresAt: plus(at, VISIT_LASTS), hasAskedForCode: false, last: null };
}

/** A code proves this moment; the visit lasts as long again from here. */
export function lifted(session: Session, at: Instant): Session {
  return { ...session, level: 'L2', provenAt: at, expiresAt: plus(at, VISIT_LASTS) };
}

export function sealSession(session: Session, { secret, seat }: { readonly secret: Uint8Array; readonly seat: SeatClaim }): string {
  const body = Buffer.from(JSON.stringify(session)).toString('base64url');
  return `${body}.${macOf(secret, ['session', ...seatParts(seat), body])}`;
}

type Opening = { readonly secret: Uint8Array; readonly seat: SeatClaim; readonly now: Instant };

/** @returns undefined for a forged, foreign or ended session. */
export function openSession(cookie: string | undefined, { secret, seat, now }: Opening): Session | undefined {
  const [body = '', mac = ''] = (cookie ?? '').split('.');
  if (!isSameSecret(mac, macOf(secret, ['session', ...seatParts(seat), body]))) return undefined;
  const session = schema.parse(JSON.parse(Buffer.from(body, 'base64url').toString()));
  return session.expiresAt > now ? session : undefined;
}

export function seatParts({ tenant, envelope, seat }: SeatClaim): string[] {
  return [tenant, envelope, seat];
}

export function macOf(secret: Uint8Array, parts: readonly string[]): string {
  return createHmac('sha256', secret).update(JSON.stringify(parts)).digest('base64url');
}
