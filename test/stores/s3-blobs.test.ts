// The S3 engine: the contract on fauxqs, and by recorded requests and signed addresses what fauxqs lets pass: conditions, checksums, expiry.
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { randomBytes } from 'node:crypto';
import type { S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { instantOf, plus, type Instant } from '#core/time.ts';
import { s3Blobs } from '#stores/s3-blobs.ts';
import { blobsContract } from '../contract/blobs.ts';
import { at } from '../support/build.ts';
import { refusal, s3Client, startS3, type S3Server } from '../support/s3.ts';

let server: S3Server;
beforeAll(async () => {
  server = await startS3();
});
afterAll(async () => server.close());

blobsContract('S3 (fauxqs)', async () => {
  const { client, bucket } = await server.bucket();
  return s3Blobs({ client, bucket, presignClient: client });
});

describe('a put', () => {
  it('goes out once, on condition that there is nothing, with its length and its CRC-32', async () => {
    const { client, bucket, sent } = await server.bucket();
    const blobs = s3Blobs({ client, bucket });
    expect(await blobs.put('acme/raw/one', Buffer.from('123456789'))).toBe(true);
    const puts = sent.filter(({ method }) => method === 'PUT');
    expect(puts).toHaveLength(1);
    // The check value of CRC-32: cbf43926.
    expect(puts[0]?.headers).toMatchObject({ 'if-none-match': '*', 'content-length': '9', 'x-amz-checksum-crc32': 'y/Q5Jg==' });
    expect(puts[0]?.path).toBe(`/${bucket}/acme/raw/one`);
  });

  it('of what is there already sends nothing', async () => {
    const { client, bucket, sent } = await server.bucket();
    const blobs = s3Blobs({ client, bucket });
    await blobs.put('acme/raw/one', Buffer.from('first'));
    const before = sent.length;
    expect(await blobs.put('acme/raw/one', Buffer.from('second'))).toBe(false);
    expect(sent.slice(before).map(({ method }) => method)).toEqual(['HEAD']);
  });

  it('that finds the place taken in the last moment says so', async () => {
    const { client, bucket } = await server.bucket();
    const [blobs, rival] = [s3Blobs({ client, bucket }), s3Blobs({ client, bucket })];
    async function* overtaken() {
      yield Buffer.from('late');
      await rival.put('acme/raw/one', Buffer.from('early'));
    }
    expect(await blobs.put('acme/raw/one', overtaken())).toBe(false);
    expect(await textOf(blobs.get('acme/raw/one'))).toBe('early');
  });

  it('that S3 finds in conflict is tried again, and given up with the reason', async () => {
    const { client, bucket, sent } = await server.bucket();
    let conflicts = 2;
    faulty(client, () => (conflicts-- > 0 ? refusal('ConditionalRequestConflict', 409) : undefined));
    const blobs = s3Blobs({ client, bucket });
    expect(await blobs.put('acme/raw/one', Buffer.from('1'))).toBe(true);
    conflicts = 99;
    await expect(blobs.put('acme/raw/two', Buffer.from('2'))).rejects.toMatchObject({
      message: expect.stringMatching(/store blob acme\/raw\/two in S3 bucket bucket-\d+: ConditionalRequestConflict/),
      cause: { name: 'ConditionalRequestConflict' },
    });
    expect(sent.filter(({ method }) => method === 'PUT')).toHaveLength(3 + 3);
  });

  it('of a large stream passes through a file that is gone afterwards, and survives a broken connection', async () => {
    const { client, bucket, sent } = await server.bucket();
    const chunks = Array.from({ length: 19 }, () => randomBytes(500_000));
    let breaks = 1;
    faulty(client, () => (breaks-- > 0 ? Object.assign(new Error('reset'), { code: 'ECONNRESET' }) : undefined));
    const blobs = s3Blobs({ client, bucket });
    expect(await blobs.put('acme/raw/large', streamOf(chunks))).toBe(true);
    expect(await blobs.head('acme/raw/large')).toEqual({ bytes: 9_500_000 });
    expect(Buffer.concat(await chunksOf(blobs.get('acme/raw/large'))).equals(Buffer.concat(chunks))).toBe(true);
    const put = sent.find(({ method }) => method === 'PUT');
    expect(put?.headers).toMatchObject({
      'if-none-match': '*',
      'x-amz-decoded-content-length': '9500000',
      'x-amz-trailer': 'x-amz-checksum-crc32',
    });
    expect(spoolFolders()).toEqual([]);
  });

  it('of a large stream that fails leaves neither a file nor an object', async () => {
    const { client, bucket } = await server.bucket();
    const blobs = s3Blobs({ client, bucket });
    async function* failing() {
      for (let at = 0; at < 18; at += 1) yield randomBytes(500_000);
      throw new Error('the connection broke');
    }
    await expect(blobs.put('acme/raw/large', failing())).rejects.toThrow(/acme\/raw\/large.*the connection broke/);
    expect(await blobs.head('acme/raw/large')).toBeUndefined();
    expect(spoolFolders()).toEqual([]);
  });
});

describe('a get', () => {
  it('of bytes that were changed on the way fails instead of passing them on', async () => {
    const { client, bucket } = await server.bucket();
    const blobs = s3Blobs({ client, bucket });
    await blobs.put('acme/raw/one', Buffer.from('123456789'));
    // fauxqs keeps no checksum; S3 sends the one that was put. This is the CRC-32 of other bytes.
    client.middlewareStack.add(
      (next) => async (args) => {
        const result = await next(args);
        const { headers } = result.response as { headers: Record<string, string> };
        headers['x-amz-checksum-crc32'] = 'AAAAAA==';
        return result;
      },
      { step: 'deserialize', priority: 'low', name: 'otherChecksum' },
    );
    await expect(textOf(blobs.get('acme/raw/one'))).rejects.toThrow(/read blob acme\/raw\/one .*Checksum mismatch/);
  });

  it('asks for the object when it is read, not before', async () => {
    const { client, bucket, sent } = await server.bucket();
    const blobs = s3Blobs({ client, bucket });
    await blobs.put('acme/raw/one', Buffer.from('1'));
    const content = await blobs.get('acme/raw/one');
    expect(sent.filter(({ method }) => method === 'GET')).toHaveLength(0);
    expect(content).toBeDefined();
  });

  it('says what is wrong when the bucket is not there, or S3 does not allow it', async () => {
    const { client } = await server.bucket();
    const lost = s3Blobs({ client, bucket: 'nowhere' });
    await expect(lost.put('acme/raw/one', Buffer.from('1'))).rejects.toThrow(/store blob acme\/raw\/one .*no such bucket/);
    const { client: denied, bucket } = await server.bucket();
    faulty(denied, () => refusal('403', 403), 'HEAD');
    await expect(s3Blobs({ client: denied, bucket }).head('acme/raw/one')).rejects.toThrow(/read blob acme\/raw\/one .*s3:ListBucket/);
  });
});

describe('a link', () => {
  const NOW = at('2026-11-24T09:00:00Z');
  const linkTo = (terms: { expiresAt: Instant; filename?: string }) => {
    const presignClient = s3Client('https://s3.test', { requestChecksumCalculation: 'WHEN_REQUIRED' });
    const blobs = s3Blobs({ client: presignClient, bucket: 'bucket', presignClient, machineNow: () => Date.parse(NOW) });
    return blobs.link('acme/sealed/abc', { filename: 'Agreement.pdf', ...terms });
  };
  const partsOf = async (link: Promise<string | undefined>) => {
    const url = new URL((await link) ?? '');
    return { path: url.pathname, ...Object.fromEntries(url.searchParams) };
  };

  it('is for this object, signed now, ends when it was told to, and has no checksum in it', async () => {
    const parts = await partsOf(linkTo({ expiresAt: plus(NOW, { hours: 12 }) }));
    expect(parts).toMatchObject({
      path: '/bucket/acme/sealed/abc',
      'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
      'X-Amz-Date': '20261124T090000Z',
      'X-Amz-Expires': '43200',
      'X-Amz-SignedHeaders': 'host',
      'X-Amz-Signature': expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(Object.keys(parts).filter((name) => /crc32/i.test(name))).toEqual([]);
  });

  it('is another one for another object, time or name, so that none of them can be changed in it', async () => {
    const expiresAt = plus(NOW, { hours: 1 });
    const links = [linkTo({ expiresAt }), linkTo({ expiresAt: plus(NOW, { hours: 2 }) }), linkTo({ expiresAt, filename: 'Other.pdf' })];
    const signatures = await Promise.all(links.map(async (link) => new URL((await link) ?? '').searchParams.get('X-Amz-Signature')));
    expect(new Set(signatures).size).toBe(3);
  });

  it('saves under the file’s own name, whatever is in it', async () => {
    const parts = await partsOf(linkTo({ expiresAt: plus(NOW, { hours: 1 }), filename: 'Vertrag "Müller" 署名\r\n.pdf' }));
    expect(parts).toMatchObject({
      'response-content-disposition':
        'attachment; filename="Vertrag _M_ller_ ____.pdf"; filename*=UTF-8\'\'Vertrag%20%22M%C3%BCller%22%20%E7%BD%B2%E5%90%8D%0D%0A.pdf',
    });
  });

  it('is refused for a time that has passed, and not given for one that is further off than S3 allows', async () => {
    await expect(linkTo({ expiresAt: NOW })).rejects.toThrow(
      /link to blob acme\/sealed\/abc: its end, 2026-11-24T09:00:00.000Z, has passed/,
    );
    expect(await linkTo({ expiresAt: plus(NOW, { days: 7 }) })).toMatch(/X-Amz-Expires=604800/);
    expect(await linkTo({ expiresAt: instantOf(Date.parse(NOW) + 7 * 86_400_000 + 1000) })).toBeUndefined();
  });

  it('is not given where nobody can sign one', async () => {
    const { client, bucket } = await server.bucket();
    expect(await s3Blobs({ client, bucket }).link('acme/raw/one', { expiresAt: NOW, filename: 'a.pdf' })).toBeUndefined();
  });
});

/** Fails requests of a client before they are sent, as often as `fault` gives something. */
function faulty(client: S3Client, fault: () => Error | undefined, failing = 'PUT'): void {
  client.middlewareStack.add(
    (next) => async (args) => {
      const { method } = args.request as { method: string };
      const found = method === failing ? fault() : undefined;
      if (found) throw found;
      return next(args);
    },
    { step: 'finalizeRequest', priority: 'low', name: 'faulty' },
  );
}

function spoolFolders(): string[] {
  return readdirSync(tmpdir()).filter((name) => name.startsWith('countersign-spool-'));
}

async function* streamOf(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}

async function chunksOf(content: Promise<AsyncIterable<Uint8Array> | undefined>): Promise<Uint8Array[]> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of (await content) ?? []) chunks.push(chunk);
  return chunks;
}

async function textOf(content: Promise<AsyncIterable<Uint8Array> | undefined>): Promise<string> {
  return Buffer.concat(await chunksOf(content)).toString();
}

describe('encryption', () => {
  const KEY = 'arn:aws:kms:eu-central-1:111122223333:key/of-the-tests';
  const contextOf = (headers: Readonly<Record<string, string>>) =>
    JSON.parse(Buffer.from(headers['x-amz-server-side-encryption-context'] ?? '', 'base64').toString('utf8')) as unknown;

  it.each([
    ['acme/sealed/one', 'acme'],
    ['globex/evidence/inbound/two', 'globex'],
    ['inbound/mail/three', 'inbound'],
    ['in_work/acme/four', 'acme'],
  ])('of %s is in the name of %s', async (key, tenant) => {
    const { client, bucket, sent } = await server.bucket();
    const blobs = s3Blobs({ client, bucket, encryption: { keyId: KEY } });
    expect(await blobs.put(key, Buffer.from('content'))).toBe(true);
    expect(await textOf(blobs.get(key))).toBe('content');
    const put = sent.find(({ method }) => method === 'PUT');
    expect(put?.headers).toMatchObject({
      'x-amz-server-side-encryption': 'aws:kms',
      'x-amz-server-side-encryption-aws-kms-key-id': KEY,
      'x-amz-server-side-encryption-bucket-key-enabled': 'false',
      'if-none-match': '*',
    });
    expect(contextOf(put?.headers ?? {})).toEqual({ tenant });
  });

  it('is the bucket’s own affair where no key is named', async () => {
    const { client, bucket, sent } = await server.bucket();
    await s3Blobs({ client, bucket }).put('acme/sealed/one', Buffer.from('content'));
    const headers = sent.flatMap((request) => Object.keys(request.headers));
    expect(headers.filter((name) => name.includes('encryption'))).toEqual([]);
  });
});
