// What a delivery must be before the kit sees it: of a bearable size, shaped like an activity of Teams, answering to a connector that we
// know, and with a token that claims to be the channel's. Pure; the signature is the transport's to check, the tenant the channel's.
import { readActivity, type Activity } from './activity.ts';
import { judgeClaims } from './claims.ts';
import { isServiceUrl } from './endpoints.ts';
import type { TeamsSettings } from './settings.ts';
import type { Delivery, Received, Refused } from './transport.ts';

const MOST_BYTES = 256 * 1024;

/** @param nowMs the machine's time: tokens know no other */
export function gate(settings: TeamsSettings, { headers, body }: Delivery, nowMs: number): Received {
  const { endpoints, appId, anonymous = false } = settings;
  if (body.length > MOST_BYTES) return refused(413, 'The delivery is larger than 256 KB.');
  const read = readActivity(parsed(body));
  if (!read.ok) return refused(400, read.why);
  const { activity } = read;
  const { serviceUrl } = activity;
  if (!isServiceUrl(endpoints, serviceUrl)) return refused(403, 'The service URL is not one of a connector that we know.');
  const tenants = namedTenants(activity);
  if (tenants.size !== 1) return refused(403, tenants.size === 0 ? 'The activity names no tenant.' : 'The activity names two tenants.');
  if (anonymous) return { ok: true, activity, proof: { authentication: 'none' } };
  const judged = judgeClaims(headers['authorization'], { issuer: endpoints.channelIssuer, appId, serviceUrl, nowMs });
  return judged.ok ? { ok: true, activity, proof: judged.proof } : refused(401, judged.why);
}

function namedTenants({ conversation, channelData }: Activity): Set<string> {
  const named = [conversation.tenantId, channelData?.tenant?.id];
  return new Set(named.flatMap((one) => (one === undefined || one === '' ? [] : [one.toLowerCase()])));
}

function parsed(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return undefined;
  }
}

function refused(status: Refused['status'], why: string): Refused {
  return { ok: false, status, why };
}
