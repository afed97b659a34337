// A Slack on loopback: takes the calls of its Web API, keeps what was posted, and fails as it is told to, once for each time it is told.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** Of a call, decoded: what of it the tests look at. */
export type Body = {
  readonly channel?: string;
  readonly ts?: string;
  readonly thread_ts?: string;
  readonly text?: string;
  readonly blocks?: readonly object[];
  readonly metadata?: unknown;
  readonly user?: string;
  readonly users?: string;
  readonly file?: string;
  readonly files?: readonly { readonly id: string; readonly title: string }[];
  readonly channel_id?: string;
};
export type Call = { readonly method: string; readonly body: Body; readonly token: string };
export type Posted = { readonly channel: string; readonly ts: string; body: Body };

/**
 * `lost`: it is done, and the connection breaks before the answer. `error`: Slack's own word. `silent`: no answer at all.
 */
export type Fault =
  | { readonly lost: true }
  | { readonly silent: true }
  | { readonly status: number; readonly retryAfter?: number }
  | { readonly error: string };

export type FakeSlack = {
  /** Of the Web API. */
  readonly url: string;
  readonly origin: string;
  readonly calls: Call[];
  readonly messages: Posted[];
  readonly uploads: { title: string; channel: string; bytes: Buffer }[];
  readonly responses: Body[];
  /** What lies at `/files/…`, and how it is served. */
  readonly files: Map<string, { readonly status?: number; readonly headers: Readonly<Record<string, string>>; readonly body: Buffer }>;
  failNext(method: string, ...faults: readonly Fault[]): void;
  called(method: string): Call[];
};

export async function fakeSlack(): Promise<FakeSlack> {
  const calls: Call[] = [];
  const messages: Posted[] = [];
  const uploads: FakeSlack['uploads'] = [];
  const responses: Body[] = [];
  const files: FakeSlack['files'] = new Map();
  const faults = new Map<string, Fault[]>();
  const sent = new Map<string, Buffer>();
  let serial = 0;

  const methods: Record<string, (body: Body) => Record<string, unknown>> = {
    'chat.postMessage': (body) => {
      const channel = String(body.channel);
      const message = { channel, ts: `1795000000.${String((serial += 1)).padStart(6, '0')}`, body };
      messages.push(message);
      return { channel, ts: message.ts };
    },
    'chat.update': (body) => {
      const message = messages.find(({ channel, ts }) => channel === body.channel && ts === body.ts);
      if (!message) return { ok: false, error: 'message_not_found' };
      message.body = { ...message.body, ...body };
      return { channel: body.channel, ts: body.ts };
    },
    'chat.postEphemeral': () => ({ message_ts: `1795000001.${String((serial += 1)).padStart(6, '0')}` }),
    'conversations.open': (body) => ({ channel: { id: `D${String(body.users).slice(1)}` } }),
    'conversations.history': (body) => ({ messages: seenIn(String(body.channel)) }),
    'conversations.replies': (body) => ({ messages: seenIn(String(body.channel)) }),
    'views.open': () => ({ view: { id: 'V1', hash: 'h1' } }),
    'views.update': () => ({ view: { id: 'V1', hash: 'h2' } }),
    'views.publish': () => ({ view: { id: 'V2', hash: 'h1' } }),
    'users.info': (body) => ({ user: { id: body.user, profile: { email: 'ines@northwind.test' } } }),
    'files.info': (body) => ({ file: { id: body.file, name: 'nda.pdf' } }),
    'files.getUploadURLExternal': () => ({ upload_url: `${origin()}/upload/F${(serial += 1)}`, file_id: `F${serial}` }),
    'files.completeUploadExternal': (body) => {
      for (const { id, title } of body.files ?? [])
        uploads.push({ title, channel: String(body.channel_id), bytes: sent.get(id) ?? Buffer.alloc(0) });
      return {};
    },
  };

  function seenIn(where: string) {
    const posted = messages.filter(({ channel }) => channel === where).map(({ ts, body }) => ({ ts, metadata: body.metadata }));
    const shared = uploads.filter(({ channel }) => channel === where).map(({ title }, at) => ({ ts: `1.${at}`, files: [{ title }] }));
    return [...posted, ...shared].toReversed();
  }

  function answer(method: string, body: Body): Record<string, unknown> {
    const run = methods[method];
    return run ? { ok: true, ...run(body) } : { ok: false, error: 'unknown_method' };
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks = await Array.fromAsync(request as AsyncIterable<Buffer>);
    const raw = Buffer.concat(chunks);
    const [, area = '', name = ''] = (request.url ?? '').split('/');
    const token = (request.headers.authorization ?? '').replace(/^Bearer /, '');
    if (area === 'api') {
      const body = decoded(raw.toString());
      calls.push({ method: name, body, token });
      return reply(response, { fault: faults.get(name)?.shift(), answer: () => answer(name, body) });
    }
    calls.push({ method: `/${area}/${name}`, body: {}, token });
    if (area === 'files') return download(response, name);
    return reply(response, {
      fault: faults.get(`/${area}`)?.shift(),
      answer: () => {
        if (area === 'respond') responses.push(JSON.parse(raw.toString()));
        else sent.set(name, raw);
        return { ok: true };
      },
    });
  }

  function download(response: ServerResponse, name: string): void {
    const file = files.get(name);
    response.writeHead(file ? (file.status ?? 200) : 404, file?.headers ?? {}).end(file?.body);
  }

  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise<void>((closed) => server.close(() => closed()));
  });

  function origin(): string {
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  return {
    url: `${origin()}/api/`,
    origin: origin(),
    calls,
    messages,
    uploads,
    responses,
    files,
    failNext: (method, ...more) => void faults.set(method, [...(faults.get(method) ?? []), ...more]),
    called: (method) => calls.filter((call) => call.method === method),
  };
}

function reply(response: ServerResponse, { fault, answer }: { fault: Fault | undefined; answer: () => Record<string, unknown> }): void {
  if (fault && 'silent' in fault) return;
  if (fault && 'status' in fault) {
    response.writeHead(fault.status, fault.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) }).end('busy');
    return;
  }
  if (fault && 'error' in fault) return json(response, { ok: false, error: fault.error });
  const said = answer();
  if (fault) {
    response.destroy();
    return;
  }
  json(response, said);
}

function json(response: ServerResponse, body: Record<string, unknown>): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

/** The Web API takes forms whose values may be JSON. */
function decoded(form: string): Body {
  return Object.fromEntries([...new URLSearchParams(form)].map(([key, value]) => [key, /^[[{]/.test(value) ? JSON.parse(value) : value]));
}
