// The values that events, state and commands share: roles, proofs, documents, pinned rules.
import type { RecipientId, Sha256 } from './ids.ts';
import type { Instant } from './time.ts';

/** How well an act is proven: L0 a link alone … L3 a fresh login or passkey. */
export type Assurance = 'L0' | 'L1' | 'L2' | 'L3';
export type Channel = 'email' | 'web' | 'slack' | 'teams';
/** `viewer` must acknowledge; `preparer` fills in data before anyone else is asked; `cc` has no turn. */
export type Role = 'signer' | 'approver' | 'viewer' | 'preparer' | 'cc';
/** What a recipient does when it is their turn. */
export type ActVerb = 'approve' | 'sign' | 'acknowledge' | 'prepare' | 'decline';
/** A place from which someone acts: the sender, an administrator in the sender's place, a recipient, or the product itself. */
export type Seat = 'sender' | 'admin' | 'system' | RecipientId;

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

/** How many of a step's group must act: everyone, one of them, or k of n. */
export type Quorum = 'all' | 'any' | number;

/** When people may be reminded: local hours of their own zone, and days off by zone as `YYYY-MM-DD`. */
export type WorkCalendar = {
  /** ISO weekdays, 1 = Monday. */
  readonly days: readonly number[];
  /** Minutes after local midnight; `to` is the first minute that is no longer work. */
  readonly from: number;
  readonly to: number;
  readonly holidays: Readonly<Record<string, readonly string[]>>;
};

/** In the currency's main unit; the currency by ISO 4217. */
export type Amount = { readonly value: number; readonly currency: string };

/** To whom a recipient may hand over: nobody, people of the tenant or of the recipient's own mail domain, anyone. */
export type Delegation = 'never' | 'own-people' | 'anyone';

/** Tenant rules as they were when the envelope was drafted; the hash is of the whole policy. */
export type PinnedPolicy = {
  readonly hash: Sha256;
  /** Days until the first reminder, and between further ones; 0 = never. */
  readonly remindAfterDays: number;
  readonly remindEveryDays: number;
  readonly mostReminders: number;
  readonly calendar: WorkCalendar;
  /** Days of silence after which the fallback person is asked as well; 0 = never. */
  readonly escalateAfterDays: number;
  /** Days before the deadline at which the sender is warned; 0 = never. */
  readonly warnBeforeDays: number;
  readonly mayApproveOwn: boolean;
  /** Whether one person may both approve and sign. */
  readonly mayApproveAndSign: boolean;
  readonly delegation: Delegation;
};

/** What reminders and deadlines became; stored, so that they are computed once. */
export type Rescheduled = {
  readonly recipient: RecipientId;
  readonly remindAt: Instant | null;
  /** Absent: as it was. */
  readonly escalateAt?: Instant | null;
};

/** Why a message did not arrive, as far as the mail systems said; a code, since their own words may name people. */
export type BounceReason =
  | 'no-such-person'
  | 'no-such-domain'
  | 'moved'
  | 'mailbox-closed'
  | 'mailbox-full'
  | 'too-large'
  | 'taken-for-spam'
  | 'against-policy'
  | 'content-refused'
  | 'too-many'
  | 'unreachable'
  /** The mail system wants a confirmation before it delivers, which a program cannot give. */
  | 'asks-confirmation'
  | 'suppressed'
  | 'unknown';

export type Delivery = {
  /** The effect that was carried out; makes the record idempotent. */
  readonly effect: string;
  readonly recipient: RecipientId;
  readonly channel: Channel;
} &
  /** `reason`: of a message that had been accepted first, as the mail system said later. */
  (
    | { readonly outcome: 'accepted' | 'undeliverable'; readonly reason?: BounceReason }
    /**
     * Not reached on `channel`: from then on the person is written to on `next`. `why` names nobody. With a `reason`, the message had been
     * accepted first, and what they are asked is asked again on `next`.
     */
    | { readonly outcome: 'rerouted'; readonly next: Channel; readonly why: string; readonly reason?: BounceReason }
    /** Accepted, and not there yet. `isOver`: it is no longer tried, though it might work another time. */
    | { readonly outcome: 'delayed'; readonly reason: BounceReason; readonly isOver: boolean }
    /** The reader called it spam. */
    | { readonly outcome: 'complained' }
    /** Nobody reads it at present. `until`: the first day back, `YYYY-MM-DD`; the rules add `back`, its beginning, and when to remind then. */
    | { readonly outcome: 'away'; readonly until?: string; readonly back?: Instant; readonly remindAt?: Instant | null }
  );

/** Where a draft came from, so that its sender is answered there: the Message-ID of a mail, a chat message's address. */
export type Origin = { readonly channel: Channel; readonly reference: string };

export type SealedDocument = {
  readonly document: string;
  readonly sha256: Sha256;
  readonly bytes: number;
  readonly pages: number;
};
