// The SHA-256 of content that comes in pieces, by which blobs are called.
import { createHash } from 'node:crypto';
import type { Sha256 } from '#core/ids.ts';
import type { BlobSource } from './blob-source.ts';

export async function contentHash(content: BlobSource): Promise<Sha256> {
  const hash = createHash('sha256');
  if (content instanceof Uint8Array) hash.update(content);
  else for await (const chunk of content) hash.update(chunk);
  return hash.digest('hex') as Sha256;
}
