// Asks a service of the certificate world (time-stamps, OCSP, revocation lists) over HTTP: bounded in time and in size, and never led elsewhere.
// With Node's own client: `fetch` takes longer to load than such a question takes, and follows redirects unless told not to.
import { request as overHttp, type IncomingMessage } from 'node:http';

export type Ask = {
  readonly url: string;
  /** What is sent; without it, it is a GET. */
  readonly body?: Uint8Array;
  readonly contentType?: string;
  readonly timeoutMs: number;
  readonly mostBytes: number;
};

/** @throws with the reason in a few words, to be put behind the service's address */
export async function ask({ timeoutMs, mostBytes, ...question }: Ask): Promise<Uint8Array> {
  // One limit for all of it: a service that sends a byte now and then is no better than one that hangs.
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const response = await answerTo(question, signal);
    if (response.statusCode !== 200) {
      response.destroy();
      const { statusCode = 0 } = response;
      throw new Error(`it answered ${statusCode}${statusCode >= 300 && statusCode < 400 ? ', a redirect, which is not followed' : ''}`);
    }
    return await contentOf(response, mostBytes);
  } catch (cause) {
    throw new Error(signal.aborted ? `it did not answer within ${timeoutMs / 1_000} seconds` : reasonIn(cause), { cause });
  }
}

type Question = Pick<Ask, 'url' | 'body' | 'contentType'>;

async function answerTo({ url, body, contentType }: Question, signal: AbortSignal): Promise<IncomingMessage> {
  const request = new URL(url).protocol === 'https:' ? (await import('node:https')).request : overHttp;
  const headers = { ...(contentType !== undefined && { 'content-type': contentType }), ...(body && { 'content-length': body.length }) };
  return new Promise((answered, failed) => {
    request(url, { method: body ? 'POST' : 'GET', headers, signal, agent: false }, answered)
      .on('error', failed)
      .end(body);
  });
}

async function contentOf(response: IncomingMessage, mostBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const content: AsyncIterable<Uint8Array> = response;
  for await (const chunk of content) {
    size += chunk.length;
    if (size > mostBytes) throw new Error(`it answered with more than ${mostBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** A refused connection has an error for each address that was tried, and no words of its own. */
function reasonIn(fault: unknown): string {
  const inner: unknown = fault instanceof AggregateError ? fault.errors[0] : fault;
  return inner instanceof Error ? inner.message || inner.name : String(inner);
}
