// The demo's Slack with an app of the tests behind it: the app verifies every delivery by itself and answers as the test says.
import { WebClient } from '@slack/web-api';
import { Hono } from 'hono';
import { createHmac } from 'node:crypto';
import { onTestFinished } from 'vitest';
import { faults } from '#apps/local/faults.ts';
import { httpIn } from '#apps/local/http.ts';
import { slackDriver } from '#apps/local/slack/slack-driver.ts';
import { slackRoutes } from '#apps/local/slack/slack-routes.ts';
import { slackStandIn } from '#apps/local/slack/slack-stand-in.ts';
import { temporaryFolder } from './temporary.ts';

const SECRET = 'a signing secret of the tests';

/** What the app was sent (the fields of a command, or the payload of anything else), and what the controls answer. Read freely. */
export type Heard = ReturnType<typeof JSON.parse>;
type Listener = (heard: Heard) => object | string | undefined | Promise<object | string | undefined>;

export async function slackDemo({ dir = temporaryFolder() } = {}) {
  const heard: Heard[] = [];
  const refused: string[] = [];
  let listener: Listener = () => undefined;
  const app = new Hono();
  app.post('/slack/events', async (context) => {
    const raw = await context.req.text();
    const timestamp = context.req.header('x-slack-request-timestamp') ?? '';
    const expected = `v0=${createHmac('sha256', SECRET).update(`v0:${timestamp}:${raw}`).digest('hex')}`;
    if (context.req.header('x-slack-signature') !== expected || Math.abs(Date.now() / 1_000 - Number(timestamp)) > 300) {
      refused.push(raw);
      return context.text('', 401);
    }
    const payload = read(raw, context.req.header('content-type') ?? '');
    heard.push(payload);
    const answer = await listener(payload);
    return typeof answer === 'object' ? context.json(answer) : context.text(answer ?? '');
  });
  app.onError((_fault, context) => context.text('', 500));
  const product = await httpIn({ answer: app.fetch, host: '127.0.0.1', port: 0 });
  const pretended = faults({ slowMs: 20 });
  const standIn = await slackStandIn({ dir, faults: pretended });
  const driver = slackDriver({ standIn, eventsUrl: () => `http://127.0.0.1:${product.port}/slack/events`, secret: SECRET });
  const routes = slackRoutes({ standIn, driver });
  let isAppClosed = false;
  const closeApp = async () => {
    if (isAppClosed) return;
    isAppClosed = true;
    await product.close();
  };
  let isClosed = false;
  const close = async () => {
    if (isClosed) return;
    isClosed = true;
    await standIn.close();
    await closeApp();
  };
  onTestFinished(close);
  return {
    dir,
    standIn,
    driver,
    heard,
    refused,
    faults: pretended,
    close,
    closeApp,
    /** As the product calls the Web API. */
    slack: client(standIn.apiUrl, standIn.botToken),
    onDelivery: (next: Listener) => void (listener = next),
    post: async (path: string, body: unknown): Promise<Heard> => {
      const response = await routes.request(`http://localhost:3000/local/slack/${path}`, { method: 'POST', body: JSON.stringify(body) });
      const answer: Heard = await response.json();
      return { http: response.status, ...answer };
    },
    get: async (path: string): Promise<Heard> => (await routes.request(`http://localhost:3000/local/slack/${path}`)).json(),
    raw: async (path: string) => routes.request(path),
  };
}

export function client(slackApiUrl: string, token: string): WebClient {
  return new WebClient(token, { slackApiUrl, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true, timeout: 5_000 });
}

function read(raw: string, contentType: string): Heard {
  if (contentType.includes('json')) return JSON.parse(raw);
  const fields = Object.fromEntries(new URLSearchParams(raw));
  return fields['payload'] === undefined ? fields : JSON.parse(fields['payload']);
}
