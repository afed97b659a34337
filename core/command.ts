// What someone wants to happen to an envelope, who it is and how sure we are; and what the rules answer.
import type {
  Assurance,
  Channel,
  Consent,
  Delivery,
  DocumentRef,
  EnvelopeEvent,
  EvidenceRef,
  Origin,
  PinnedPolicy,
  Role,
  SealedDocument,
} from './events.ts';
import type { EnvelopeId, RecipientId, TenantId } from './ids.ts';
import type { Instant } from './time.ts';

/** An authenticated identity; which seat it holds in the envelope is for the rules to decide, each time. */
export type Actor =
  | { readonly kind: 'person'; readonly email: string; readonly via: Channel; readonly assurance: Assurance }
  | { readonly kind: 'system'; readonly via: 'schedule' | 'dispatch' | 'sealer' };

export type DraftRecipient = {
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  /** 1-based; steps need not be dense, only their order counts. Ignored for `cc`. */
  readonly step: number;
  readonly internal: boolean;
  readonly needs: Assurance;
  readonly channel: Channel;
};

export type DraftContent = {
  readonly title: string;
  readonly message: string;
  readonly sender: { readonly name: string; readonly email: string; readonly organisation: string };
  readonly zone: string;
  readonly expiresAt: Instant;
  readonly documents: readonly DocumentRef[];
  readonly recipients: readonly DraftRecipient[];
  readonly policy: PinnedPolicy;
  readonly origin: Origin;
  readonly remarks: readonly string[];
};

export type CommandBody =
  /** Creates a draft, or replaces the content of one. Nobody but the sender hears of it. */
  | { readonly type: 'draft'; readonly id: EnvelopeId; readonly tenant: TenantId; readonly content: DraftContent }
  | { readonly type: 'send' }
  | { readonly type: 'view'; readonly recipient: RecipientId }
  | {
      readonly type: 'approve';
      readonly recipient: RecipientId;
      /** Fingerprint of the documents that this person was shown. */
      readonly fingerprint: string;
      readonly words: string;
      readonly evidence: EvidenceRef;
    }
  | {
      readonly type: 'sign';
      readonly recipient: RecipientId;
      readonly fingerprint: string;
      readonly typedName: string;
      readonly words: string;
      readonly consent: Consent;
      readonly evidence: EvidenceRef;
    }
  | { readonly type: 'decline'; readonly recipient: RecipientId; readonly reason: string; readonly evidence: EvidenceRef }
  /** `from: null` = from the sender. `to: null` = to the sender, or from the sender to everyone asked. */
  | { readonly type: 'comment'; readonly from: RecipientId | null; readonly to: RecipientId | null; readonly text: string }
  /** `recipient: null` = everyone whose turn it is. */
  | { readonly type: 'remind'; readonly recipient: RecipientId | null }
  | { readonly type: 'void'; readonly reason: string }
  | { readonly type: 'expire' }
  | { readonly type: 'record-deliveries'; readonly deliveries: readonly Delivery[] }
  | { readonly type: 'record-seal'; readonly documents: readonly SealedDocument[] }
  | { readonly type: 'record-seal-failure'; readonly why: string };

/**
 * @property at trusted receipt time (the server's or the mail provider's clock, never the sender's)
 * @property key the same for every redelivery of one request; a command takes effect once
 */
export type Command = { readonly at: Instant; readonly by: Actor; readonly key: string } & CommandBody;
export type CommandOf<T extends CommandBody['type']> = Extract<Command, { type: T }>;

/** Why the rules say no. Each code has its sentences in phrases: what happened, that nothing changed, what to do. */
export type Refusal =
  | { readonly code: 'no-such-envelope' }
  /** Also for strangers: not yours and not found sound the same. */
  | { readonly code: 'not-yours' }
  | { readonly code: 'not-the-sender' }
  | { readonly code: 'proven-too-weakly'; readonly needs: Assurance }
  | { readonly code: 'already-sent' }
  | { readonly code: 'not-sent-yet' }
  | { readonly code: 'no-documents' }
  | { readonly code: 'no-signers-or-approvers' }
  | { readonly code: 'seated-twice'; readonly email: string }
  | { readonly code: 'own-approval' }
  | { readonly code: 'level-not-available'; readonly needs: Assurance }
  | { readonly code: 'deadline-in-the-past'; readonly expiresAt: Instant }
  | { readonly code: 'not-your-turn'; readonly waitingFor: readonly string[] }
  | { readonly code: 'already-acted'; readonly act: 'approved' | 'signed' | 'declined'; readonly actedAt: Instant }
  | { readonly code: 'wrong-role'; readonly role: Role; readonly act: 'approve' | 'sign' | 'decline' | 'view' }
  | { readonly code: 'documents-changed' }
  | { readonly code: 'reason-missing' }
  | { readonly code: 'name-missing' }
  | { readonly code: 'text-missing' }
  | { readonly code: 'past-deadline'; readonly expiresAt: Instant }
  | { readonly code: 'envelope-over'; readonly status: 'completed' | 'declined' | 'voided' | 'expired'; readonly endedAt: Instant }
  | { readonly code: 'nobody-to-remind' }
  | { readonly code: 'reminded-lately'; readonly againAt: Instant }
  | { readonly code: 'wrote-too-often'; readonly againAt: Instant }
  | { readonly code: 'nothing-new' };

export type RefusalCode = Refusal['code'];

export type Decision = { readonly ok: true; readonly events: readonly EnvelopeEvent[] } | { readonly ok: false; readonly refusal: Refusal };
