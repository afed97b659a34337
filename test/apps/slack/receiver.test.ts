// That Slack is always answered in time, and what it is told of what was stored and what was not.
import { App, LogLevel } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { signingSecrets } from '#apps/slack/gate.ts';
import { slackReceiver } from '#apps/slack/receiver.ts';
import { NotStored, storing, transitOf } from '#apps/slack/transit.ts';
import { delivery, NOW, payload, SIGNING_SECRET, type Payload } from '#test/support/slack-deliveries.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function receiverWith(listen: (app: App) => void, authorize: () => Promise<object> = async () => ({})) {
  const reported: string[] = [];
  const receiver = slackReceiver({
    secrets: signingSecrets([SIGNING_SECRET]),
    now: () => NOW,
    report: (fault) => void reported.push(fault instanceof Error ? fault.message : String(fault)),
  });
  const app = new App({
    receiver,
    authorize,
    convoStore: false,
    tokenVerificationEnabled: false,
    logLevel: LogLevel.ERROR,
    ignoreSelf: false,
  });
  app.error(async (error) => {
    throw error;
  });
  listen(app);
  return { reported, receive: async (body: Payload) => receiver.receive(delivery(body)) };
}

const forever = async () => new Promise<void>(() => undefined);

/** What Slack gets, and when at the latest; undefined where nothing comes in time. */
async function within(ms: number, answer: Promise<{ status: number; body: string }>) {
  let reply: { status: number; body: string } | undefined;
  void answer.then((given) => (reply = given));
  await vi.advanceTimersByTimeAsync(ms);
  return reply;
}

describe('Slack is answered within three seconds whatever the listener does:', () => {
  test('a quick one is answered with what it says', async () => {
    const { receive } = receiverWith((app) => app.command('/sign', async ({ ack }) => ack({ text: 'Here' })));
    expect(await within(0, receive(payload('command')))).toEqual({ status: 200, body: '{"text":"Here"}', contentType: 'application/json' });
  });

  test('a command that reads for ever gets a sentence instead of an error', async () => {
    const { receive } = receiverWith((app) => app.command('/sign', forever));
    const reply = await within(2_600, receive(payload('command')));
    expect(reply).toMatchObject({ status: 200 });
    expect(reply?.body).toContain('takes longer');
  });

  test('one that has answered and goes on is answered with that', async () => {
    const { receive } = receiverWith((app) =>
      app.action(/.*/, async ({ ack }) => {
        await ack();
        await forever();
      }),
    );
    expect(await within(2_600, receive(payload('press')))).toEqual({ status: 200, body: '' });
  });

  test('one that has stored the request and goes on is acknowledged', async () => {
    const { receive } = receiverWith((app) =>
      app.event('message', async ({ context }) => {
        await storing(transitOf(context), async () => undefined);
        await forever();
      }),
    );
    expect(await within(2_600, receive(payload('message')))).toEqual({ status: 200, body: '' });
  });

  test.each(['message', 'press', 'submission'])(
    '%s that is still being stored is not acknowledged, so that it comes again',
    async (name) => {
      const { receive } = receiverWith((app) => app.use(async ({ context }) => storing(transitOf(context), forever)));
      expect(await within(2_600, receive(payload(name)))).toEqual({ status: 503, body: '' });
    },
  );

  test('an event that has not got as far as being stored comes again', async () => {
    const { receive } = receiverWith(
      (app) => app.event('message', async () => undefined),
      async () => new Promise<object>(() => undefined),
    );
    expect(await within(2_600, receive(payload('message')))).toEqual({ status: 503, body: '' });
  });
});

describe('a listener that throws', () => {
  test('after the request was stored is no error to Slack, but is reported', async () => {
    const { receive, reported } = receiverWith((app) =>
      app.event('message', async ({ context }) => {
        await storing(transitOf(context), async () => undefined);
        throw new Error('late');
      }),
    );
    expect(await receive(payload('message'))).toEqual({ status: 200, body: '' });
    expect(reported).toEqual(['late']);
  });

  test('because the request could not be stored is one, so that Slack delivers it again', async () => {
    const { receive, reported } = receiverWith((app) =>
      app.event('message', async () => {
        throw new NotStored('no table');
      }),
    );
    expect(await receive(payload('message'))).toEqual({ status: 500, body: '' });
    expect(reported).toEqual(['no table']);
  });
});

describe('what is no delivery for a listener', () => {
  test('Slack’s check of the address is answered with its challenge, once it is proven', async () => {
    const { receive } = receiverWith(() => undefined);
    const reply = await receive({ type: 'url_verification', token: 'x', challenge: 'c-1' });
    expect(reply).toEqual({ status: 200, body: '{"challenge":"c-1"}', contentType: 'application/json' });
  });

  test('the check of the certificate is answered with nothing', async () => {
    const { receive } = receiverWith(() => undefined);
    expect(await receive({ ssl_check: '1', token: 'x' })).toEqual({ status: 200, body: '' });
  });

  test('neither is answered unsigned', async () => {
    const { receiver, reported } = bare();
    for (const raw of ['{"type":"url_verification","challenge":"c"}', 'ssl_check=1&token=x']) {
      const headers = { 'content-type': raw.startsWith('{') ? 'application/json' : 'application/x-www-form-urlencoded' };
      expect(await receiver.receive({ raw: Buffer.from(raw), headers })).toEqual({ status: 401, body: '' });
    }
    expect(reported).toHaveLength(2);
  });

  test.each([
    ['application/json', '{"a":'],
    ['application/json', '[1]'],
    ['application/json', 'null'],
    ['application/x-www-form-urlencoded', 'payload=%7B'],
    ['application/x-www-form-urlencoded', 'payload=7'],
  ])('signed %s that cannot be read is refused: %s', async (type, raw) => {
    const { receiver } = bare();
    const { signed } = await import('#test/support/slack-deliveries.ts');
    expect(await receiver.receive({ raw: Buffer.from(raw), headers: { 'content-type': type, ...signed(raw) } })).toEqual({
      status: 400,
      body: '',
    });
  });

  test.each([{}, { event: null, event_id: 'E' }, { type: 'block_actions', actions: [] }, { type: 'dialog_submission' }, { name: 'x' }])(
    'signed oddities are acknowledged: %j',
    async (body) => {
      const { receive } = receiverWith(() => undefined);
      expect((await receive(body)).status).toBe(200);
    },
  );
});

function bare() {
  const reported: unknown[] = [];
  const receiver = slackReceiver({
    secrets: signingSecrets([SIGNING_SECRET]),
    now: () => NOW,
    report: (fault) => void reported.push(fault),
  });
  return { receiver, reported };
}
