// What Amazon SES says through a topic, told apart: a mail that came in, something that became of a mail of ours, or neither. Events of a
// configuration set carry `eventType`, notifications of an identity and of receiving `notificationType`; the rest of their shape is the same.
import { z } from 'zod';
import { parsed } from './sns-envelope.ts';

const verdict = z.object({ status: z.string() }).optional();

const received = z.object({
  // Empty for a bounce. Left out it is taken for the same, since the mail itself says the rest.
  mail: z.object({ timestamp: z.string(), source: z.string().nullish(), messageId: z.string().min(1) }),
  receipt: z.object({
    recipients: z.array(z.string()),
    spamVerdict: verdict,
    virusVerdict: verdict,
    dmarcVerdict: verdict,
    action: z.object({ type: z.literal('S3'), bucketName: z.string(), objectKey: z.string() }),
  }),
});

const told = { timestamp: z.string().optional(), feedbackId: z.string().optional() };
const of = z.object({
  emailAddress: z.string(),
  status: z.string().optional(),
  diagnosticCode: z.string().optional(),
});
const happened = z.object({
  mail: z.object({ timestamp: z.string(), messageId: z.string().min(1), tags: z.record(z.string(), z.array(z.string())).default({}) }),
  bounce: z
    .object({ ...told, bounceType: z.string(), bounceSubType: z.string().default(''), bouncedRecipients: z.array(of).default([]) })
    .optional(),
  complaint: z.object({ ...told, complaintSubType: z.string().nullish(), complaintFeedbackType: z.string().nullish() }).optional(),
  delivery: z.object(told).optional(),
  deliveryDelay: z.object({ ...told, delayType: z.string().default(''), delayedRecipients: z.array(of).default([]) }).optional(),
  reject: z.object({ reason: z.string().default('') }).optional(),
  failure: z.object({ errorMessage: z.string().default('') }).optional(),
});

export type Received = z.infer<typeof received>;
export type Happened = z.infer<typeof happened> & { readonly type: string };
export type SesSays =
  | { readonly is: 'received'; readonly received: Received }
  | { readonly is: 'happened'; readonly happened: Happened }
  /** Nothing for us, and meant to be so. */
  | { readonly is: 'ignored' }
  | { readonly is: 'unknown'; readonly type: string };

const HAPPENINGS = ['Bounce', 'Complaint', 'Delivery', 'DeliveryDelay', 'Reject', 'Rendering Failure'];
/** That a mail was taken says nothing that the answer to sending it did not; who opens and clicks is nobody's business. */
const UNUSED = ['Send', 'Open', 'Click', 'Subscription'];
/** SES tries a bucket and a topic out when a rule or an event destination is made. */
const SETUP = 'AMAZON_SES_SETUP_NOTIFICATION';
const GREETING = 'Successfully validated SNS topic for Amazon SES';

/** @throws where SES says something known in a shape that is not: that is kept for a person to look at, never dropped */
export function sesSays(text: string): SesSays {
  if (text.startsWith(GREETING)) return { is: 'ignored' };
  const said = parsed(text);
  const type = typeOf(said);
  if (type === undefined) return { is: 'unknown', type: 'none' };
  if (UNUSED.includes(type)) return { is: 'ignored' };
  if (type === 'Received') return receivedOf(said);
  if (HAPPENINGS.includes(type)) return { is: 'happened', happened: { type, ...read(happened, said, type) } };
  return { is: 'unknown', type };
}

function receivedOf(said: unknown): SesSays {
  const found = read(received, said, 'Received');
  const isSetup = found.mail.messageId === SETUP || found.receipt.action.objectKey.endsWith(SETUP);
  return isSetup ? { is: 'ignored' } : { is: 'received', received: found };
}

function typeOf(said: unknown): string | undefined {
  const found = z.object({ notificationType: z.string().optional(), eventType: z.string().optional() }).safeParse(said);
  return found.success ? (found.data.notificationType ?? found.data.eventType) : undefined;
}

function read<T>(schema: z.ZodType<T>, said: unknown, type: string): T {
  const found = schema.safeParse(said);
  if (found.success) return found.data;
  const places = found.error.issues.map(({ path }) => path.join('.')).join(', ');
  throw new Error(
    `Could not read what Amazon SES says of a mail (${type}: ${places}). It stays in the queue; compare it with the SES guide.`,
  );
}
