// Time-stamps from several authorities: asked in their order, each within bounds; one that fails or lies gives way to the next. There is
// never a made-up one: where nobody gives a token that holds, there is none, with everybody's reason.
import { randomBytes } from 'node:crypto';
import { ask } from '../ask.ts';
import { stampRequest, tokenIn } from './tsp.ts';

/** Without a token, everybody's reason; with one, the reasons of those who were asked before. */
export type Stamped = { readonly token: Uint8Array | undefined; readonly reasons: readonly string[] };

/** @param digest SHA-256 of what is to be time-stamped */
export type TimeStamps = (digest: Uint8Array) => Promise<Stamped>;

type Settings = {
  readonly urls: readonly string[];
  /** PEM of the authorities that a token must lead to; none: any is taken. */
  readonly anchors: readonly string[];
  /** The machine's clock: a product's may be moved. */
  readonly now: () => Date;
  readonly timeoutMs?: number;
};

const TIMEOUT_MS = 10_000;
/** A token with its certificates has 4 to 8 KB; the room in a seal is less than this. */
const MOST_BYTES = 64 * 1024;

export function timeStamps({ urls, anchors, now, timeoutMs = TIMEOUT_MS }: Settings): TimeStamps {
  return async (digest) => {
    const reasons: string[] = [];
    for (const url of urls) {
      try {
        const nonce = randomBytes(8);
        const body = stampRequest({ digest, nonce });
        const reply = await ask({ url, body, contentType: 'application/timestamp-query', timeoutMs, mostBytes: MOST_BYTES });
        return { token: tokenIn({ reply, digest, nonce, now: now(), anchors }), reasons };
      } catch (cause) {
        reasons.push(`${new URL(url).host}: ${cause instanceof Error ? cause.message : String(cause)}`);
      }
    }
    return { token: undefined, reasons };
  };
}
