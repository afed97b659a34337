// The state of an envelope: a union by status, each member carrying only what is valid then.
import type {
  Assurance,
  Channel,
  DocumentRef,
  EvidenceRef,
  Origin,
  Consent,
  PinnedPolicy,
  Quorum,
  Role,
  SealedDocument,
  Seat,
} from './events.ts';
import type { EnvelopeId, RecipientId, TenantId } from './ids.ts';
import type { Instant } from './time.ts';

export type RecipientStatus = 'waiting' | 'notified' | 'viewed' | 'signed' | 'approved' | 'declined' | 'expired' | 'undeliverable';

/** What a recipient did, as it stands on the record. */
export type Act = {
  readonly type: 'approved' | 'signed' | 'declined';
  readonly at: Instant;
  readonly via: string;
  readonly assurance: Assurance;
  readonly evidence: EvidenceRef;
  /** The exact words of the act, or the reason of a decline. */
  readonly words: string;
  readonly typedName?: string;
  readonly consent?: Consent;
};

export type HeldAct = {
  readonly act: 'approve' | 'sign' | 'decline';
  readonly at: Instant;
  readonly lapsesAt: Instant;
  readonly needs: Assurance;
};

export type Recipient = {
  readonly id: RecipientId;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly step: number;
  readonly internal: boolean;
  readonly needs: Assurance;
  readonly channel: Channel;
  readonly status: RecipientStatus;
  /** When this recipient's turn began; absent before it. */
  readonly askedAt?: Instant;
  readonly remindAt?: Instant;
  readonly reminders: number;
  readonly remindedAt?: Instant;
  readonly viewedAt?: Instant;
  readonly act?: Act;
  readonly held?: HeldAct;
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
  readonly steps: readonly Quorum[];
  readonly zone: string;
  readonly draftedAt: Instant;
  readonly expiresAt: Instant;
  readonly policy: PinnedPolicy;
  readonly origin: Origin;
  /** Who wrote a comment, and when. */
  readonly comments: readonly { readonly seat: Seat; readonly at: Instant }[];
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
export type Sent = Dispatched & { readonly status: 'sent' };
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
