// The whole estate on one machine: the bundles that are deployed, each in a process of its own, and between them queues, a stream, a table and
// buckets that speak AWS's own protocols. Nothing runs by itself: `settle` carries messages until none is left.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import type { DynamoDBRecord } from 'aws-lambda';
import { simpleParser, type ParsedMail } from 'mailparser';
import { expect, onTestFinished } from 'vitest';
import type { TenantId } from '#core/ids.ts';
import { directory } from '#stores/directory.ts';
import { ledger } from '#stores/ledger.ts';
import { s3Blobs } from '#stores/s3-blobs.ts';
import type { FunctionName } from '../../../infra/functions.ts';
import { startDynalite } from '../dynalite.ts';
import { fakeKms } from '../fake-kms.ts';
import { fakeSes } from '../fake-ses.ts';
import { zone, type Letter } from '../mail.ts';
import { startS3, s3Client } from '../s3.ts';
import { SIGNING_SECRET } from '../slack-deliveries.ts';
import { arriving, batchOf, inEnvelope, sesObject, sesReceived } from '../ses-said.ts';
import { temporaryFolder } from '../temporary.ts';
import { fakeTsa, tsaCertificate } from '../fake-tsa.ts';
import { ecKeys, issue, pemOf, usedFor, USAGES } from '../test-pki.ts';
import { cloud, type Message } from './cloud.ts';
import { functionsHere } from './functions-here.ts';
import { sealingMachine } from './sealing-machine.ts';
import { templateSettings } from './template-settings.ts';

const SEAL_KEY = 'arn:aws:kms:eu-west-1:111122223333:key/seal';
const QUEUE_OF = {
  requests: 'requests',
  'follow-ups': 'follow-ups',
  email: 'effects-email',
  slack: 'effects-slack',
  teams: 'effects-teams',
  upkeep: 'upkeep',
};
export type EstateHere = Awaited<ReturnType<typeof estateHere>>;

type Parts = {
  /** Of the Web API. */
  readonly slackUrl?: string;
  /** As apps/aws/secrets.ts reads it. */
  readonly teams?: object;
};

const hex = (digit: number) => String(digit).repeat(64);
const hexes = { token: hex(1), code: hex(2), web: hex(3), id: hex(4) };
export const SECRETS = {
  token: Buffer.from(hexes.token, 'hex'),
  code: Buffer.from(hexes.code, 'hex'),
  web: Buffer.from(hexes.web, 'hex'),
  id: Buffer.from(hexes.id, 'hex'),
};

export async function estateHere({ slackUrl = 'http://127.0.0.1:9', teams }: Parts = {}) {
  const [dynamo, s3, ses] = [await startDynalite(), await startS3(), await fakeSes()];
  onTestFinished(async () => {
    await Promise.all([dynamo.close(), s3.close()]);
  });
  let passed = 0;
  const keys = ecKeys();
  const root = issue({ name: 'Northwind seal root', isCa: true });
  const certificate = issue({ name: 'Northwind seal', keys, by: root });
  const kms = await fakeKms(keys.privateKey);
  const stamps = tsaCertificate({ by: root, extensions: [usedFor(USAGES.timeStamping)] });
  const tsa = await fakeTsa({ ca: root, certificate: stamps, at: () => new Date(Date.now() + passed) });
  const table = await dynamo.table('estate');
  onTestFinished(async () => table.close());
  const client = s3Client(s3.endpoint);
  for (const Bucket of ['documents', 'inbound', 'evidence']) await client.send(new CreateBucketCommand({ Bucket }));
  const sky = await cloud({
    dynamo: dynamo.endpoint,
    secrets: {
      countersign: JSON.stringify({
        ...hexes,
        slack: { signingSecrets: [SIGNING_SECRET], clientId: 'c', clientSecret: 's', apiUrl: slackUrl },
        ...(teams && { teams }),
      }),
    },
    parameters: { '/countersign/seal': `${pemOf(certificate.der)}\n${pemOf(root.der)}`, '/countersign/tsa': pemOf(root.der) },
  });
  const ofTemplate = templateSettings({
    TABLE_NAME: 'estate',
    DOCUMENTS_BUCKET: 'documents',
    EVIDENCE_BUCKET: 'evidence',
    DATA_KEY_ID: 'the data key',
    SECRETS_ID: 'countersign',
    ...Object.fromEntries(
      Object.entries(QUEUE_OF).map(([name, queue]) => [`${name.toUpperCase().replace('-', '_')}_QUEUE_URL`, `${sky.endpoint}/1/${queue}`]),
    ),
    SEALING_MACHINE_ARN: 'arn:aws:states:eu-west-1:1:stateMachine:seal',
    SEAL_CERTIFICATE_PARAMETER: '/countersign/seal',
    TSA_CA_PARAMETER: '/countersign/tsa',
    TSA_URLS: tsa.url,
    SEAL_KMS_KEY_ID: SEAL_KEY,
  });
  const settings = (name: FunctionName) => ({
    // What Lambda itself says, and where the stand-ins are.
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    ...Object.fromEntries(
      ['DYNAMODB', 'SQS', 'SFN', 'SECRETS_MANAGER', 'SSM'].map((service) => [`AWS_ENDPOINT_URL_${service}`, sky.endpoint]),
    ),
    AWS_ENDPOINT_URL_S3: s3.endpoint,
    AWS_ENDPOINT_URL_SES: ses.endpoint,
    AWS_ENDPOINT_URL_KMS: kms.endpoint,
    ...ofTemplate(name),
  });
  const functions = functionsHere({ folder: temporaryFolder(), settings, resolver: zone() });
  const machine = sealingMachine(functions, ({ MessageBody: body, MessageGroupId: group, MessageDeduplicationId: dedupe }) => {
    sky.messages.push({ body, group, dedupe, queue: 'follow-ups', tries: 0 });
  });
  const organisations = directory(table);
  await organisations.addTenant({ id: 'northwind' as TenantId, name: 'Northwind', domains: ['northwind.test'], zone: 'Europe/Berlin' });

  let serial = 0;
  const estate = {
    table,
    sky,
    ses,
    kms,
    functions,
    ledger: ledger(table),
    blobs: s3Blobs({ client, bucket: 'documents' }),
    evidence: s3Blobs({ client, bucket: 'evidence' }),
    root: pemOf(root.der),
    /** For what goes wrong: how a stream's records come, and what happens while a message is worked on. */
    mixed: (records: readonly DynamoDBRecord[]) => records,
    meanwhile: async (_message: Message): Promise<void> => undefined,
    /** A mail from the internet, as Amazon SES takes it in. */
    async post(letter: Letter): Promise<void> {
      serial += 1;
      const mail = await arriving(letter, { id: `in${serial}`, bucket: 'inbound' });
      await client.send(new PutObjectCommand({ Bucket: 'inbound', Key: `in/${mail.id}`, Body: sesObject(mail) }));
      expect(await functions.call('mail-in', batchOf(inEnvelope(sesReceived(mail)))), functions.log('mail-in')).toEqual({
        batchItemFailures: [],
      });
      await estate.settle();
    },
    async newest(to: string, subject: RegExp): Promise<ParsedMail> {
      for (const { raw } of ses.took.filter((one) => one.to === to).toReversed()) {
        const mail = await simpleParser(raw);
        if (subject.test(mail.subject ?? '')) return mail;
      }
      const subjects = await Promise.all(ses.took.map(async ({ to: whom, raw }) => `${whom}: ${(await simpleParser(raw)).subject}`));
      throw new Error(`${to} has no mail about ${String(subject)}. Sent were:\n${subjects.join('\n')}\n${functions.logs()}`);
    },
    /** Carries changes and messages to their functions until there are none left. */
    async settle(): Promise<void> {
      while (await step()) {
        // Each may bring the next.
      }
    },
    /** An address on this machine that answers as API Gateway would: for those who deliver by themselves. */
    front: async () => frontOf(estate.http),
    /** A request to API Gateway, as it calls the function behind it. */
    async http(name: FunctionName, request: Request): Promise<HttpAnswer> {
      return (await functions.call(name, await httpEvent(request))) as HttpAnswer;
    },
    /** Time passes, and then the clock ticks. */
    async later(minutes: number): Promise<void> {
      passed += minutes * 60_000;
      await functions.setLater(passed);
      await functions.call('clock', {});
      await estate.settle();
    },
  };

  async function step(): Promise<boolean> {
    const records = sky.changes.splice(0, 10);
    // A batch that failed comes again, as a stream gives it.
    if (records.length > 0) await functions.call('router', { Records: estate.mixed(records) }).catch(() => sky.changes.unshift(...records));
    const message = sky.messages.shift();
    if (message) await deliver(message);
    const execution = sky.started.find((one) => !carried.has(one.name));
    if (execution) {
      carried.add(execution.name);
      // One that dies is started again by the clock, for the next attempt.
      await machine.run(JSON.parse(execution.input));
    }
    return records.length > 0 || message !== undefined || execution !== undefined;
  }
  const carried = new Set<string>();

  /** A message that failed comes again, behind the others, as after its visibility timeout; in the end it lies in the dead letter queue. */
  async function deliver(message: Message): Promise<void> {
    const called = functions.call(message.queue as FunctionName, batch([message])) as Promise<{ batchItemFailures: readonly unknown[] }>;
    await estate.meanwhile(message);
    const failed = await called.then(({ batchItemFailures }) => batchItemFailures.length > 0).catch(() => true);
    if (!failed) return;
    message.tries += 1;
    if (message.tries < 5) sky.messages.push(message);
    else
      throw new Error(`A message of ${message.queue} failed five times: ${message.body}\n${functions.log(message.queue as FunctionName)}`);
  }
  return estate;
}

function batch(messages: readonly { readonly body: string; readonly group?: string; readonly tries?: number }[]) {
  return {
    Records: messages.map(({ body, group = 'g', tries = 0 }, at) => ({
      messageId: `m${at}`,
      body,
      receiptHandle: `r${at}`,
      attributes: { MessageGroupId: group, ApproximateReceiveCount: String(tries + 1) },
      eventSource: 'aws:sqs',
      eventSourceARN: 'arn:aws:sqs:eu-west-1:1:queue.fifo',
    })),
  };
}

const DOORS: readonly (readonly [string, FunctionName])[] = [
  ['/slack/', 'slack'],
  ['/api/messages', 'teams'],
];

async function frontOf(http: (name: FunctionName, request: Request) => Promise<HttpAnswer>): Promise<string> {
  const server = createServer((request, response) => {
    void buffer(request)
      .then(async (body) => {
        const { url = '/', method = 'GET', headers } = request;
        const [, name = 'web'] = DOORS.find(([path]) => url.startsWith(path)) ?? [];
        const asked = new Request(`https://sign.northwind.test${url}`, {
          method,
          headers: headers as Record<string, string>,
          ...(body.length > 0 && { body }),
        });
        const { statusCode, headers: told, body: text, isBase64Encoded } = await http(name, asked);
        response.writeHead(statusCode, told).end(isBase64Encoded ? Buffer.from(text, 'base64') : text);
      })
      .catch((fault: unknown) => response.writeHead(500).end(String(fault)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

export type HttpAnswer = {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly isBase64Encoded: boolean;
};

/** Payload format 2.0 of an HTTP API. */
async function httpEvent(request: Request) {
  const { pathname, search } = new URL(request.url);
  const headers = Object.fromEntries(request.headers);
  const body = Buffer.from(await request.arrayBuffer());
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: pathname,
    rawQueryString: search.slice(1),
    headers: { host: 'sign.northwind.test', ...headers },
    requestContext: {
      accountId: '1',
      apiId: 'api',
      domainName: 'sign.northwind.test',
      http: { method: request.method, path: pathname, protocol: 'HTTP/1.1', sourceIp: '192.0.2.7', userAgent: 'test' },
      requestId: 'r',
      stage: '$default',
      time: '24/Nov/2026:10:00:00 +0000',
      timeEpoch: 1,
    },
    ...(body.length > 0 && { body: body.toString('base64') }),
    isBase64Encoded: body.length > 0,
  };
}
