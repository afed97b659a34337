// A blob as one piece of memory; only for what is known to be small enough.
import type { Blobs } from '#core/ports.ts';

export async function bufferOf(blobs: Blobs, key: string): Promise<Buffer> {
  const content = await blobs.get(key);
  if (!content) throw missing(key);
  const chunks: Uint8Array[] = [];
  for await (const chunk of content) chunks.push(chunk);
  return Buffer.concat(chunks);
}

export function missing(key: string): Error {
  return new Error(`The blob ${key} is missing, so the mail could not be worked on. Restore it; the work is then tried again.`);
}
