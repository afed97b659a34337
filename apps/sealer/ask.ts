// Asks a service of the certificate world (time-stamps, OCSP, revocation lists) over HTTP: bounded in time and in size, and never led elsewhere.

export type Ask = {
  readonly url: string;
  /** What is sent; without it, it is a GET. */
  readonly body?: Uint8Array;
  readonly contentType?: string;
  readonly timeoutMs: number;
  readonly mostBytes: number;
};

/** @throws with the reason in a few words, to be put behind the service's address */
export async function ask({ url, body, contentType, timeoutMs, mostBytes }: Ask): Promise<Uint8Array> {
  // One limit for all of it: a service that sends a byte now and then is no better than one that hangs.
  const signal = AbortSignal.timeout(timeoutMs);
  const headers = contentType === undefined ? {} : { 'content-type': contentType };
  try {
    const given = body ? { method: 'POST', body: Uint8Array.from(body), headers } : {};
    const response = await fetch(url, { ...given, signal, redirect: 'error' });
    if (!response.ok) throw new Error(`it answered ${response.status}`);
    return await contentOf(response, mostBytes);
  } catch (cause) {
    throw new Error(signal.aborted ? `it did not answer within ${timeoutMs / 1_000} seconds` : reasonIn(cause), { cause });
  }
}

async function contentOf({ body }: Response, mostBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  if (!body) return new Uint8Array();
  let size = 0;
  const content: AsyncIterable<Uint8Array> = body;
  for await (const chunk of content) {
    size += chunk.length;
    if (size > mostBytes) throw new Error(`it answered with more than ${mostBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Node's fetch says “fetch failed”, and why only in the cause. */
function reasonIn(fault: unknown): string {
  const inner = fault instanceof Error && fault.cause instanceof Error ? fault.cause : fault;
  return inner instanceof Error ? inner.message || inner.name : String(inner);
}
