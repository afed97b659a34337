// What Slack delivers, signed as Slack signs it: our own payloads by name, changed where a test needs it.
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';

export const SIGNING_SECRET = 'a-signing-secret-of-the-tests';
/** The machine's clock, epoch milliseconds. */
export const NOW = 1_795_543_200_000;
export const TEAM = 'T0NORTH01';
export const MAX = 'U0MAX0001';

// oxlint-disable-next-line typescript/no-explicit-any -- payloads are read and changed freely here
export type Payload = Record<string, any>;

export function payload(name: string): Payload {
  return JSON.parse(readFileSync(new URL(`../fixtures/slack/${name}.json`, import.meta.url), 'utf8'));
}

export type Signing = { secret?: string; at?: number; version?: string };

export function signed(raw: string | Uint8Array, { secret = SIGNING_SECRET, at = NOW, version = 'v0' }: Signing = {}) {
  const timestamp = String(Math.floor(at / 1000));
  const mac = createHmac('sha256', secret).update(`${version}:${timestamp}:`).update(raw).digest('hex');
  return { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': `${version}=${mac}` };
}

/** As it goes over the wire: events as JSON, commands as a form, everything else as a form with one field of JSON. */
function wire(body: Payload): { raw: string; type: string } {
  if ('event_id' in body || body['type'] === 'url_verification') return { raw: JSON.stringify(body), type: 'application/json' };
  const fields =
    'command' in body || 'ssl_check' in body ? new URLSearchParams(body) : new URLSearchParams({ payload: JSON.stringify(body) });
  return { raw: fields.toString(), type: 'application/x-www-form-urlencoded' };
}

export function delivery(body: Payload, more: Record<string, string> = {}) {
  const { raw, type } = wire(body);
  return { raw: Buffer.from(raw), headers: { 'content-type': type, ...signed(raw), ...more } };
}

export function requestTo(path: string, body: Payload, more: Record<string, string> = {}): Request {
  const { raw, headers } = delivery(body, more);
  return new Request(`http://localhost${path}`, { method: 'POST', headers, body: raw });
}
