// What a function on AWS is told by its environment, as the infrastructure sets it: where things are, never a secret.
import { z } from 'zod';

const queue = z.url().optional();

export const awsSettings = z.object({
  AWS_REGION: z.string().min(1),
  TABLE_NAME: z.string().min(1),
  DOCUMENTS_BUCKET: z.string().min(1),
  /** Encrypts what the buckets hold; without it, the bucket's own default does. */
  DATA_KEY_ID: z.string().min(1).optional(),
  /** In Secrets Manager; see apps/aws/secrets.ts. */
  SECRETS_ID: z.string().min(1),
  PUBLIC_URL: z.url(),
  MAIL_DOMAIN: z.string().min(1),
  SES_CONFIGURATION_SET: z.string().min(1).optional(),
  /** Requests that came in and have no outcome yet. */
  REQUESTS_QUEUE_URL: queue,
  /** What is to be looked at because something of it was carried out. */
  FOLLOW_UPS_QUEUE_URL: queue,
  /** Effects, by who carries them out. */
  EMAIL_QUEUE_URL: queue,
  SLACK_QUEUE_URL: queue,
  TEAMS_QUEUE_URL: queue,
  UPKEEP_QUEUE_URL: queue,
  /** The state machine that seals. */
  SEALING_MACHINE_ARN: z.string().min(1).optional(),
  EVIDENCE_BUCKET: z.string().min(1).optional(),
  /** In the parameter store: the seal certificate and its issuers, PEM. */
  SEAL_CERTIFICATE_PARAMETER: z.string().min(1).optional(),
  /** As `SealConfig` reads it; here only whether there is any. */
  TSA_URLS: z.string().optional(),
  /** In the parameter store: the authorities to which a time-stamp must lead, PEM. */
  TSA_CA_PARAMETER: z.string().min(1).optional(),
  /** Names of the shares of what may be read, separated by commas. They are no secrets: callers never send them. */
  READ_API_SHARES: z.string().min(1).optional(),
});

export type AwsConfig = z.infer<typeof awsSettings>;
