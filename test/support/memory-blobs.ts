// Blobs in a map, for tests that look at what is left.
import type { Blobs } from '#core/ports.ts';

export function memoryBlobs(): Blobs & { readonly kept: ReadonlyMap<string, Buffer> } {
  const kept = new Map<string, Buffer>();
  return {
    kept,
    async put(key, content) {
      const bytes = content instanceof Uint8Array ? Buffer.from(content) : Buffer.concat(await Array.fromAsync(content));
      if (kept.has(key)) return false;
      kept.set(key, bytes);
      return true;
    },
    async get(key) {
      const bytes = kept.get(key);
      return bytes && chunksOf(bytes);
    },
    async head(key) {
      const bytes = kept.get(key);
      return bytes && { bytes: bytes.length };
    },
    delete: async (key) => void kept.delete(key),
    link: async () => undefined,
  };
}

async function* chunksOf(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield bytes;
}
