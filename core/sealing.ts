// The port of the sealer: what comes in is looked at and made into a presented document, what is completed is sealed.
import type { Role } from './terms.ts';
import type { EnvelopeId, Sha256 } from './ids.ts';
import type { PublicRecord } from './record.ts';
import type { Instant } from './time.ts';

export type Intake =
  | {
      readonly verdict: 'accept';
      /** The presented document. */
      readonly presented: Uint8Array;
      readonly pages: number;
      /** What was taken out or changed, in sentences for the sender. */
      readonly changes: readonly string[];
    }
  | { readonly verdict: 'needs-password' | 'reject'; readonly why: string };

/** One line of the certificate: who did what, when, how we know. */
export type Attestation = {
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly act: 'signed';
  readonly at: Instant;
  readonly typedName: string;
  readonly words: string;
  readonly consentText: string;
  readonly proof: string;
};

export type SealJob = {
  readonly presented: Uint8Array;
  readonly filename: string;
  readonly title: string;
  readonly envelope: EnvelopeId;
  readonly sender: { readonly name: string; readonly email: string; readonly organisation: string };
  readonly documents: readonly { readonly filename: string; readonly sha256: Sha256; readonly pages: number }[];
  readonly attestations: readonly Attestation[];
  readonly timeline: readonly { readonly at: Instant; readonly sentence: string }[];
  readonly record: PublicRecord;
  readonly at: Instant;
};

export type SealedFile = { readonly bytes: Uint8Array; readonly sha256: Sha256; readonly pages: number };

export interface Sealer {
  intake(file: Uint8Array): Promise<Intake>;
  seal(job: SealJob): Promise<SealedFile>;
}
