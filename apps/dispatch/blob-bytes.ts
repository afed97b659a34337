// A stored file as one piece, as the sealer needs it.
import type { Blobs } from '#core/ports.ts';

/** @param what it is, said when it is missing */
export async function bytesAt(blobs: Pick<Blobs, 'get'>, key: string, what: string): Promise<Uint8Array> {
  const content = await blobs.get(key);
  if (!content) throw new Error(`The ${what} document ${key.split('/').at(-1)} is missing from the blobs. Restore it from a backup.`);
  const chunks = [];
  for await (const chunk of content) chunks.push(chunk);
  return Buffer.concat(chunks);
}
