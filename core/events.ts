// The events of an envelope. They are a wire format, stored as JSON and folded for ever:
// past tense, JSON values only, changes are additive; one of each ever written is frozen in test/fixtures/events.
import type { EnvelopeId, RecipientId, Sha256, TenantId } from './ids.ts';
import type { Instant } from './time.ts';

/** How well an act is proven: L0 a link alone … L3 a fresh login or passkey. */
export type Assurance = 'L0' | 'L1' | 'L2' | 'L3';
export type Channel = 'email' | 'web' | 'slack' | 'teams';
export type Role = 'signer' | 'approver' | 'cc';
/** A place from which someone acts: the sender, a recipient, or the product itself. */
export type Seat = 'sender' | 'system' | RecipientId;

export type By = {
  readonly seat: Seat;
  readonly via: Channel | 'schedule' | 'dispatch' | 'sealer';
  readonly assurance: Assurance;
};

/**
 * Where the proof of an act lies and what it says. `proof` is one sentence for the certificate of completion;
 * `reference` finds the raw material (a stored mail, a signed request) in the tenant's evidence.
 */
export type EvidenceRef = {
  readonly kind: 'mail' | 'page' | 'slack' | 'teams';
  readonly reference: string;
  readonly proof: string;
};

/** A presented document: what intake made of the file, and what is shown, fingerprinted and consented to. */
export type DocumentRef = {
  readonly id: string;
  readonly filename: string;
  /** SHA-256 of the presented document; also its address among the blobs. */
  readonly sha256: Sha256;
  /** SHA-256 of the file as it arrived. */
  readonly originalSha256: Sha256;
  readonly pages: number;
  readonly bytes: number;
};

/** The words to which a signer consented: versioned text, fingerprinted. */
export type Consent = { readonly id: string; readonly sha256: Sha256 };

/** How many of a step's group must act. Further quorums (`any`, k of n) are additive. */
export type Quorum = 'all';

/** Tenant rules as they were when the envelope was drafted; the hash is of the whole policy. */
export type PinnedPolicy = {
  readonly hash: Sha256;
  /** Days until the first reminder, and between further ones; 0 = never. */
  readonly remindAfterDays: number;
  readonly remindEveryDays: number;
  readonly mostReminders: number;
  readonly mayApproveOwn: boolean;
};

export type Delivery = {
  /** The effect that was carried out; makes the record idempotent. */
  readonly effect: string;
  readonly recipient: RecipientId;
  readonly channel: Channel;
  readonly outcome: 'accepted' | 'undeliverable';
};

/** Where a draft came from, so that its sender is answered there: the Message-ID of a mail, a chat message's address. */
export type Origin = { readonly channel: Channel; readonly reference: string };

export type SealedDocument = {
  readonly document: string;
  readonly sha256: Sha256;
  readonly bytes: number;
  readonly pages: number;
};

export type EventBody =
  | {
      readonly type: 'drafted';
      readonly id: EnvelopeId;
      readonly tenant: TenantId;
      readonly title: string;
      readonly message: string;
      readonly senderName: string;
      readonly senderEmail: string;
      readonly organisation: string;
      readonly zone: string;
      readonly expiresAt: Instant;
      readonly lapsesAt: Instant;
      readonly steps: readonly Quorum[];
      readonly policy: PinnedPolicy;
      readonly origin: Origin;
      /** What its sender should know of how it was read, a sentence per line: what was left out or changed. */
      readonly remarks: string;
    }
  | ({ readonly type: 'document-added' } & DocumentRef)
  | {
      readonly type: 'recipient-added';
      readonly recipient: RecipientId;
      readonly name: string;
      readonly email: string;
      readonly role: Role;
      /** 1-based; 0 for a `cc`, who has no turn. */
      readonly step: number;
      /** One of the tenant's own people. */
      readonly internal: boolean;
      /** What an act of this recipient must at least be proven with. */
      readonly needs: Assurance;
      readonly channel: Channel;
    }
  /** `fingerprint`: the documents' SHA-256 in order, joined by a full stop; for one document simply its SHA-256. */
  | { readonly type: 'sent'; readonly fingerprint: string }
  | { readonly type: 'turn-began'; readonly recipient: RecipientId; readonly remindAt: Instant | null }
  | { readonly type: 'reminded'; readonly recipient: RecipientId; readonly count: number; readonly remindAt: Instant | null }
  | { readonly type: 'deliveries-recorded'; readonly deliveries: readonly Delivery[] }
  | { readonly type: 'viewed'; readonly recipient: RecipientId }
  | {
      readonly type: 'approved';
      readonly recipient: RecipientId;
      readonly fingerprint: string;
      readonly words: string;
      readonly evidence: EvidenceRef;
    }
  | {
      readonly type: 'signed';
      readonly recipient: RecipientId;
      readonly fingerprint: string;
      readonly typedName: string;
      readonly words: string;
      readonly consent: Consent;
      readonly evidence: EvidenceRef;
    }
  | { readonly type: 'declined'; readonly recipient: RecipientId; readonly reason: string; readonly evidence: EvidenceRef }
  | {
      /** Proven too weakly: counts for nothing until confirmed by a new act (pending confirmation). */
      readonly type: 'act-held';
      readonly recipient: RecipientId;
      readonly act: 'approve' | 'sign' | 'decline';
      readonly needs: Assurance;
      readonly lapsesAt: Instant;
      readonly evidence: EvidenceRef;
    }
  | {
      /** `to: null` from a recipient goes to the sender; from the sender it goes to everyone who has been asked. */
      readonly type: 'commented';
      readonly to: RecipientId | null;
      readonly text: string;
    }
  /** The step's quorum can no longer be met. */
  | { readonly type: 'envelope-declined'; readonly recipient: RecipientId }
  | { readonly type: 'completed' }
  | { readonly type: 'voided'; readonly reason: string }
  | { readonly type: 'expired' }
  | { readonly type: 'sealed'; readonly documents: readonly SealedDocument[] }
  | { readonly type: 'seal-failed'; readonly why: string };

export type EnvelopeEvent = { readonly at: Instant; readonly by: By } & EventBody;
export type EventType = EventBody['type'];
export type EventOf<T extends EventType> = Extract<EnvelopeEvent, { type: T }>;

/**
 * Fields (`a` or `a.b`) that hold names, addresses or free text. They are stored beside the leaf, each with its own salt, so that they
 * can be erased without breaking the chain. The record's test walks this table against every frozen event.
 */
export const PERSONAL = {
  drafted: ['title', 'message', 'senderName', 'senderEmail', 'organisation', 'origin.reference', 'remarks'],
  'document-added': ['filename'],
  'recipient-added': ['name', 'email'],
  sent: [],
  'turn-began': [],
  reminded: [],
  'deliveries-recorded': [],
  viewed: [],
  approved: ['words', 'evidence.proof'],
  signed: ['typedName', 'words', 'evidence.proof'],
  declined: ['reason', 'evidence.proof'],
  'act-held': ['evidence.proof'],
  commented: ['text'],
  'envelope-declined': [],
  completed: [],
  voided: ['reason'],
  expired: [],
  sealed: [],
  'seal-failed': [],
} as const satisfies Record<EventType, readonly string[]>;

/** What an erased value reads as. */
export const ERASED = '(erased)';
