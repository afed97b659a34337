// An S3 that speaks the real protocol, in memory on loopback, with the one promise that it breaks kept for it: a put on condition that
// there is nothing (`If-None-Match: *`) is judged here, as S3 documents it. Everything that is sent is recorded.
import { CreateBucketCommand, HeadObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { buildApp } from 'fauxqs';

export type SentRequest = { readonly method: string; readonly path: string; readonly headers: Readonly<Record<string, string>> };

export type S3Server = {
  readonly endpoint: string;
  /** A bucket of its own, its client, and the requests that this client sent. */
  bucket(): Promise<{ readonly client: S3Client; readonly bucket: string; readonly sent: readonly SentRequest[] }>;
  close(): Promise<void>;
};

export async function startS3(): Promise<S3Server> {
  // Its own start function listens on every interface.
  const server = buildApp({ logger: false });
  const endpoint = await server.listen({ port: 0, host: '127.0.0.1' });
  const plain = s3Client(endpoint);
  const clients = [plain];
  return {
    endpoint,
    async bucket() {
      const bucket = `bucket-${clients.length}`;
      await plain.send(new CreateBucketCommand({ Bucket: bucket }));
      const client = s3Client(endpoint);
      clients.push(client);
      return { client, bucket, sent: watched(client, plain) };
    },
    async close() {
      for (const client of clients) client.destroy();
      await server.close();
    },
  };
}

const SILENT = { trace: noop, debug: noop, info: noop, warn: noop, error: noop };
function noop(): void {}

export function s3Client(endpoint: string, more: ConstructorParameters<typeof S3Client>[0] = {}): S3Client {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  return new S3Client({ endpoint, region: 'eu-central-1', credentials, forcePathStyle: true, logger: SILENT, ...more });
}

export function refusal(name: string, httpStatusCode: number): Error {
  return Object.assign(new Error(name), { name, $metadata: { httpStatusCode } });
}

function watched(client: S3Client, plain: S3Client): readonly SentRequest[] {
  const sent: SentRequest[] = [];
  let last: Promise<unknown> = Promise.resolve();
  client.middlewareStack.add(
    (next) => async (args) => {
      const request = args.request as SentRequest;
      sent.push(request);
      if (request.method !== 'PUT' || request.headers['if-none-match'] !== '*') return next(args);
      // One after the other: the look and the put are one step.
      const mine = (async (before) => {
        await before;
        if (await isThere(plain, request.path)) throw refusal('PreconditionFailed', 412);
        return next(args);
      })(last);
      last = mine.catch(() => undefined);
      return mine;
    },
    { step: 'finalizeRequest', priority: 'low', name: 'putOnce' },
  );
  return sent;
}

async function isThere(plain: S3Client, path: string): Promise<boolean> {
  const [, Bucket = '', ...segments] = path.split('/');
  return plain.send(new HeadObjectCommand({ Bucket, Key: segments.join('/') })).then(
    () => true,
    () => false,
  );
}
