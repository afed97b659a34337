// How often a day someone may be written to about something, kept as write-once blobs: each holds a place, named after who took it,
// so that a request that is run again after a crash finds its own place instead of taking another.
import type { Blobs } from '#core/ports.ts';
import type { Ports } from '#apps/ports.ts';
import type { Instant } from '#core/time.ts';
import { bufferOf } from '../raw/blob-bytes.ts';

export type Claim = {
  /** What is counted: a seat, an address. */
  readonly of: string;
  readonly most: number;
  readonly at: Instant;
  /** Who takes the place: a request's key. */
  readonly by: string;
};

export async function isAllowed(ports: Ports, { of, most, at, by }: Claim): Promise<boolean> {
  for (let place = 1; place <= most; place += 1) {
    const key = `inbound/allowances/${ports.sha256(JSON.stringify([of, at.slice(0, 10), place]))}`;
    if ((await holderOf(ports.blobs, key, by)) === by) return true;
  }
  return false;
}

/** The first to put its name there holds it, for good. */
export async function holderOf(blobs: Blobs, key: string, name: string): Promise<string> {
  if (await blobs.put(key, Buffer.from(name))) return name;
  return (await bufferOf(blobs, key)).toString('utf8');
}
