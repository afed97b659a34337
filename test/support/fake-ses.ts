// An Amazon SES on loopback that speaks its query API: takes raw mails, keeps them, and says no as it is told to.
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SESClient } from '@aws-sdk/client-ses';
import { onTestFinished } from 'vitest';

export type SesTook = {
  readonly id: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly raw: Buffer;
  readonly configurationSet: string | null;
  readonly tags: Readonly<Record<string, string>>;
};

export async function fakeSes() {
  const took: SesTook[] = [];
  const asked: string[] = [];
  const says = { maxSendRate: 14, no: undefined as { readonly code: string; readonly message: string } | undefined };
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const form = new URLSearchParams(body);
      const action = form.get('Action') ?? '';
      asked.push(action);
      const { status, xml } = answerTo(action, form);
      response.writeHead(status, { 'content-type': 'text/xml' }).end(xml);
    });
  });

  function answerTo(action: string, form: URLSearchParams): { readonly status: number; readonly xml: string } {
    if (action === 'GetSendQuota') {
      const quota = `<Max24HourSend>50000.0</Max24HourSend><MaxSendRate>${says.maxSendRate}</MaxSendRate><SentLast24Hours>1.0</SentLast24Hours>`;
      return { status: 200, xml: result(action, quota) };
    }
    if (says.no) return { status: 400, xml: refusal(says.no) };
    const id = `0102018f00000000-${String(took.length + 1).padStart(8, '0')}-000000`;
    took.push(mailIn(form, id));
    return { status: 200, xml: result(action, `<MessageId>${id}</MessageId>`) };
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = new SESClient({
    endpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
  onTestFinished(async () => {
    client.destroy();
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  });
  return { endpoint, client, took, asked, says };
}

function mailIn(form: URLSearchParams, id: string): SesTook {
  const tags: [string, string][] = [];
  for (let at = 1; form.has(`Tags.member.${at}.Name`); at += 1) {
    tags.push([form.get(`Tags.member.${at}.Name`) ?? '', form.get(`Tags.member.${at}.Value`) ?? '']);
  }
  return {
    id,
    from: form.get('Source'),
    to: form.get('Destinations.member.1'),
    raw: Buffer.from(form.get('RawMessage.Data') ?? '', 'base64'),
    configurationSet: form.get('ConfigurationSetName'),
    tags: Object.fromEntries(tags),
  };
}

function result(action: string, inner: string): string {
  return `<${action}Response xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><${action}Result>${inner}</${action}Result></${action}Response>`;
}

function refusal({ code, message }: { readonly code: string; readonly message: string }): string {
  return `<ErrorResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
