// Deliveries as they go over the wire: Slack's with its signature, Teams' with the channel's token.
import { createHmac } from 'node:crypto';
import type { Json } from '#apps/local/teams/teams-store.ts';
import type { Delivery } from './load.ts';

export function slackDelivery(secret: string, fields: Readonly<Record<string, string>>): Delivery {
  const body = new URLSearchParams(fields).toString();
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const signature = `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
  return {
    path: '/slack/events',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': signature,
    },
    body,
  };
}

export function teamsDelivery(token: string, activity: Json): Delivery {
  return {
    path: '/api/messages',
    headers: { 'content-type': 'application/json; charset=utf-8', authorization: `Bearer ${token}` },
    body: JSON.stringify(activity),
  };
}
