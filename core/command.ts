// What someone wants to happen to an envelope, and who it is and how sure we are.
import type { EnvelopeEvent } from './events.ts';
import type { Entry, FieldPlan, FoundPlace } from './fields.ts';
import type { EnvelopeId, RecipientId, TenantId } from './ids.ts';
import type { Refusal } from './refusal.ts';
import type {
  Amount,
  Assurance,
  Channel,
  Consent,
  Delivery,
  DocumentRef,
  EvidenceRef,
  Origin,
  PinnedPolicy,
  Quorum,
  Role,
  SealedDocument,
} from './terms.ts';
import type { Instant } from './time.ts';

/** An authenticated identity; which seat it holds in the envelope is for the rules to decide, each time. */
export type Actor =
  /** `isAdmin`: an administrator of the envelope's tenant, who may do what its sender may. */
  | { readonly kind: 'person'; readonly email: string; readonly via: Channel; readonly assurance: Assurance; readonly isAdmin?: boolean }
  | { readonly kind: 'system'; readonly via: 'schedule' | 'dispatch' | 'sealer' };

/** Someone who can be given a seat. */
export type Candidate = {
  readonly name: string;
  readonly email: string;
  readonly internal: boolean;
  /** What an act must at least be proven with under the tenant's policy; a seat that is taken over may ask for more. */
  readonly needs: Assurance;
  readonly channel: Channel;
  readonly zone?: string;
  readonly language?: string;
};

export type DraftRecipient = Candidate & {
  readonly role: Role;
  /** 1-based; steps need not be dense, only their order counts. Ignored for `cc`. */
  readonly step: number;
};

export type DraftContent = {
  readonly title: string;
  readonly message: string;
  readonly sender: { readonly name: string; readonly email: string; readonly organisation: string };
  readonly zone: string;
  readonly expiresAt: Instant;
  readonly documents: readonly DocumentRef[];
  /** What was found in the documents, by their ids. */
  readonly places?: Readonly<Record<string, readonly FoundPlace[]>>;
  readonly recipients: readonly DraftRecipient[];
  /** By the steps' numbers as the recipients use them; `all` where absent. */
  readonly quorums?: Readonly<Record<number, Quorum>>;
  readonly policy: PinnedPolicy;
  /** Whether the tenant's policy lets this sender send at all. */
  readonly maySend?: boolean;
  readonly consumer?: boolean;
  readonly documentClass?: string;
  readonly amount?: Amount | undefined;
  readonly language?: string;
  /** Who is asked as well when someone stays silent. */
  readonly fallback?: { readonly name: string; readonly email: string } | undefined;
  readonly origin: Origin;
  /** Where the sender wants to be told, if not where the draft comes from. */
  readonly senderChannel?: Channel | undefined;
  readonly remarks: readonly string[];
};

/** Whether an envelope has a place among those that its tenant may send on a day, `most` in all; from `againAt` on there are others. */
export type SendQuota = { readonly isGranted: boolean; readonly most: number; readonly againAt: Instant };

/** A decision on documents that this person was shown: `fingerprint` names them. */
type Decided = {
  readonly recipient: RecipientId;
  readonly fingerprint: string;
  readonly words: string;
  readonly evidence: EvidenceRef;
};
type Objection = { readonly recipient: RecipientId; readonly reason: string; readonly evidence: EvidenceRef };

export type CommandBody =
  /** Creates a draft, or replaces the content of one. Nobody but the sender hears of it. */
  | { readonly type: 'draft'; readonly id: EnvelopeId; readonly tenant: TenantId; readonly content: DraftContent }
  /** The sender says where fields go; takes the place of all fields of the draft. `draftedAt`: as of `send`. */
  | { readonly type: 'place'; readonly draftedAt?: Instant; readonly fields: readonly (FieldPlan & { readonly recipient: RecipientId })[] }
  /**
   * `draftedAt`: of the draft that its sender was shown, where they can be shown an earlier one. `quota`: told by whoever counts what the
   * tenant sends; absent where nobody does.
   */
  | { readonly type: 'send'; readonly draftedAt?: Instant; readonly quota?: SendQuota }
  | { readonly type: 'view'; readonly recipient: RecipientId }
  | ({ readonly type: 'approve' } & Decided)
  | ({
      readonly type: 'sign';
      readonly typedName: string;
      readonly consent: Consent;
      /** Fields without an entry are filled from the typed name and the day, as far as these say it. */
      readonly entries?: readonly Entry[];
    } & Decided)
  | ({ readonly type: 'acknowledge' } & Decided)
  /** `documents`: presented documents with the data in them; each takes the place of the one with its id. */
  | {
      readonly type: 'prepare';
      readonly recipient: RecipientId;
      readonly values: readonly { readonly name: string; readonly value: string }[];
      readonly documents: readonly DocumentRef[];
      /** Names the documents into which the data went, so that of two preparers neither overwrites what the other filled in. */
      readonly fingerprint?: string;
      readonly evidence: EvidenceRef;
    }
  | ({ readonly type: 'decline' } & Objection)
  | ({ readonly type: 'withdraw' } & Objection)
  | ({ readonly type: 'dispute' } & Objection)
  | { readonly type: 'resolve'; readonly note: string }
  | {
      readonly type: 'accept-disclosure';
      readonly recipient: RecipientId;
      readonly disclosure: Consent;
      readonly evidence: EvidenceRef;
    }
  /** `standing`: the standing delegation in whose name the product itself hands over. */
  | {
      readonly type: 'delegate';
      readonly recipient: RecipientId;
      readonly to: Candidate;
      readonly reason: string;
      readonly standing?: string;
    }
  | { readonly type: 'reassign'; readonly recipient: RecipientId; readonly to: Candidate; readonly reason: string }
  | {
      readonly type: 'correct';
      readonly recipient: RecipientId;
      readonly name: string;
      readonly email: string;
      readonly internal: boolean;
      readonly needs: Assurance;
    }
  | { readonly type: 'resend'; readonly recipient: RecipientId }
  | { readonly type: 'extend'; readonly expiresAt: Instant }
  /** `from: null` = from the sender. `to: null` = to the sender, or from the sender to everyone asked. */
  | { readonly type: 'comment'; readonly from: RecipientId | null; readonly to: RecipientId | null; readonly text: string }
  /** `recipient: null` = everyone whose turn it is. */
  | { readonly type: 'remind'; readonly recipient: RecipientId | null }
  | { readonly type: 'snooze'; readonly recipient: RecipientId; readonly until: Instant }
  | { readonly type: 'mute'; readonly recipient: RecipientId; readonly on: boolean }
  /** The fallback person is asked as well. */
  | { readonly type: 'escalate'; readonly recipient: RecipientId }
  | { readonly type: 'warn' }
  | { readonly type: 'void'; readonly reason: string }
  | { readonly type: 'expire' }
  | { readonly type: 'erase'; readonly recipient: RecipientId | null }
  | { readonly type: 'record-deliveries'; readonly deliveries: readonly Delivery[] }
  | { readonly type: 'record-seal'; readonly documents: readonly SealedDocument[] }
  | { readonly type: 'record-seal-failure'; readonly why: string };

/**
 * @property at trusted receipt time (the server's or the mail provider's clock, never the sender's)
 * @property key the same for every redelivery of one request; a command takes effect once
 */
export type Command = { readonly at: Instant; readonly by: Actor; readonly key: string } & CommandBody;
export type CommandOf<T extends CommandBody['type']> = Extract<Command, { type: T }>;

export type Decision = { readonly ok: true; readonly events: readonly EnvelopeEvent[] } | { readonly ok: false; readonly refusal: Refusal };
