// Why the rules say no. Each code has its sentences in phrases: what happened, that nothing changed, what to do.
import type { ActType } from './envelope.ts';
import type { FieldKind } from './fields.ts';
import type { ActVerb, Assurance, Role } from './terms.ts';
import type { Instant } from './time.ts';

/** How people find a field: by what it asks for, else by what it is and where. */
export type FieldName = { readonly kind: FieldKind; readonly label: string; readonly page: number };

export type Refusal =
  | { readonly code: 'no-such-envelope' }
  /** Also for strangers: not yours and not found sound the same. */
  | { readonly code: 'not-yours' }
  | { readonly code: 'not-the-sender' }
  | { readonly code: 'may-not-send' }
  /** As many as the tenant may send on one day are sent. */
  | { readonly code: 'too-many-today'; readonly most: number; readonly againAt: Instant }
  | { readonly code: 'proven-too-weakly'; readonly needs: Assurance }
  | { readonly code: 'already-sent' }
  | { readonly code: 'draft-changed'; readonly draftedAt: Instant }
  | { readonly code: 'not-sent-yet' }
  | { readonly code: 'no-documents' }
  | { readonly code: 'no-signers-or-approvers' }
  | { readonly code: 'too-many-people'; readonly most: number }
  | { readonly code: 'seated-twice'; readonly email: string }
  | { readonly code: 'own-approval' }
  | { readonly code: 'approves-and-signs'; readonly email: string }
  /** A quorum counts acts of one kind. */
  | { readonly code: 'mixed-group'; readonly step: number }
  | { readonly code: 'quorum-impossible'; readonly step: number; readonly needed: number; readonly people: number }
  | { readonly code: 'preparer-late' }
  | { readonly code: 'level-not-available'; readonly needs: Assurance }
  | { readonly code: 'class-excluded'; readonly documentClass: string }
  | { readonly code: 'class-unknown'; readonly documentClass: string }
  | { readonly code: 'deadline-in-the-past'; readonly expiresAt: Instant }
  | { readonly code: 'not-your-turn'; readonly waitingFor: readonly string[] }
  | { readonly code: 'already-acted'; readonly act: ActType; readonly actedAt: Instant }
  | { readonly code: 'handed-over'; readonly to: string; readonly handedOverAt: Instant }
  | { readonly code: 'no-longer-asked'; readonly since: Instant }
  | { readonly code: 'wrong-role'; readonly role: Role; readonly act: ActVerb }
  | { readonly code: 'documents-changed' }
  | { readonly code: 'unknown-document' }
  | { readonly code: 'not-a-consumer-envelope' }
  | { readonly code: 'disclosure-missing' }
  | { readonly code: 'not-opened' }
  | { readonly code: 'reason-missing' }
  | { readonly code: 'name-missing' }
  | { readonly code: 'text-missing' }
  | { readonly code: 'text-too-long'; readonly most: number }
  /** Where the sender places fields. */
  | { readonly code: 'too-many-fields'; readonly most: number }
  | { readonly code: 'field-misplaced'; readonly page: number }
  | { readonly code: 'field-for-nobody'; readonly page: number }
  /** Where a signer fills them in. */
  | { readonly code: 'unknown-field' }
  | { readonly code: 'entry-missing'; readonly fields: readonly FieldName[] }
  | { readonly code: 'entry-unreadable'; readonly field: FieldName }
  | { readonly code: 'entry-too-long'; readonly field: FieldName; readonly most: number }
  | { readonly code: 'entries-too-large' }
  | { readonly code: 'past-deadline'; readonly expiresAt: Instant }
  | { readonly code: 'envelope-over'; readonly status: 'completed' | 'declined' | 'voided' | 'expired'; readonly endedAt: Instant }
  | { readonly code: 'disputed'; readonly since: Instant }
  | { readonly code: 'not-disputed' }
  | { readonly code: 'nothing-to-withdraw' }
  | { readonly code: 'not-withdrawable' }
  | { readonly code: 'delegation-not-allowed'; readonly rule: 'never' | 'own-people' }
  | { readonly code: 'deadline-not-later'; readonly expiresAt: Instant }
  | { readonly code: 'snooze-too-long'; readonly expiresAt: Instant }
  | { readonly code: 'nobody-to-remind' }
  /** No one, or more than one. */
  | { readonly code: 'nobody-so-called'; readonly words: string }
  | { readonly code: 'muted' }
  | { readonly code: 'reminded-lately'; readonly againAt: Instant }
  | { readonly code: 'resent-too-often'; readonly most: number }
  | { readonly code: 'wrote-too-often'; readonly againAt: Instant }
  | { readonly code: 'still-open' }
  | { readonly code: 'nothing-new' };

export type RefusalCode = Refusal['code'];
