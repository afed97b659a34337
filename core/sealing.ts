// The port of the sealer: what comes in is looked at and made into a presented document, what is completed is sealed.
import type { FieldKind, FoundPlace, Place } from './fields.ts';
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
      /** Where it asks for signatures, dates and the like. */
      readonly places?: readonly FoundPlace[];
    }
  | { readonly verdict: 'needs-password' | 'reject'; readonly why: string };

/**
 * What is put on a page: what `name` entered there, or what stands there of itself.
 * @property value as `Entry`, save that nothing is left to be worked out: a signature as typed is the name, a date is `YYYY-MM-DD`
 */
export type Mark = {
  readonly kind: FieldKind;
  readonly place: Place;
  /** As `FoundPlace.covers`: these words of the document are painted over. */
  readonly covers?: Place;
  readonly value: string;
  readonly label: string;
  readonly name: string;
  readonly at: Instant;
};

/** Someone's act on the certificate: who did what, when, how we know. */
export type Attestation = {
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  /** Of a viewer: has read it. */
  readonly act: 'signed' | 'acknowledged';
  /** In whose place. */
  readonly onBehalfOf?: string;
  readonly at: Instant;
  readonly typedName: string;
  readonly words: string;
  readonly consentText: string;
  readonly proof: string;
};

export type Whose = { readonly name: string; readonly email: string };

/** One line of the timeline; the words are the certificate's. `whom`: who took over, was asked besides, or in whose place it was done. */
export type Happened = {
  readonly at: Instant;
  readonly what:
    | 'sent'
    | 'asked-to-sign'
    | 'asked-to-read'
    | 'opened'
    | 'agreed'
    | 'held'
    | 'signed'
    | 'acknowledged'
    | 'declined'
    | 'withdrawn'
    | 'delegated'
    | 'reassigned'
    | 'escalated'
    | 'corrected'
    | 'released'
    | 'disputed'
    | 'resolved'
    | 'completed'
    | 'sealed';
  readonly who?: Whose;
  readonly whom?: Whose;
};

export type SealJob = {
  readonly presented: Uint8Array;
  readonly filename: string;
  readonly title: string;
  readonly envelope: EnvelopeId;
  /** BCP 47, and IANA: the certificate is in the language of the envelope, its times are in the envelope's zone. */
  readonly language: string;
  readonly zone: string;
  /** Where anyone can have the file checked; absent where there is no such page. */
  readonly verifyUrl?: string;
  readonly sender: { readonly name: string; readonly email: string; readonly organisation: string };
  readonly documents: readonly { readonly filename: string; readonly sha256: Sha256; readonly pages: number }[];
  readonly attestations: readonly Attestation[];
  /** For the pages of this document. */
  readonly marks?: readonly Mark[];
  readonly timeline: readonly Happened[];
  readonly record: PublicRecord;
  readonly at: Instant;
};

/** How long and to whom the seal is provable (EN 319 142-1 §6): alone, with a time-stamp, with what proves its certificates, kept by a time-stamp over all. */
export type SealLevel = 'B-B' | 'B-T' | 'B-LT' | 'B-LTA';

export type SealedFile = {
  readonly bytes: Uint8Array;
  /** The same, where it need not be put together: a large file is not copied. */
  readonly pieces?: readonly Uint8Array[];
  readonly sha256: Sha256;
  readonly pages: number;
  /** What was reached; `lacking` says why it is less than the settings ask for. */
  readonly level: SealLevel;
  readonly lacking?: readonly string[];
};

export interface Sealer {
  intake(file: Uint8Array): Promise<Intake>;
  seal(job: SealJob): Promise<SealedFile>;
  /**
   * A time-stamp token for a file that was sealed without one; absent where nobody is asked for time-stamps. It rejects while nobody gives one.
   * @returns `not-needed` for a file that has its time-stamp inside
   */
  stampLater?(file: Uint8Array): Promise<Uint8Array | 'not-needed'>;
  /** A time-stamp token whose imprint is this hash; absent as above. It rejects while nobody gives one. */
  stampHash?(sha256: Sha256): Promise<Uint8Array>;
}
