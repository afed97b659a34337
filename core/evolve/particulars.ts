// What events change about the envelope as a whole, and which of its fields outlive a status.
import type { Completed, Draft, Existing, Particulars, Recipient, Sent } from '../envelope.ts';
import type { EventOf } from '../events.ts';
import { BEFORE_POLICIES } from '../policy/pinned.ts';
import type { Rescheduled } from '../terms.ts';
import type { Instant } from '../time.ts';
import { withEscalation, withRecipient, withReminder } from './recipients.ts';

export function drafted(event: EventOf<'drafted'>): Draft {
  const { at, senderName, senderEmail, organisation, fallbackName = '', fallbackEmail = '', by: _by, type: _type, ...rest } = event;
  return {
    consumer: false,
    documentClass: '',
    language: 'en',
    ...rest,
    policy: { ...BEFORE_POLICIES, ...rest.policy },
    status: 'draft',
    draftedAt: at,
    sender: { name: senderName, email: senderEmail, organisation },
    ...(fallbackEmail === '' ? {} : { fallback: { name: fallbackName, email: fallbackEmail } }),
    documents: [],
    recipients: [],
    fields: [],
    entered: {},
    comments: [],
    disputes: [],
    recordedEffects: [],
  };
}

type Deadline = {
  readonly warnAt: Instant | null;
  readonly expiresAt?: Instant;
  readonly reminders?: readonly Rescheduled[];
};

export function withDeadline({ warnAt: _, ...state }: Sent, { warnAt, expiresAt = state.expiresAt, reminders = [] }: Deadline): Sent {
  const next: Sent = { ...state, expiresAt, ...(warnAt === null ? {} : { warnAt }) };
  return reminders.reduce(
    (then, { recipient, remindAt, escalateAt }) =>
      withRecipient(then, recipient, (was) => withEscalation(withReminder(was, remindAt), escalateAt)),
    next,
  );
}

export function expiredRecipient(recipient: Recipient): Recipient {
  const isWaiting = recipient.act === undefined && recipient.closed === undefined && recipient.role !== 'cc';
  return isWaiting ? { ...recipient, status: 'expired' } : recipient;
}

export function asSent(state: Existing): Sent {
  if (state.status === 'sent') return state;
  throw new Error(`The record of ${state.id} goes on as if it were sent, but it is ${state.status}; restore it from a backup.`);
}

export function asCompleted(state: Existing): Completed {
  if (state.status === 'completed') return state;
  throw new Error(`The record of ${state.id} seals an envelope that is ${state.status}; restore it from a backup.`);
}

/** Once it is over, only what outlives every status, and that it was sent. */
export function ended(state: Sent): Particulars & Pick<Sent, 'sentAt' | 'fingerprint'>;
export function ended(state: Existing): Particulars & Partial<Pick<Sent, 'sentAt'>>;
export function ended(state: Existing) {
  return picked(state, { ...PARTICULARS, sentAt: true, fingerprint: true });
}

/** Every field that stays whatever the status; the type makes the list complete. */
const PARTICULARS: { readonly [F in keyof Particulars]-?: true } = {
  id: true,
  tenant: true,
  title: true,
  message: true,
  sender: true,
  documents: true,
  recipients: true,
  fields: true,
  entered: true,
  steps: true,
  zone: true,
  language: true,
  consumer: true,
  documentClass: true,
  amount: true,
  fallback: true,
  draftedAt: true,
  expiresAt: true,
  policy: true,
  origin: true,
  senderChannel: true,
  comments: true,
  disputes: true,
  recordedEffects: true,
};

/** Fields of the former status fall away. */
export function particularsOf(state: Existing): Particulars {
  return picked(state, PARTICULARS);
}

function picked(state: Existing, fields: object): Particulars {
  return Object.fromEntries(Object.entries(state).filter(([field]) => field in fields)) as Particulars;
}
