// The state of an envelope: a union by status, each member carrying only what is valid then.
import type { Field } from './fields.ts';
import type { EnvelopeId, RecipientId, TenantId } from './ids.ts';
import type {
  ActVerb,
  Amount,
  Assurance,
  BounceReason,
  Channel,
  Consent,
  DocumentRef,
  EvidenceRef,
  Origin,
  PinnedPolicy,
  Quorum,
  Role,
  SealedDocument,
  Seat,
} from './terms.ts';
import type { Instant } from './time.ts';

export type RecipientStatus =
  | 'waiting'
  | 'notified'
  | 'viewed'
  | 'signed'
  | 'approved'
  | 'acknowledged'
  | 'prepared'
  | 'declined'
  | 'delegated'
  | 'reassigned'
  | 'released'
  | 'expired'
  | 'undeliverable';

export type ActType = 'approved' | 'signed' | 'acknowledged' | 'prepared' | 'declined';

/** What a recipient did, as it stands on the record. */
export type Act = {
  readonly type: ActType;
  readonly at: Instant;
  readonly via: string;
  readonly assurance: Assurance;
  readonly evidence: EvidenceRef;
  /** The exact words of the act, or the reason of a decline; empty for a preparation. */
  readonly words: string;
  readonly typedName?: string;
  readonly consent?: Consent;
};

export type HeldAct = {
  readonly act: ActVerb;
  readonly at: Instant;
  readonly lapsesAt: Instant;
  readonly needs: Assurance;
};

/** Why a seat without an act is not open any more; `to`: the seat that took over. */
export type Closed =
  | { readonly as: 'delegated' | 'reassigned'; readonly at: Instant; readonly to: RecipientId }
  | { readonly as: 'released'; readonly at: Instant };

export type Recipient = {
  readonly id: RecipientId;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly step: number;
  readonly internal: boolean;
  readonly needs: Assurance;
  readonly channel: Channel;
  readonly zone: string;
  readonly language: string;
  /** The seat that this one takes over or helps out: their acts count as one. */
  readonly standsFor?: RecipientId;
  readonly status: RecipientStatus;
  /** When this recipient's turn began; absent before it. */
  readonly askedAt?: Instant;
  /** How often a turn of theirs has begun; with it an escalation is one of a kind. */
  readonly turns: number;
  readonly remindAt?: Instant;
  readonly reminders: number;
  readonly remindedAt?: Instant;
  /** No reminder before it, whatever else moves them. */
  readonly snoozedUntil?: Instant;
  readonly escalateAt?: Instant;
  readonly muted: boolean;
  readonly viewedAt?: Instant;
  readonly act?: Act;
  readonly held?: HeldAct;
  readonly closed?: Closed;
  /** Counts new links; those of an earlier generation are dead. */
  readonly generation: number;
  readonly disclosure?: Consent;
  /** Why messages do not arrive, where a mail system said so later; until they are written to anew or heard from. */
  readonly failure?: BounceReason;
  readonly delay?: { readonly at: Instant; readonly reason: BounceReason; readonly isOver: boolean };
  /** By an absence notice. `until`: the first day back, as it was written; `back`: when that day begins. */
  readonly away?: { readonly since: Instant; readonly until?: string; readonly back?: Instant };
  readonly complainedAt?: Instant;
};

/** What every envelope has once it exists. */
export type Particulars = {
  readonly id: EnvelopeId;
  readonly tenant: TenantId;
  readonly title: string;
  readonly message: string;
  readonly sender: { readonly name: string; readonly email: string; readonly organisation: string };
  readonly documents: readonly DocumentRef[];
  readonly recipients: readonly Recipient[];
  readonly fields: readonly Field[];
  /** What was entered, by the ids of the fields; of acts that stand. */
  readonly entered: Readonly<Record<string, string>>;
  readonly steps: readonly Quorum[];
  readonly zone: string;
  readonly language: string;
  readonly consumer: boolean;
  readonly documentClass: string;
  readonly amount?: Amount;
  readonly fallback?: { readonly name: string; readonly email: string };
  readonly draftedAt: Instant;
  readonly expiresAt: Instant;
  readonly policy: PinnedPolicy;
  readonly origin: Origin;
  readonly senderChannel?: Channel;
  /** Who wrote a comment, and when. */
  readonly comments: readonly { readonly seat: Seat; readonly at: Instant }[];
  /** Open disputes; none once the sender has resolved them. */
  readonly disputes: readonly { readonly by: RecipientId; readonly at: Instant }[];
  /** Keys of the delivery outcomes that are on the record. */
  readonly recordedEffects: readonly string[];
};

export type Sealing =
  | { readonly state: 'sealing' }
  | { readonly state: 'sealed'; readonly at: Instant; readonly documents: readonly SealedDocument[] }
  | { readonly state: 'seal-failed'; readonly at: Instant; readonly why: string };

export type NoEnvelope = { readonly status: 'none' };
export type Draft = Particulars & { readonly status: 'draft'; readonly lapsesAt: Instant; readonly remarks: string };
type Dispatched = Particulars & { readonly sentAt: Instant; readonly fingerprint: string };
export type Sent = Dispatched & {
  readonly status: 'sent';
  /** When to warn the sender of the deadline; absent once that is done. */
  readonly warnAt?: Instant;
};
export type Completed = Dispatched & { readonly status: 'completed'; readonly completedAt: Instant; readonly sealing: Sealing };
export type Declined = Dispatched & { readonly status: 'declined'; readonly endedAt: Instant; readonly declinedBy: RecipientId };
/** `sentAt` is absent where a draft was withdrawn or lapsed: nobody but the sender ever heard of it. */
type Ended = Particulars & { readonly endedAt: Instant; readonly sentAt?: Instant };
export type Voided = Ended & { readonly status: 'voided'; readonly reason: string; readonly voidedBy: Seat };
export type Expired = Ended & { readonly status: 'expired' };

export type Envelope = NoEnvelope | Draft | Sent | Completed | Declined | Voided | Expired;
/** An envelope that exists. */
export type Existing = Exclude<Envelope, NoEnvelope>;
export type EnvelopeStatus = Existing['status'];

export const NO_ENVELOPE: NoEnvelope = { status: 'none' };
