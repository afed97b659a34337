// One refusal of each code, in each of its forms; a new code does not compile without one.
import { EXCLUDED_CLASSES } from '#core/classes.ts';
import type { FieldName, Refusal, RefusalCode } from '#core/refusal.ts';
import type { Assurance } from '#core/terms.ts';
import { T0 } from '#test/support/build.ts';

type Forms = { readonly [C in RefusalCode]: readonly Extract<Refusal, { code: C }>[] };

const LEVELS: readonly Assurance[] = ['L0', 'L1', 'L2', 'L3'];
const expiresAt = T0;
/** One of each kind without a label, and one with; more than a sentence names. */
const FIELDS: readonly FieldName[] = [
  { kind: 'text', label: 'Job title', page: 2 },
  ...(['signature', 'initials', 'date', 'text', 'checkbox'] as const).map((kind) => ({ kind, label: '', page: 4 })),
];

const FORMS: Forms = {
  'no-such-envelope': [{ code: 'no-such-envelope' }],
  'not-yours': [{ code: 'not-yours' }],
  'not-the-sender': [{ code: 'not-the-sender' }],
  'may-not-send': [{ code: 'may-not-send' }],
  'too-many-today': [0, 1, 2_000].map((most) => ({ code: 'too-many-today', most, againAt: T0 })),
  'proven-too-weakly': LEVELS.map((needs) => ({ code: 'proven-too-weakly', needs })),
  'already-sent': [{ code: 'already-sent' }],
  'not-sent-yet': [{ code: 'not-sent-yet' }],
  'no-documents': [{ code: 'no-documents' }],
  'no-signers-or-approvers': [{ code: 'no-signers-or-approvers' }],
  'too-many-people': [{ code: 'too-many-people', most: 200 }],
  'seated-twice': [{ code: 'seated-twice', email: 'max@northwind.test' }],
  'own-approval': [{ code: 'own-approval' }],
  'approves-and-signs': [{ code: 'approves-and-signs', email: 'max@northwind.test' }],
  'mixed-group': [{ code: 'mixed-group', step: 2 }],
  'quorum-impossible': [{ code: 'quorum-impossible', step: 2, needed: 4, people: 3 }],
  'preparer-late': [{ code: 'preparer-late' }],
  'level-not-available': [{ code: 'level-not-available', needs: 'L3' }],
  'class-excluded': [...EXCLUDED_CLASSES, 'memo'].map((documentClass) => ({ code: 'class-excluded', documentClass })),
  'class-unknown': [{ code: 'class-unknown', documentClass: 'memo' }],
  'deadline-in-the-past': [{ code: 'deadline-in-the-past', expiresAt }],
  'not-your-turn': [{ code: 'not-your-turn', waitingFor: ['Zora Example'] }],
  'already-acted': (['signed', 'approved', 'acknowledged', 'prepared', 'declined'] as const).map((act) => ({
    code: 'already-acted',
    act,
    actedAt: T0,
  })),
  'handed-over': [{ code: 'handed-over', to: 'Max', handedOverAt: T0 }],
  'no-longer-asked': [{ code: 'no-longer-asked', since: T0 }],
  'wrong-role': (['signer', 'approver', 'viewer', 'preparer', 'cc'] as const).flatMap((role) =>
    (['sign', 'approve', 'acknowledge', 'prepare', 'decline'] as const).map((act) => ({ code: 'wrong-role' as const, role, act })),
  ),
  'documents-changed': [{ code: 'documents-changed' }],
  'unknown-document': [{ code: 'unknown-document' }],
  'not-a-consumer-envelope': [{ code: 'not-a-consumer-envelope' }],
  'disclosure-missing': [{ code: 'disclosure-missing' }],
  'not-opened': [{ code: 'not-opened' }],
  'reason-missing': [{ code: 'reason-missing' }],
  'name-missing': [{ code: 'name-missing' }],
  'text-missing': [{ code: 'text-missing' }],
  'draft-changed': [{ code: 'draft-changed', draftedAt: T0 }],
  'text-too-long': [{ code: 'text-too-long', most: 2000 }],
  'too-many-fields': [{ code: 'too-many-fields', most: 200 }],
  'field-misplaced': [{ code: 'field-misplaced', page: 3 }],
  'field-for-nobody': [{ code: 'field-for-nobody', page: 3 }],
  'unknown-field': [{ code: 'unknown-field' }],
  'entry-missing': [FIELDS.slice(0, 1), FIELDS.slice(0, 2), FIELDS].map((fields) => ({ code: 'entry-missing', fields })),
  'entry-unreadable': FIELDS.map((field) => ({ code: 'entry-unreadable', field })),
  'entry-too-long': FIELDS.map((field) => ({ code: 'entry-too-long', field, most: 500 })),
  'entries-too-large': [{ code: 'entries-too-large' }],
  'past-deadline': [{ code: 'past-deadline', expiresAt }],
  'envelope-over': (['completed', 'declined', 'voided', 'expired'] as const).map((status) => ({
    code: 'envelope-over',
    status,
    endedAt: T0,
  })),
  disputed: [{ code: 'disputed', since: T0 }],
  'not-disputed': [{ code: 'not-disputed' }],
  'nothing-to-withdraw': [{ code: 'nothing-to-withdraw' }],
  'not-withdrawable': [{ code: 'not-withdrawable' }],
  'delegation-not-allowed': (['never', 'own-people'] as const).map((rule) => ({ code: 'delegation-not-allowed', rule })),
  'deadline-not-later': [{ code: 'deadline-not-later', expiresAt }],
  'snooze-too-long': [{ code: 'snooze-too-long', expiresAt }],
  'nobody-so-called': ['Anna', ''].map((words) => ({ code: 'nobody-so-called', words })),
  'nobody-to-remind': [{ code: 'nobody-to-remind' }],
  muted: [{ code: 'muted' }],
  'reminded-lately': [{ code: 'reminded-lately', againAt: T0 }],
  'resent-too-often': [{ code: 'resent-too-often', most: 20 }],
  'wrote-too-often': [{ code: 'wrote-too-often', againAt: T0 }],
  'still-open': [{ code: 'still-open' }],
  'nothing-new': [{ code: 'nothing-new' }],
};

export const EVERY_REFUSAL: readonly Refusal[] = Object.values(FORMS).flat();
