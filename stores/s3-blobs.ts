// The Blobs port on S3: objects put once by a conditional write, whole or not at all, checked by CRC-32 on both ways.
//
// In a bucket with versions, deleting hides an object; its bytes go when the bucket's lifecycle rule ends old versions. A verdict of
// `false` may follow a put of our own that the SDK tried twice; the content is there either way.
import { Readable } from 'node:stream';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { BlobHead, Blobs } from '#core/ports.ts';
import { awsFault, statusOf } from './aws-fault.ts';
import { segmentsOf } from './blob-key.ts';
import { letGo, type BlobSource } from './blob-source.ts';
import { s3Link } from './s3-link.ts';
import { spooled, type Spool } from './spool.ts';

const MOST_ATTEMPTS = 3;

export type S3Settings = {
  readonly client: S3Client;
  readonly bucket: string;
  /**
   * Signs links; without one there are none. Made with `requestChecksumCalculation: 'WHEN_REQUIRED'`: otherwise the SDK may sign a
   * checksum of nothing into the address.
   */
  readonly presignClient?: S3Client;
  /** Each object is encrypted under this key of AWS KMS, in its tenant's name; without it, as the bucket does by itself. */
  readonly encryption?: { readonly keyId: string } | undefined;
  /** Milliseconds. */
  readonly machineNow?: () => number;
};

export function s3Blobs({ client, bucket, presignClient, encryption, machineNow = Date.now }: S3Settings): Blobs {
  function attempt<T>(what: string, key: string, work: () => Promise<T>): Promise<T> {
    return work().catch((cause: unknown) => {
      throw awsFault(`${what} blob ${key} in S3 bucket ${bucket}`, cause);
    });
  }

  async function headOf(key: string): Promise<BlobHead | undefined> {
    try {
      const { ContentLength = 0 } = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
      return { bytes: ContentLength };
    } catch (fault) {
      if (statusOf(fault) === 404) return undefined;
      throw fault;
    }
  }

  async function put(key: string, content: BlobSource): Promise<boolean> {
    // The condition below decides. This spares sending a large file that is there already.
    if (await headOf(key)) {
      await letGo(content);
      return false;
    }
    const spool = await spooled(content);
    try {
      return await putOnce({ client, bucket, key, spool, encryption });
    } finally {
      await spool.release();
    }
  }

  /** Asks for the object when iteration begins, so that a blob that nobody reads holds no connection. */
  async function* chunksOf(key: string): AsyncGenerator<Uint8Array> {
    try {
      const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key, ChecksumMode: 'ENABLED' }));
      if (Body instanceof Readable) yield* Body;
    } catch (cause) {
      throw awsFault(`read blob ${key} in S3 bucket ${bucket}`, cause);
    }
  }

  return {
    async put(key, content) {
      segmentsOf(key);
      return attempt('store', key, () => put(key, content));
    },
    async get(key) {
      segmentsOf(key);
      return (await attempt('read', key, () => headOf(key))) && chunksOf(key);
    },
    async head(key) {
      segmentsOf(key);
      return attempt('read', key, () => headOf(key));
    },
    async delete(key) {
      segmentsOf(key);
      await attempt('delete', key, async () => client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key })));
    },
    async link(key, { expiresAt, filename }) {
      segmentsOf(key);
      return presignClient && s3Link({ client: presignClient, bucket, key, expiresAt, filename, machineNow: machineNow() });
    },
  };
}

type EncryptionSetting = 'ServerSideEncryption' | 'SSEKMSKeyId' | 'SSEKMSEncryptionContext' | 'BucketKeyEnabled';
type Put = Pick<S3Settings, 'client' | 'bucket' | 'encryption'> & { readonly key: string; readonly spool: Spool };

/** The SDK tries again by itself with bytes, not with a stream, which it cannot rewind. */
async function putOnce({ client, bucket, key, spool, encryption }: Put): Promise<boolean> {
  const encrypted = encryption && inNameOfTenant(encryption.keyId, key);
  for (let attempts = 1; ; attempts += 1) {
    const content = { Body: spool.body(), ContentLength: spool.bytes, ChecksumAlgorithm: 'CRC32' } as const;
    try {
      await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, IfNoneMatch: '*', ...content, ...encrypted }));
      return true;
    } catch (fault) {
      const status = statusOf(fault);
      if (status === 412) return false;
      // 409: the object was put or deleted meanwhile; S3 asks for another try, which then tells.
      const isPassing = status === 409 || (content.Body instanceof Readable && (status === undefined || status >= 500));
      if (!isPassing || attempts === MOST_ATTEMPTS) throw fault;
    }
  }
}

/**
 * The key is used for this tenant only if whoever reads says so too, and each use is logged with the tenant. What came in and is nobody's yet
 * lies under `inbound`; what is kept between steps of work lies under `in_work`, and there under its tenant. A key of the bucket's own would be used in the bucket's name, for all tenants alike.
 */
function inNameOfTenant(keyId: string, key: string): Pick<PutObjectCommandInput, EncryptionSetting> {
  const [first, second] = segmentsOf(key);
  const tenant = first === 'in_work' ? second : first;
  const context = Buffer.from(JSON.stringify({ tenant })).toString('base64');
  return { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: keyId, SSEKMSEncryptionContext: context, BucketKeyEnabled: false };
}
