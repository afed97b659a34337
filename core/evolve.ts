// How an event changes the state. Every stored event is believed: rules are in decide, this only remembers.
import type { Envelope, Existing } from './envelope.ts';
import type { EnvelopeEvent, EventOf, EventType } from './events.ts';
import { acted, asNew, deliveriesRecorded, heardFrom, recipientOf, withRecipient, withReminder } from './evolve/recipients.ts';
import { withoutEntries } from './evolve/entries.ts';
import { asCompleted, asSent, drafted, ended, expiredRecipient, particularsOf, withDeadline } from './evolve/particulars.ts';

type Changes = { readonly [T in Exclude<EventType, 'drafted'>]: (state: Existing, event: EventOf<T>) => Existing };

/** Exhaustive by its type: an event without its change does not compile. */
const CHANGES: Changes = {
  'document-added': (state, { at: _at, by: _by, type: _type, ...document }) => ({ ...state, documents: [...state.documents, document] }),
  'document-filled': (state, { at: _at, by: _by, type: _type, ...document }) => ({
    ...state,
    documents: state.documents.map((one) => (one.id === document.id ? document : one)),
  }),
  'recipient-added': (state, event) => ({ ...state, recipients: [...state.recipients, recipientOf(state, event)] }),
  'field-placed': (state, { at: _at, by: _by, type: _type, ...field }) => ({ ...state, fields: [...state.fields, field] }),
  'fields-cleared': (state) => ({ ...state, fields: [] }),
  'field-entered': (state, { field, value }) => ({ ...state, entered: { ...state.entered, [field]: value } }),
  sent: (state, { at, fingerprint, warnAt = null }) =>
    withDeadline({ ...particularsOf(state), status: 'sent', sentAt: at, fingerprint }, { warnAt }),
  'turn-began': (state, { recipient, at, remindAt, escalateAt = null }) =>
    withRecipient(state, recipient, ({ remindAt: _remindAt, escalateAt: _escalateAt, closed: _closed, ...was }) => ({
      ...was,
      askedAt: at,
      turns: was.turns + 1,
      status: was.status === 'released' ? 'notified' : was.status,
      ...(remindAt === null ? {} : { remindAt }),
      ...(escalateAt === null ? {} : { escalateAt }),
    })),
  'turn-ended': (state, { recipient }) =>
    withRecipient(state, recipient, ({ askedAt: _askedAt, remindAt: _remindAt, escalateAt: _escalateAt, held: _held, ...was }) => was),
  released: (state, { recipient, at }) =>
    withRecipient(state, recipient, ({ remindAt: _remindAt, escalateAt: _escalateAt, held: _held, ...was }) => ({
      ...was,
      status: 'released',
      closed: { as: 'released', at },
    })),
  reminded: (state, { recipient, at, count, remindAt }) =>
    withRecipient(state, recipient, (was) => withReminder({ ...was, reminders: count, remindedAt: at }, remindAt)),
  snoozed: (state, { recipient, until, remindAt }) =>
    withRecipient(state, recipient, (was) => withReminder({ ...was, snoozedUntil: until }, remindAt)),
  muted: (state, { recipient, on, remindAt = null }) =>
    withRecipient(state, recipient, (was) => withReminder({ ...was, muted: on }, on ? null : remindAt)),
  delegated: handedOver,
  reassigned: handedOver,
  escalated: (state, { recipient }) => withRecipient(state, recipient, ({ escalateAt: _, ...was }) => was),
  'recipient-corrected': (state, { recipient, name, email, internal, needs, generation }) =>
    withRecipient(state, recipient, ({ viewedAt: _viewedAt, held: _held, disclosure: _disclosure, ...was }) => ({
      ...asNew(was),
      name,
      email,
      internal,
      needs,
      generation,
      status: 'waiting',
    })),
  resent: (state, { recipient, generation }) => withRecipient(state, recipient, (was) => ({ ...asNew(was), generation })),
  'deadline-changed': (state, event) => withDeadline(asSent(state), event),
  'expiry-warned': (state) => {
    const { warnAt: _, ...rest } = asSent(state);
    return rest;
  },
  'deliveries-recorded': deliveriesRecorded,
  viewed: (state, { recipient, at }) =>
    withRecipient(state, recipient, (was) => ({
      ...was,
      viewedAt: at,
      status: was.act === undefined && was.closed === undefined ? 'viewed' : was.status,
    })),
  approved: acted,
  signed: acted,
  acknowledged: acted,
  prepared: (state, event) => ({ ...acted(asSent(state), event), fingerprint: event.fingerprint }),
  declined: acted,
  'field-filled': (state) => state,
  'disclosure-accepted': (state, { recipient, disclosure }) => withRecipient(state, recipient, (was) => ({ ...was, disclosure })),
  'act-held': (state, { recipient, act, at, lapsesAt, needs }) =>
    withRecipient(state, recipient, (was) => ({ ...was, held: { act, at, lapsesAt, needs } })),
  withdrawn: (state, { recipient, remindAt = null }) =>
    withRecipient(withoutEntries(state, recipient), recipient, ({ act: _, ...was }) =>
      withReminder({ ...was, status: was.viewedAt === undefined ? 'notified' : 'viewed' }, remindAt),
    ),
  disputed: (state, { recipient, at }) => ({ ...state, disputes: [...state.disputes, { by: recipient, at }] }),
  'dispute-resolved': (state, event) => {
    const settled = { ...state, disputes: [] };
    return settled.status === 'sent' ? withDeadline(settled, event) : settled;
  },
  commented: (state, { by, at }) => ({ ...state, comments: [...state.comments, { seat: by.seat, at }] }),
  'envelope-declined': (state, { at, recipient }) => ({
    ...ended(asSent(state)),
    status: 'declined',
    endedAt: at,
    declinedBy: recipient,
  }),
  completed: (state, { at }) => ({ ...ended(asSent(state)), status: 'completed', completedAt: at, sealing: { state: 'sealing' } }),
  // What was objected to is void: there is nothing left that a dispute could hold back.
  voided: (state, { at, reason, by }) => ({
    ...ended(state),
    status: 'voided',
    endedAt: at,
    reason,
    voidedBy: by.seat,
    disputes: [],
  }),
  expired: (state, { at }) => ({ ...ended(state), status: 'expired', endedAt: at, recipients: state.recipients.map(expiredRecipient) }),
  sealed: (state, { at, documents }) => ({ ...asCompleted(state), sealing: { state: 'sealed', at, documents } }),
  'seal-failed': (state, { at, why }) => ({ ...asCompleted(state), sealing: { state: 'seal-failed', at, why } }),
  erased: (state) => state,
};

export function evolve(state: Envelope, event: EnvelopeEvent): Existing {
  if (event.type === 'drafted') return drafted(event);
  if (state.status === 'none') throw new Error(`The record begins with "${event.type}" instead of "drafted"; restore it from a backup.`);
  // Each change takes its own member of the union; the table's type guarantees the pair, which TypeScript cannot follow here.
  const change = CHANGES[event.type] as (state: Existing, event: EnvelopeEvent) => Existing;
  return change(heardFrom(state, event.by.seat), event);
}

function handedOver(state: Existing, { type, recipient, at, to }: EventOf<'delegated' | 'reassigned'>): Existing {
  return withRecipient(state, recipient, ({ remindAt: _remindAt, escalateAt: _escalateAt, held: _held, ...was }) => ({
    ...was,
    status: type,
    closed: { as: type, at, to },
  }));
}
