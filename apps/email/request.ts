// The stored request of this channel: which mail came in, from where, to whom. Written once before the transport is answered.
import { z } from 'zod';
import type { InboundMail } from '#core/ports.ts';
import type { Sha256 } from '#core/ids.ts';
import type { Instant } from '#core/time.ts';

const schema = z.object({
  blob: z.string(),
  mailFrom: z.string(),
  recipient: z.string(),
  receivedAt: z.custom<Instant>((value) => typeof value === 'string'),
  remoteIp: z.string(),
  helo: z.string(),
});

export function readRequest(request: unknown): InboundMail {
  return schema.parse(request);
}

/** The raw message's SHA-256, by which its blob is called. */
export function rawHashOf({ blob }: InboundMail): Sha256 {
  return (blob.split('/').at(-1) ?? '') as Sha256;
}
