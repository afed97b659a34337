// How an event changes the state. Every stored event is believed: rules are in decide, this only remembers.
import type { Completed, Draft, Envelope, Existing, Particulars, Recipient, RecipientStatus, Sent } from './envelope.ts';
import type { EnvelopeEvent, EventOf } from './events.ts';
import type { RecipientId } from './ids.ts';

export function evolve(state: Envelope, event: EnvelopeEvent): Envelope {
  if (event.type === 'drafted') return drafted(event);
  if (state.status === 'none') throw new Error(`The record begins with "${event.type}" instead of "drafted"; restore it from a backup.`);
  switch (event.type) {
    case 'document-added': {
      const { at: _at, by: _by, type: _type, ...document } = event;
      return { ...state, documents: [...state.documents, document] };
    }
    case 'recipient-added':
      return { ...state, recipients: [...state.recipients, recipientOf(event)] };
    case 'sent':
      return { ...particularsOf(state), status: 'sent', sentAt: event.at, fingerprint: event.fingerprint };
    case 'turn-began':
      return changed(state, event.recipient, ({ remindAt: _, ...was }) => ({ ...was, askedAt: event.at, ...remindAtOf(event.remindAt) }));
    case 'reminded':
      return changed(state, event.recipient, ({ remindAt: _, ...was }) => ({
        ...was,
        reminders: event.count,
        remindedAt: event.at,
        ...remindAtOf(event.remindAt),
      }));
    case 'deliveries-recorded':
      return deliveriesRecorded(state, event);
    case 'viewed':
      return changed(state, event.recipient, (was) => ({ ...was, viewedAt: event.at, status: isOpen(was) ? 'viewed' : was.status }));
    case 'approved':
    case 'signed':
    case 'declined':
      return acted(state, event);
    case 'act-held': {
      const { act, at, lapsesAt, needs } = event;
      return changed(state, event.recipient, (was) => ({ ...was, held: { act, at, lapsesAt, needs } }));
    }
    case 'commented':
      return { ...state, comments: [...state.comments, { seat: event.by.seat, at: event.at }] };
    case 'envelope-declined':
      return { ...asSent(state), status: 'declined', endedAt: event.at, declinedBy: event.recipient };
    case 'completed':
      return { ...asSent(state), status: 'completed', completedAt: event.at, sealing: { state: 'sealing' } };
    case 'voided':
      return { ...ended(state), status: 'voided', endedAt: event.at, reason: event.reason, voidedBy: event.by.seat };
    case 'expired':
      return { ...ended(state), status: 'expired', endedAt: event.at, recipients: state.recipients.map(expiredRecipient) };
    case 'sealed':
      return { ...asCompleted(state), sealing: { state: 'sealed', at: event.at, documents: event.documents } };
    case 'seal-failed':
      return { ...asCompleted(state), sealing: { state: 'seal-failed', at: event.at, why: event.why } };
  }
}

function drafted(event: EventOf<'drafted'>): Draft {
  const { at, senderName, senderEmail, organisation, by: _by, type: _type, ...rest } = event;
  return {
    ...rest,
    status: 'draft',
    draftedAt: at,
    sender: { name: senderName, email: senderEmail, organisation },
    documents: [],
    recipients: [],
    comments: [],
    recordedEffects: [],
  };
}

function recipientOf(event: EventOf<'recipient-added'>): Recipient {
  const { recipient: id, at: _at, by: _by, type: _type, ...rest } = event;
  return { ...rest, id, status: 'waiting', reminders: 0 };
}

function acted(state: Existing, event: EventOf<'approved' | 'signed' | 'declined'>): Existing {
  const common = { at: event.at, via: event.by.via, assurance: event.by.assurance, evidence: event.evidence } as const;
  const act = {
    ...common,
    type: event.type,
    words: event.type === 'declined' ? event.reason : event.words,
    ...(event.type === 'signed' ? { typedName: event.typedName, consent: event.consent } : {}),
  };
  return changed(state, event.recipient, ({ remindAt: _remindAt, held: _held, ...was }) => ({ ...was, status: event.type, act }));
}

function deliveriesRecorded(state: Existing, event: EventOf<'deliveries-recorded'>): Existing {
  const next = event.deliveries.reduce<Existing>(
    (then, { recipient, outcome }) => changed(then, recipient, (was) => ({ ...was, status: afterDelivery(was.status, outcome) })),
    state,
  );
  return { ...next, recordedEffects: [...next.recordedEffects, ...event.deliveries.map(({ effect }) => effect)] };
}

/** A late delivery outcome moves no status back. */
function afterDelivery(status: RecipientStatus, outcome: 'accepted' | 'undeliverable'): RecipientStatus {
  if (outcome === 'accepted') return status === 'waiting' || status === 'undeliverable' ? 'notified' : status;
  return status === 'waiting' || status === 'notified' ? 'undeliverable' : status;
}

function expiredRecipient(recipient: Recipient): Recipient {
  return isOpen(recipient) && recipient.role !== 'cc' ? { ...recipient, status: 'expired' } : recipient;
}

function isOpen({ act }: Recipient): boolean {
  return act === undefined;
}

function changed(state: Existing, id: RecipientId, change: (was: Recipient) => Recipient): Existing {
  return { ...state, recipients: state.recipients.map((recipient) => (recipient.id === id ? change(recipient) : recipient)) };
}

function remindAtOf(remindAt: EventOf<'reminded'>['remindAt']) {
  return remindAt === null ? {} : { remindAt };
}

function asSent(state: Existing): Sent {
  if (state.status === 'sent') return state;
  throw new Error(`The record of ${state.id} ends an envelope that is ${state.status}; restore it from a backup.`);
}

function asCompleted(state: Existing): Completed {
  if (state.status === 'completed') return state;
  throw new Error(`The record of ${state.id} seals an envelope that is ${state.status}; restore it from a backup.`);
}

function ended(state: Existing) {
  return { ...particularsOf(state), ...('sentAt' in state && state.sentAt !== undefined ? { sentAt: state.sentAt } : {}) };
}

/** Every field that stays whatever the status; the type makes the list complete. */
const PARTICULARS: { readonly [F in keyof Particulars]: true } = {
  id: true,
  tenant: true,
  title: true,
  message: true,
  sender: true,
  documents: true,
  recipients: true,
  steps: true,
  zone: true,
  draftedAt: true,
  expiresAt: true,
  policy: true,
  origin: true,
  comments: true,
  recordedEffects: true,
};

/** Fields of the former status fall away. */
function particularsOf(state: Existing): Particulars {
  return Object.fromEntries(Object.entries(state).filter(([field]) => field in PARTICULARS)) as Particulars;
}
