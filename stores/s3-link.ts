// Links to objects that work without a login and end by themselves: presigned GETs (Signature Version 4 in the query).
import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { epochMs, type Instant } from '#core/time.ts';

/** The most that a signature in the query may be good for. */
const LONGEST_SECONDS = 7 * 24 * 60 * 60;

export type S3Link = {
  readonly client: S3Client;
  readonly bucket: string;
  readonly key: string;
  readonly expiresAt: Instant;
  readonly filename: string;
  readonly machineNow: number;
};

/**
 * Ends at `expiresAt`, or before it with the credentials that signed it: those of a role last hours at most.
 * @returns undefined when that is further off than a link can last
 */
export async function s3Link({ client, bucket, key, expiresAt, filename, machineNow }: S3Link): Promise<string | undefined> {
  const expiresIn = Math.floor((epochMs(expiresAt) - machineNow) / 1000);
  if (!(expiresIn >= 1)) throw new Error(`Could not make a link to blob ${key}: its end, ${expiresAt}, has passed. Give a later one.`);
  if (expiresIn > LONGEST_SECONDS) return undefined;
  const command = new GetObjectCommand({ Bucket: bucket, Key: key, ResponseContentDisposition: attachment(filename) });
  return getSignedUrl(client, command, { expiresIn, signingDate: new Date(machineNow) });
}

/** RFC 6266 §4.3, appendix D: the plain name for old clients, without what they misread; the true one beside it (RFC 8187 §3.2.1). */
function attachment(filename: string): string {
  const plain = filename.replace(/[^\u0020-\u007e]|[%;'"\\/]/g, '_');
  const encoded = encodeURIComponent(filename.toWellFormed()).replace(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
