// The demo's Teams for real, on loopback, with a product that is only an endpoint: it believes what the product's own transport believes,
// keeps what it was told, and answers what a test wants.
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import type { AddressInfo } from 'node:net';
import { CAST } from '#apps/local/cast.ts';
import { faults, type FaultValue } from '#apps/local/faults.ts';
import { teamsRoutes } from '#apps/local/teams/teams-routes.ts';
import { teamsStandIn } from '#apps/local/teams/teams-stand-in.ts';
import { botbuilderTransport } from '#apps/teams/botbuilder-transport.ts';
import type { Instant } from '#core/time.ts';
import { onTestFinished } from 'vitest';

/** JSON as it came; read freely. */
export type Activity = ReturnType<typeof JSON.parse>;
export const NOW = '2026-11-25T09:00:00.000Z' as Instant;

/** @param dir two demos on one folder, one after the other, are a restart */
export async function teamsDemo(dir: string) {
  const pretended = faults();
  const teams = await teamsStandIn({ dir, cast: CAST, faults: pretended, clock: () => NOW, slowMs: 1 });
  const transport = botbuilderTransport(teams.settings);
  const told: Activity[] = [];
  let answer: (activity: Activity) => unknown = () => null;
  const product = new Hono().post('/api/messages', async (context) => {
    const body = new Uint8Array(await context.req.arrayBuffer());
    const received = await transport.receive({ headers: context.req.header(), body });
    if (!received.ok) return context.body(received.why, received.status);
    const activity: Activity = JSON.parse(new TextDecoder().decode(body));
    told.push(activity);
    const said = answer(activity);
    return said === null ? context.body(null, 200) : context.json(said as object);
  });
  const server = serve({ fetch: product.fetch, port: 0, hostname: '127.0.0.1' });
  await new Promise<void>((done) => server.once('listening', done));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/messages`;
  const driver = teams.driver(() => endpoint);
  const routes = teamsRoutes({ driver });
  let isOpen = true;
  const close = async () => {
    if (!isOpen) return;
    isOpen = false;
    await Promise.all([teams.close(), new Promise((done) => server.close(done))]);
  };
  onTestFinished(close);

  const json = async <T = Activity>(response: Response | Promise<Response>) => (await (await response).json()) as T;
  const connector = async (method: string, path: string, body?: object) =>
    fetch(new URL(path, teams.serviceUrl), {
      method,
      headers: { authorization: `Bearer ${teams.settings.bearer}`, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
  return {
    teams,
    transport,
    told,
    routes,
    close,
    connector,
    pretend: (value: FaultValue) => pretended.set('teams', value),
    answering: (next: (activity: Activity) => unknown) => void (answer = next),
    person: (name: string) => teams.people.find((one) => one.name.startsWith(name)) ?? raise(`no ${name}`),
    post: async (path: string, body: unknown) =>
      json(routes.request(path, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } })),
    seen: async (user: string) => json<Activity[]>(routes.request(`/local/teams/messages?user=${user}`)),
    /** As the product posts a card. @returns the message's id */
    async card(conversation: string, card: object): Promise<string> {
      const path = `v3/conversations/${encodeURIComponent(conversation)}/activities`;
      const { id } = await json(connector('POST', path, cardActivity(card)));
      return String(id);
    },
    async updateCard(conversation: string, id: string, card: object): Promise<void> {
      await connector('PUT', `v3/conversations/${encodeURIComponent(conversation)}/activities/${id}`, cardActivity(card));
    },
  };
}

export function adaptiveCard(text: string, more: object = {}): object {
  return { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text, wrap: true }], ...more };
}

export function cardAnswer(card: object): object {
  return { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: card };
}

function cardActivity(card: object): object {
  return {
    type: 'message',
    summary: 'A card',
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: card }],
  };
}

function raise(message: string): never {
  throw new Error(message);
}
