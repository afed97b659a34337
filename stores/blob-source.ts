// What a blob is made from: bytes at hand, or a source that can be read once.

export type BlobSource = Uint8Array | AsyncIterable<Uint8Array>;

/** Ends a source that is not needed, as a `for await` that breaks off would: a stream's file or socket is closed. */
export async function letGo(content: BlobSource): Promise<void> {
  if (!(content instanceof Uint8Array)) await content[Symbol.asyncIterator]().return?.();
}
