// The bytes of a request, as far as its channel takes them: read straight from the connection. Through a web stream, as hono's own limit
// reads them, they cost a delivery more than its signature does.
import type { HonoRequest } from 'hono';

/** @returns undefined where there are more than `most` */
export async function bodyWithin(request: HonoRequest, most: number): Promise<Uint8Array | undefined> {
  const length = request.header('content-length');
  // A server holds a body to the length that it was told, unless it comes in chunks.
  const isTold = length !== undefined && request.header('transfer-encoding') === undefined;
  if (!isTold) return counted(request.raw.body, most);
  return Number(length) > most ? undefined : new Uint8Array(await request.arrayBuffer());
}

async function counted(body: AsyncIterable<Uint8Array> | null, most: number): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.length;
    if (size > most) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
