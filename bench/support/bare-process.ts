// What the vendors' kits cost by themselves: a bare Bolt app on its own HTTP receiver that echoes a command and acknowledges a press, and a
// bare botbuilder CloudAdapter that echoes an invoke, with the authentication that the product's has.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { App, HTTPReceiver, LogLevel } from '@slack/bolt';
import { ActivityTypes, type TurnContext } from 'botbuilder';
import { kitFor } from '#apps/teams/kit.ts';
import type { TeamsSettings } from '#apps/teams/settings.ts';
import { serveParent } from './children.ts';

const [, , signingSecret = ''] = process.argv;
const CARD = 'application/vnd.microsoft.card.adaptive';

async function bareBolt(): Promise<number> {
  const receiver = new HTTPReceiver({ signingSecret, endpoints: '/slack/events', logLevel: LogLevel.ERROR });
  const app = new App({
    receiver,
    authorize: async () => ({}),
    convoStore: false,
    tokenVerificationEnabled: false,
    logLevel: LogLevel.ERROR,
  });
  app.command('/sign', async ({ ack, command }) => ack({ response_type: 'ephemeral', text: command.text }));
  app.action(/.*/, async ({ ack }) => ack());
  const server = await receiver.start(0);
  return (server.address() as AddressInfo).port;
}

async function bareBot(settings: TeamsSettings): Promise<number> {
  const { adapter } = kitFor(settings);
  const server = createServer((request, response) => {
    answer(request, response).catch((fault: unknown) => {
      console.error(fault);
      response.writeHead(500).end();
    });
  });
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', headers } = request;
    const chunks = await Array.fromAsync(request as AsyncIterable<Buffer>);
    const body: Record<string, unknown> = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    await adapter.process({ method, headers, body }, answering(response), echo);
  }
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return (server.address() as AddressInfo).port;
}

async function echo(context: TurnContext): Promise<void> {
  const value: unknown = context.activity.value;
  const card = {
    type: 'AdaptiveCard',
    version: '1.5',
    body: [{ type: 'TextBlock', text: JSON.stringify(value).slice(0, 60), wrap: true }],
  };
  const body = { statusCode: 200, type: CARD, value: card };
  await context.sendActivity({ type: ActivityTypes.InvokeResponse, value: { status: 200, body } });
}

/** The few methods of a web framework's response that the adapter calls. */
function answering(response: ServerResponse) {
  return {
    socket: response.socket,
    header: (name: string, value: string) => response.setHeader(name, value),
    status: (code: number) => (response.statusCode = code),
    send(body: object) {
      response.setHeader('content-type', 'application/json; charset=utf-8');
      response.write(JSON.stringify(body));
    },
    end: () => response.end(),
  };
}

const bolt = await bareBolt();
serveParent(
  { bolt },
  {
    /** Asked with the settings of a bot. */
    answer: async (question) => ({ bot: await bareBot(question as TeamsSettings) }),
    close: async () => undefined,
  },
);
