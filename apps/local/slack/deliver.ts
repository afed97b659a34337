// Signs a delivery as Slack does and brings it to the app (https://docs.slack.dev/authentication/verifying-requests-from-slack).
import { createHmac } from 'node:crypto';
import { fieldsOf, parsed, type Fields } from './json.ts';

/** Slack waits three seconds; a busy laptop is given more, since the demo is no benchmark. */
const PATIENCE_MS = 10_000;

/** @property body parsed where it is JSON, text otherwise */
export type Delivered = { readonly status: number; readonly body: Fields | string };

export type Delivery = { readonly content: string; readonly contentType: 'application/json' | 'application/x-www-form-urlencoded' };

type Parts = { readonly url: string; readonly secret: string; readonly machineNow: () => number };

export async function deliver({ url, secret, machineNow }: Parts, { content, contentType }: Delivery): Promise<Delivered> {
  const timestamp = String(Math.floor(machineNow() / 1_000));
  const signature = createHmac('sha256', secret).update(`v0:${timestamp}:${content}`).digest('hex');
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': contentType, 'x-slack-request-timestamp': timestamp, 'x-slack-signature': `v0=${signature}` },
      body: content,
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const text = await response.text();
    return { status: response.status, body: text.startsWith('{') ? fieldsOf(parsed(text)) : text };
  } catch {
    // What Slack tells the person, whether the app is away or only slow.
    return { status: 504, body: 'operation_timeout' };
  }
}

export function asForm(fields: Readonly<Record<string, string>>): Delivery {
  return { content: new URLSearchParams(fields).toString(), contentType: 'application/x-www-form-urlencoded' };
}

/** Clicks and modals come as JSON in one field of a form. */
export function asPayload(payload: Fields): Delivery {
  return asForm({ payload: JSON.stringify(payload) });
}

export function asJson(payload: Fields): Delivery {
  return { content: JSON.stringify(payload), contentType: 'application/json' };
}
