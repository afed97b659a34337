// The Teams channel as a whole: its route as a Hono application that any server or Lambda adapter can carry, and its entry for the dispatcher.
import { Hono } from 'hono';
import { readChatRequest } from '#apps/chat/request.ts';
import type { ChannelEntry } from '#apps/ports.ts';
import { bodyWithin } from '#apps/raw-body.ts';
import { takeIn } from './inbound.ts';
import { withPeopleKnown } from './mentions.ts';
import { teamsOutbound } from './outbound.ts';
import { MESSAGES_PATH } from './surface.ts';
import type { TeamsParts } from './teams-ports.ts';

export type TeamsChannel = ChannelEntry & { readonly app: Hono };

/** A little more than the gate takes, so that the gate says why. */
const MOST_BYTES = 300 * 1024;

export function teamsChannel(parts: TeamsParts): TeamsChannel {
  const { report } = parts.ports;
  const app = new Hono();
  // Nothing of a fault is for the caller: whoever can call this need not be Teams.
  app.onError((fault, context) => {
    report(fault, 'answering a delivery of Teams');
    return context.body(null, 500);
  });
  app.post(MESSAGES_PATH, async (context) => {
    const body = await bodyWithin(context.req, MOST_BYTES);
    if (!body) return context.body(null, 413);
    const { status, body: answer } = await takeIn(parts, { headers: context.req.header(), body });
    return answer === undefined ? context.body(null, status) : context.json(answer, status);
  });
  return {
    app,
    outbound: teamsOutbound(parts.ports),
    process: async (request, lease) => parts.chat.process(await withPeopleKnown(parts, readChatRequest(request)), lease),
  };
}
