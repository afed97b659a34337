// Who may see an event outside the tenant: sending, the documents, what signers and viewers do, the end. Approvals, comments, drafts and
// how the tenant runs its process stay inside.
import type { EnvelopeEvent, EventType } from './events.ts';
import type { RecipientId } from './ids.ts';
import type { Role } from './terms.ts';

type Audience = 'shared' | 'internal';

/** `by-role`: shared where it is about a signer or a viewer. */
const AUDIENCES: Readonly<Record<EventType, Audience | 'by-role'>> = {
  'document-added': 'shared',
  'document-filled': 'shared',
  sent: 'shared',
  completed: 'shared',
  sealed: 'shared',
  'field-placed': 'by-role',
  'fields-cleared': 'internal',
  'field-entered': 'by-role',
  'recipient-added': 'by-role',
  'recipient-corrected': 'by-role',
  'turn-began': 'by-role',
  'turn-ended': 'by-role',
  released: 'by-role',
  viewed: 'by-role',
  'disclosure-accepted': 'by-role',
  signed: 'by-role',
  acknowledged: 'by-role',
  declined: 'by-role',
  'act-held': 'by-role',
  withdrawn: 'by-role',
  delegated: 'by-role',
  reassigned: 'by-role',
  escalated: 'by-role',
  disputed: 'by-role',
  'dispute-resolved': 'shared',
  drafted: 'internal',
  reminded: 'internal',
  snoozed: 'internal',
  muted: 'internal',
  resent: 'internal',
  'deadline-changed': 'internal',
  'expiry-warned': 'internal',
  'deliveries-recorded': 'internal',
  approved: 'internal',
  'field-filled': 'internal',
  prepared: 'internal',
  commented: 'internal',
  'envelope-declined': 'internal',
  voided: 'internal',
  expired: 'internal',
  'seal-failed': 'internal',
  erased: 'internal',
};

/** @param roleOf the role of a seat after the commit in which the event lies */
export function audienceOf(event: EnvelopeEvent, roleOf: (recipient: RecipientId) => Role | undefined): Audience {
  const about = 'recipient' in event ? event.recipient : null;
  const role = event.type === 'recipient-added' ? event.role : about && roleOf(about);
  const audience = AUDIENCES[event.type];
  if (audience !== 'by-role') return audience;
  return role === 'signer' || role === 'viewer' ? 'shared' : 'internal';
}
