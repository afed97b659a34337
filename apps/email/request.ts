// The stored requests of this channel: which mail came in, from where, to whom; and what a mail system reported of a mail that went out.
// Written once before the transport is answered.
import { z } from 'zod';
import type { DeliveryReport } from '#core/messages.ts';
import type { InboundMail, ProviderVerdicts } from '#core/ports.ts';
import type { Sha256 } from '#core/ids.ts';
import type { Instant } from '#core/time.ts';

const verdict = z.enum(['pass', 'fail', 'none']);
const mail = z.object({
  blob: z.string(),
  mailFrom: z.string(),
  recipient: z.string(),
  receivedAt: z.custom<Instant>((value) => typeof value === 'string'),
  remoteIp: z.string(),
  helo: z.string(),
  provider: z
    .custom<ProviderVerdicts>(
      (value) => z.object({ id: z.string(), virus: verdict, spam: verdict, dmarc: verdict }).safeParse(value).success,
    )
    .optional(),
});
const report = z.object({
  report: z.custom<DeliveryReport>(
    (value) => z.looseObject({ tenant: z.string(), envelope: z.string(), kind: z.string() }).safeParse(value).success,
  ),
});

export type EmailRequest = InboundMail | { readonly report: DeliveryReport };

export function readRequest(request: unknown): EmailRequest {
  return isReport(request) ? report.parse(request) : readMail(request);
}

function readMail(request: unknown): InboundMail {
  const { provider, ...read } = mail.parse(request);
  return provider === undefined ? read : { ...read, provider };
}

function isReport(request: unknown): boolean {
  return typeof request === 'object' && request !== null && 'report' in request;
}

/** The raw message's SHA-256, by which its blob is called. */
export function rawHashOf({ blob }: InboundMail): Sha256 {
  return (blob.split('/').at(-1) ?? '') as Sha256;
}
