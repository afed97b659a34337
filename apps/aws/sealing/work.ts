// What travels between the steps of the sealing machine: who works on what, and the names of bytes. The bytes themselves lie among the blobs,
// each under its hash: a step that is done twice may leave something else behind, and a later step reads what it was told of.
import { z } from 'zod';
import type { EnvelopeId, Sha256, TenantId } from '#core/ids.ts';
import type { SealLevel } from '#core/sealing.ts';
import type { SealedDocument } from '#core/terms.ts';
import type { Instant } from '#core/time.ts';
import { brand } from '#stores/row-body.ts';
import type { FifoMessage } from '../leads.ts';

const sha256 = brand<Sha256>();
const key = z.object({ pk: z.string(), sk: z.string() });
const of = { tenant: brand<TenantId>(), envelope: brand<EnvelopeId>() };

/** As apps/aws/carriers.ts starts the machine. */
export const startSchema = z.object({ key, lead: z.unknown(), ...of });

/** The attempt at an effect that this execution makes; nobody else makes the same one. */
export const claimSchema = z.object({
  key,
  lead: z.unknown(),
  ...of,
  attempts: z.int(),
  redriven: z.int(),
  /** When it began: what is sealed in this attempt states this time. */
  at: brand<Instant>(),
});
export type Claim = z.infer<typeof claimSchema>;

const STEPS = ['stamp', 'seal', 'timestamp', 'prove', 'archive-stamp', 'keep'] as const;

export const documentSchema = z.object({
  claim: claimSchema,
  /** Its id in the envelope. */
  document: z.string(),
  completedAt: brand<Instant>(),
  /** That is aimed at. It falls where others do not give what it needs, and the document is stamped again, since the certificate states it. */
  level: brand<SealLevel>(),
  lacking: z.array(z.string()),
  next: z.enum(STEPS),
  pages: z.int().optional(),
  /** What is appended, with room for the signature, and the digest that is to be signed. */
  section: sha256.optional(),
  digest: z.string().optional(),
  signature: sha256.optional(),
  token: sha256.optional(),
  /** Appended after the section. */
  proofs: sha256.optional(),
  archiveStamp: sha256.optional(),
});
export type DocumentWork = z.infer<typeof documentSchema>;

const sealedDocument = z.object({ document: z.string(), sha256, bytes: z.int(), pages: z.int() });

export const madeSchema = z.object({ claim: claimSchema, made: z.array(sealedDocument.extend({ isTimeLacking: z.boolean() })) });
export type Made = SealedDocument & { readonly isTimeLacking: boolean };

export const sealedSchema = z.object({ claim: claimSchema, documents: z.array(sealedDocument) });

/** What Step Functions says of a step that failed; of a function's own fault, `Cause` is JSON. */
export const failedSchema = z.object({ claim: claimSchema, fault: z.object({ Error: z.string(), Cause: z.string().default('') }) });

/** Where the machine goes on. `end`: another execution has the work, or it is over. */
export type Begun =
  | { readonly next: 'end' }
  | { readonly next: 'seal'; readonly claim: Claim; readonly documents: readonly DocumentWork[] }
  | Recorded;

export type Recorded = ({ readonly next: 'deliver' } & ToDeliver) | { readonly next: 'finish'; readonly claim: Claim };

/** `people`: leads to the commit of the seal, from which the messages to everyone follow. */
export type ToDeliver = {
  readonly claim: Claim;
  readonly documents: readonly SealedDocument[];
  readonly isTimeLacking: boolean;
  readonly people: FifoMessage;
};

/** `lead`: has what led to the seal looked at again. */
export type Ended = { readonly next: 'notify'; readonly lead: FifoMessage } | { readonly next: 'end' };
