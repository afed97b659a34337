// The door for everything that claims to come from Slack: the raw bytes are proven before anything reads them. Pure, so that every way of
// being refused is a row of a table; Bolt's own receivers are looser in several of them (other versions, stamps from the future).
import { createHmac, timingSafeEqual } from 'node:crypto';

/** @property headers by their names in lower case */
export type Arrival = { readonly headers: Readonly<Record<string, string | undefined>>; readonly raw: Uint8Array };

export type Gated =
  | { readonly ok: true; readonly text: string; readonly form: 'json' | 'urlencoded'; readonly timestamp: string; readonly retry?: Retry }
  /** @property why for our own log: neither body nor signature is in it */
  | { readonly ok: false; readonly status: 400 | 401 | 413; readonly why: string };

export type Retry = { readonly num: number; readonly reason: string };

/** More than one while a secret is being changed. */
export type SigningSecrets = readonly [string, ...string[]];

/** Slack's own payloads stay far below it. */
export const MOST_BYTES = 1024 * 1024;
/** https://docs.slack.dev/authentication/verifying-requests-from-slack: five minutes; we take them in both directions. */
const MOST_SKEW_SECONDS = 300;

const FORMS: ReadonlyMap<string, 'json' | 'urlencoded'> = new Map([
  ['application/json', 'json'],
  ['application/x-www-form-urlencoded', 'urlencoded'],
]);
const SIGNATURE = /^v0=([0-9a-f]{64})$/;

/** Called at boot: with an empty secret anyone could sign. */
export function signingSecrets(secrets: readonly string[]): SigningSecrets {
  const [first, ...others] = secrets.map((secret) => secret.trim());
  if (first !== undefined && [first, ...others].every((secret) => secret !== '')) return [first, ...others];
  throw new Error(
    'Slack cannot be listened to without its signing secret. Set SLACK_SIGNING_SECRET to the value under "Basic Information" of the app.',
  );
}

/** @param given.now the machine's clock in epoch milliseconds: what Slack stamps is real time, also where the product's clock was moved */
export function gate({ headers, raw }: Arrival, { secrets, now }: { readonly secrets: SigningSecrets; readonly now: number }): Gated {
  if (raw.length > MOST_BYTES) return refused(413, `the body has ${raw.length} bytes`);
  const timestamp = headers['x-slack-request-timestamp'];
  const signature = headers['x-slack-signature'];
  if (timestamp === undefined || signature === undefined) return refused(401, 'it is not signed');
  if (!/^\d{1,12}$/.test(timestamp)) return refused(401, 'its timestamp is not a number');
  if (Math.abs(now / 1000 - Number(timestamp)) > MOST_SKEW_SECONDS) return refused(401, 'its timestamp is more than five minutes off');
  const [, given] = SIGNATURE.exec(signature) ?? [];
  if (given === undefined) return refused(401, 'its signature is not of version v0');
  const isOurs = secrets.some((secret) => isSigned({ secret, timestamp, raw, given }));
  if (!isOurs) return refused(401, 'its signature does not hold');
  const form = formOf(headers['content-type']);
  if (!form) return refused(400, 'its content type is neither JSON nor a form');
  const text = textOf(raw);
  if (text === undefined) return refused(400, 'its body is not UTF-8');
  return { ok: true, text, form, timestamp, ...retryOf(headers) };
}

function refused(status: 400 | 401 | 413, why: string): Gated {
  return { ok: false, status, why };
}

type Signed = { readonly secret: string; readonly timestamp: string; readonly raw: Uint8Array; readonly given: string };

function isSigned({ secret, timestamp, raw, given }: Signed): boolean {
  const own = createHmac('sha256', secret).update(`v0:${timestamp}:`).update(raw).digest();
  return timingSafeEqual(own, Buffer.from(given, 'hex'));
}

/** Parameters such as `; charset=utf-8` say nothing that we would not know. */
function formOf(contentType = ''): 'json' | 'urlencoded' | undefined {
  const [type = ''] = contentType.split(';');
  return FORMS.get(type.trim().toLowerCase());
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function textOf(raw: Uint8Array): string | undefined {
  try {
    return utf8.decode(raw);
  } catch {
    return undefined;
  }
}

/** A header is text on some carriers and a number on others; what is neither is no retry. */
function retryOf(headers: Arrival['headers']): { readonly retry?: Retry } {
  const num = headers['x-slack-retry-num'];
  if (num === undefined || !/^\d{1,4}$/.test(num)) return {};
  return { retry: { num: Number(num), reason: headers['x-slack-retry-reason'] ?? '' } };
}
