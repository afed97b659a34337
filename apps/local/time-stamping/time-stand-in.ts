// A time-stamping authority on this machine, for the demo: so that its seals carry time-stamps, and so that it can be watched what happens
// without. Listens on loopback only.
import type { Instant } from '#core/time.ts';
import type { Faults } from '../faults.ts';
import { httpIn } from '../http.ts';
import { keptTimeAuthority, timeAnchorIn } from './kept-authority.ts';
import { stampReply } from './stamp-reply.ts';

export type TimeStandIn = {
  readonly url: string;
  /** Path of the certificate that its time-stamps lead to. */
  readonly ca: string;
  close(): Promise<void>;
};

type Parts = {
  readonly folder: string;
  readonly faults: Pick<Faults, 'wrapHttp'>;
  /** The demo's: it stamps the time that everything else in the demo happens at. */
  readonly clock: () => Instant;
};

const MOST_BYTES = 4096;

export async function timeStandIn({ folder, faults, clock }: Parts): Promise<TimeStandIn> {
  const by = await keptTimeAuthority(folder, clock());
  const answer = async (asked: Request) => {
    const request = new Uint8Array(await asked.arrayBuffer());
    if (asked.method !== 'POST' || request.length > MOST_BYTES) return new Response('Send a time-stamp request.', { status: 400 });
    const reply = Uint8Array.from(stampReply({ request, by, at: new Date(clock()) }));
    return new Response(reply, { headers: { 'content-type': 'application/timestamp-reply' } });
  };
  const http = await httpIn({ answer: faults.wrapHttp('tsa', answer), host: '127.0.0.1', port: 0 });
  return { url: `http://127.0.0.1:${http.port}/tsa`, ca: timeAnchorIn(folder), close: async () => http.close() };
}
