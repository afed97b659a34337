// A request of the page as it is stored in the inbox: everything that its processing needs, so that whoever finishes it after a crash
// asks nothing of the browser again. How well the session was proven is written down here by the server when the request comes in.
import { z } from 'zod';
import { MOST_DRAWN } from '#core/entry.ts';
import type { Assurance } from '#core/terms.ts';
import type { EnvelopeId, RecipientId, TenantId } from '#core/ids.ts';
import type { TokenClaim } from '#core/ports.ts';
import type { Instant } from '#core/time.ts';

const text = (most: number) => z.string().max(most);

/** One more than the rules take, so that they can say how many they take. */
export const MOST_ROWS = 201;
const measure = z.number().min(0).max(100_000);

const placedField = z.object({
  /** The field that the sender was shown and maybe moved; '' for a new one. */
  was: text(20),
  recipient: z.custom<RecipientId>(isText),
  document: text(100),
  kind: z.enum(['signature', 'initials', 'date', 'text', 'checkbox']),
  label: text(200),
  isRequired: z.boolean(),
  place: z.object({ page: z.int().min(1).max(100_000), left: measure, top: measure, width: measure, height: measure }),
});

const act = z.discriminatedUnion('type', [
  z.object({ type: z.literal('open') }),
  z.object({ type: z.literal('code') }),
  z.object({ type: z.literal('verify-code'), typed: text(40) }),
  z.object({
    type: z.literal('sign'),
    fingerprint: text(4000),
    typedName: text(200),
    /** Id of the consent words that stood beside the button. */
    consent: text(40),
    hasAgreed: z.boolean(),
    words: text(400),
    /** Absent in requests that were stored before there were fields. A drawing is the longest. */
    entries: z
      .array(z.object({ field: text(20), value: text(MOST_DRAWN) }))
      .max(MOST_ROWS)
      .optional(),
  }),
  z.object({ type: z.literal('approve'), fingerprint: text(4000), words: text(400) }),
  z.object({ type: z.literal('acknowledge'), fingerprint: text(4000), words: text(400) }),
  /** Id of the disclosure that was shown to a consumer. */
  z.object({ type: z.literal('disclose'), disclosure: text(40), hasAgreed: z.boolean() }),
  z.object({ type: z.literal('decline'), reason: text(2000) }),
  z.object({ type: z.literal('withdraw'), reason: text(2000) }),
  z.object({ type: z.literal('dispute'), reason: text(2000) }),
  z.object({ type: z.literal('delegate'), name: text(200), email: text(320), reason: text(2000) }),
  z.object({ type: z.literal('comment'), text: text(4000) }),
  z.object({ type: z.literal('place'), draftedAt: z.custom<Instant>(isText), fields: z.array(placedField).max(MOST_ROWS) }),
]);

const request = z.object({
  format: z.literal('web-request/1'),
  tenant: z.custom<TenantId>(isText),
  envelope: z.custom<EnvelopeId>(isText),
  seat: z.custom<TokenClaim['seat']>(isText),
  act,
  /** The server's clock. */
  receivedAt: z.custom<Instant>(isText),
  session: z.object({
    id: z.string(),
    level: z.custom<Assurance>((value) => value === 'L0' || value === 'L2'),
    openedAt: z.custom<Instant>(isText),
    /** When a one-time code was entered. */
    provenAt: z.custom<Instant>(isText).nullable(),
  }),
  from: z.object({ ip: z.string(), userAgent: z.string() }),
});

export type WebAct = z.infer<typeof act>;
export type WebActType = WebAct['type'];
/** Every form that the page of a document can send; fields are placed on a page of their own. */
export const FORM_TYPES: readonly WebActType[] = act.options.map(({ shape }) => shape.type.value).filter((type) => type !== 'place');
export type PlacedField = z.infer<typeof placedField>;
export type WebRequest = z.infer<typeof request>;
export type SeatClaim = Pick<TokenClaim, 'tenant' | 'envelope' | 'seat'>;

/** @returns undefined when the fields are not what our own form sends. */
export function readAct(value: unknown): WebAct | undefined {
  return act.safeParse(value).data;
}

/** The stored row, read again. */
export function readRequest(value: unknown): WebRequest {
  const parsed = request.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new Error('Could not read a stored request of the web channel: it is not in a form that this version knows.', {
    cause: parsed.error,
  });
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}
