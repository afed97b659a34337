// The events of an envelope. They are a wire format, stored as JSON and folded for ever:
// past tense, JSON values only, changes are additive; one of each ever written is frozen in test/fixtures/events.
import type { Field } from './fields.ts';
import type { EnvelopeId, RecipientId, TenantId } from './ids.ts';
import type {
  Amount,
  Assurance,
  Channel,
  Role,
  ActVerb,
  By,
  EvidenceRef,
  DocumentRef,
  Consent,
  Quorum,
  PinnedPolicy,
  Rescheduled,
  Delivery,
  Origin,
  SealedDocument,
} from './terms.ts';
import type { Instant } from './time.ts';

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
      /** Where the sender is told, if not where the draft came from. */
      readonly senderChannel?: Channel;
      /** What its sender should know of how it was read, a sentence per line: what was left out or changed. */
      readonly remarks: string;
      /** A natural person acts outside trade or profession (15 USC 7006(1)): disclosure and demonstrated access come first. */
      readonly consumer?: boolean;
      /** A class of documents as the sender named it; '' = none. */
      readonly documentClass?: string;
      /** What it is about in money, where the sender said so. */
      readonly amount?: Amount;
      /** BCP 47 language in which the sender is written to. */
      readonly language?: string;
      /** Who is asked as well when someone stays silent; '' = nobody. */
      readonly fallbackName?: string;
      readonly fallbackEmail?: string;
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
      /** IANA zone of this person's working hours; the envelope's where absent. */
      readonly zone?: string;
      readonly language?: string;
      /** The seat that this one takes over or helps out: their acts count as one. */
      readonly standsFor?: RecipientId;
    }
  /** A place in a document that `recipient` fills in by signing. */
  | ({ readonly type: 'field-placed' } & Field)
  /** None of the fields placed so far counts any more; those that do follow. */
  | { readonly type: 'fields-cleared' }
  /** What goes into a field with the signature that follows in the same commit; of a date the day, `YYYY-MM-DD`. */
  | { readonly type: 'field-entered'; readonly recipient: RecipientId; readonly field: string; readonly value: string }
  /** `fingerprint`: the documents' SHA-256 in order, joined by a full stop; for one document simply its SHA-256. */
  | { readonly type: 'sent'; readonly fingerprint: string; readonly warnAt?: Instant | null }
  | {
      readonly type: 'turn-began';
      readonly recipient: RecipientId;
      readonly remindAt: Instant | null;
      readonly escalateAt?: Instant | null;
    }
  /** An earlier step is open again: this recipient's turn comes once more later. */
  | { readonly type: 'turn-ended'; readonly recipient: RecipientId }
  /** The quorum was met without this recipient, or someone who stands for the same seat has acted. */
  | { readonly type: 'released'; readonly recipient: RecipientId }
  | { readonly type: 'reminded'; readonly recipient: RecipientId; readonly count: number; readonly remindAt: Instant | null }
  | { readonly type: 'snoozed'; readonly recipient: RecipientId; readonly until: Instant; readonly remindAt: Instant | null }
  /** `remindAt`: when reminders go on after they were muted. */
  | { readonly type: 'muted'; readonly recipient: RecipientId; readonly on: boolean; readonly remindAt?: Instant | null }
  /** The recipient hands over and stays on record. `standing`: the standing delegation that did it, '' for a delegation by hand. */
  | {
      readonly type: 'delegated';
      readonly recipient: RecipientId;
      readonly to: RecipientId;
      readonly reason: string;
      readonly standing: string;
    }
  /** The sender or an administrator replaces a recipient. */
  | { readonly type: 'reassigned'; readonly recipient: RecipientId; readonly to: RecipientId; readonly reason: string }
  /** `to: null`: there was nobody who could be asked as well. */
  | { readonly type: 'escalated'; readonly recipient: RecipientId; readonly to: RecipientId | null }
  /** The same person under a corrected name or address; links to the former one are dead. */
  | {
      readonly type: 'recipient-corrected';
      readonly recipient: RecipientId;
      readonly name: string;
      readonly email: string;
      readonly internal: boolean;
      readonly needs: Assurance;
      readonly generation: number;
    }
  /** A new link; those of an earlier generation are dead. */
  | { readonly type: 'resent'; readonly recipient: RecipientId; readonly generation: number }
  | {
      readonly type: 'deadline-changed';
      readonly expiresAt: Instant;
      readonly warnAt: Instant | null;
      readonly reminders: readonly Rescheduled[];
    }
  | { readonly type: 'expiry-warned'; readonly expiresAt: Instant }
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
  | {
      readonly type: 'acknowledged';
      readonly recipient: RecipientId;
      readonly fingerprint: string;
      readonly words: string;
      readonly evidence: EvidenceRef;
    }
  | { readonly type: 'field-filled'; readonly recipient: RecipientId; readonly name: string; readonly value: string }
  /** A presented document with the data in it takes the place of the one with the same id. */
  | ({ readonly type: 'document-filled' } & DocumentRef)
  /** `fingerprint` names the documents as everyone after the preparer sees them. */
  | { readonly type: 'prepared'; readonly recipient: RecipientId; readonly fingerprint: string; readonly evidence: EvidenceRef }
  /** A consumer has read what electronic records mean and showed that they can open them (15 USC 7001(c)(1)(C)(ii)). */
  | {
      readonly type: 'disclosure-accepted';
      readonly recipient: RecipientId;
      readonly disclosure: Consent;
      readonly evidence: EvidenceRef;
    }
  | { readonly type: 'declined'; readonly recipient: RecipientId; readonly reason: string; readonly evidence: EvidenceRef }
  /** The recipient takes back their own act, and is reminded again if they stay silent: nobody else is asked in their place. */
  | {
      readonly type: 'withdrawn';
      readonly recipient: RecipientId;
      readonly reason: string;
      readonly evidence: EvidenceRef;
      readonly remindAt?: Instant | null;
    }
  /** Halts acts, timers and sealing until the sender resolves it or voids. */
  | { readonly type: 'disputed'; readonly recipient: RecipientId; readonly reason: string; readonly evidence: EvidenceRef }
  /** The deadline is later by the time that the dispute took. */
  | {
      readonly type: 'dispute-resolved';
      readonly note: string;
      readonly disputants: readonly RecipientId[];
      readonly expiresAt: Instant;
      readonly warnAt: Instant | null;
      readonly reminders: readonly Rescheduled[];
    }
  | {
      /** Proven too weakly: counts for nothing until confirmed by a new act (pending confirmation). */
      readonly type: 'act-held';
      readonly recipient: RecipientId;
      readonly act: ActVerb;
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
  | { readonly type: 'seal-failed'; readonly why: string }
  /** Personal values of one seat, or of the whole envelope (`recipient: null`), are taken off the record. */
  | { readonly type: 'erased'; readonly recipient: RecipientId | null };

export type EnvelopeEvent = { readonly at: Instant; readonly by: By } & EventBody;
export type EventType = EventBody['type'];
export type EventOf<T extends EventType> = Extract<EnvelopeEvent, { type: T }>;
