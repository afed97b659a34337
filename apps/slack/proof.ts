// What a delivery says of itself, for the evidence: enough to find it again at Slack, nothing that could be used: neither Slack's
// verification token nor a `response_url`, nor a `trigger_id` that still works once the request is carried out.
import { listOf, recordOf, textAt, type Body } from './payload.ts';
import type { Transit } from './transit.ts';

export type Proof = Readonly<Record<string, string>>;

/** @param given.host where we are installed; @param given.card on which it was pressed */
export function proofOf(
  body: Body,
  given: { readonly transit: Transit; readonly host: string; readonly card?: string | undefined },
): Proof {
  const event = recordOf(body['event']);
  const [action] = listOf(body['actions']);
  return withoutGaps({
    signatureVersion: 'v0',
    requestTimestamp: given.transit.timestamp,
    installedIn: given.host,
    team: textAt(body, 'team', 'id') ?? textAt(body, 'team_id'),
    enterprise: textAt(body, 'enterprise', 'id') ?? textAt(body, 'enterprise_id'),
    user: textAt(body, 'user', 'id') ?? textAt(body, 'user_id') ?? textAt(event, 'user'),
    userTeam: textAt(body, 'user', 'team_id') ?? textAt(event, 'user_team') ?? textAt(event, 'team'),
    app: textAt(body, 'api_app_id'),
    eventId: textAt(body, 'event_id'),
    triggerId: textAt(body, 'trigger_id'),
    channel: textAt(body, 'container', 'channel_id') ?? textAt(body, 'channel_id') ?? textAt(event, 'channel'),
    messageTs: textAt(body, 'container', 'message_ts') ?? textAt(body, 'message_ts') ?? textAt(event, 'ts'),
    actionId: textAt(action, 'action_id'),
    actionTs: textAt(action, 'action_ts'),
    view: textAt(body, 'view', 'id'),
    viewHash: textAt(body, 'view', 'hash'),
    card: given.card,
  });
}

function withoutGaps(fields: Readonly<Record<string, string | undefined>>): Proof {
  return Object.fromEntries(Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}
