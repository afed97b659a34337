// Requests one after the other, or a few at once, over kept-alive connections, and how long each took: from the first byte out to the last
// byte in, on the monotonic clock of whoever asks.
import { Agent, request } from 'node:http';

/** @property body as it goes over the wire, signed by whoever made it */
export type Delivery = { readonly path: string; readonly headers: Readonly<Record<string, string>>; readonly body: string };
export type Target = {
  readonly port: number;
  /** Of the delivery with this number. */
  readonly make: (serial: number) => Delivery | Promise<Delivery>;
  /** What a right answer looks like: anything else ends the measurement. */
  readonly isRight: (body: string) => boolean;
  /** How long its process has worked so far. */
  readonly cpuMs: () => Promise<number>;
};
export type Load = {
  /** Keeps its connections from one load to the next, as platforms do that call again and again. */
  readonly agent: Agent;
  readonly count: number;
  readonly atOnce: number;
  readonly first: number;
  /** Before each delivery, outside the time that is taken. */
  readonly before?: () => Promise<void>;
};

/** @returns milliseconds, in the order of the deliveries' ends */
export async function timesOf(target: Target, { count, atOnce, first, before, agent }: Load): Promise<readonly number[]> {
  const times: number[] = [];
  let next = first;
  const worker = async () => {
    while (next < first + count) {
      const serial = next;
      next += 1;
      const delivery = await target.make(serial);
      await before?.();
      times.push(await timed(target, delivery, agent));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return times;
}

export function keptAlive(atOnce: number): Agent {
  return new Agent({ keepAlive: true, maxSockets: atOnce });
}

async function timed({ port, isRight }: Target, delivery: Delivery, agent: Agent): Promise<number> {
  const start = performance.now();
  const { status, body } = await send(port, delivery, agent);
  const took = performance.now() - start;
  if (status === 200 && isRight(body)) return took;
  throw new Error(`${delivery.path} on port ${port} answered ${status}: ${body.slice(0, 300) || 'nothing'}.`);
}

async function send(port: number, { path, headers, body }: Delivery, agent: Agent): Promise<{ status: number; body: string }> {
  return new Promise((answered, failed) => {
    const bytes = Buffer.byteLength(body);
    const outgoing = request({ port, path, agent, host: '127.0.0.1', method: 'POST', headers: { ...headers, 'content-length': bytes } });
    outgoing.on('error', failed);
    outgoing.on('response', (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('error', failed);
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('end', () => answered({ status: incoming.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') }));
    });
    outgoing.end(body);
  });
}

export type Spread = { readonly p50: number; readonly p99: number };

export function spreadOf(times: readonly number[]): Spread {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * part) - 1)] ?? Number.NaN;
  return { p50: at(0.5), p99: at(0.99) };
}

export function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = Number.NaN, high = Number.NaN] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]];
  return (low + high) / 2;
}
