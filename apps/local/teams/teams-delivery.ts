// Bringing an activity to the product as the Bot Connector does: over HTTP, with the channel's token, waiting for the answer.
import type { TeamsIssuer } from './teams-issuer.ts';
import type { Json } from './teams-store.ts';

/** As the product answered; `body` is null where it said nothing. */
export type Delivered = { readonly status: number; readonly body: unknown };

export type DeliveryParts = {
  readonly issuer: Pick<TeamsIssuer, 'token'>;
  readonly appId: string;
  readonly serviceUrl: string;
  /** Where the product takes activities; asked each time, since its port is known late. */
  readonly endpoint: () => string;
};

/** Longer than Teams itself waits, so that a slow answer is still seen for what it is. */
const PATIENCE_MS = 30_000;

export async function deliver(activity: Json, { issuer, appId, serviceUrl, endpoint }: DeliveryParts): Promise<Delivered> {
  const url = endpoint();
  let response: Response;
  try {
    response = await fetch(url, {
      method: 'POST',
      headers: { authorization: `Bearer ${issuer.token({ appId, serviceUrl })}`, 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify(activity),
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
  } catch (cause) {
    throw new Error(`Could not bring the activity to ${url}. Is the product running?`, { cause });
  }
  return { status: response.status, body: read(await response.text()) };
}

function read(text: string): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
