// Who must hear what of a stored event. Derived, never fired: a crash can repeat a message, it cannot lose one.
import type { Envelope, Existing, Recipient } from './envelope.ts';
import type { EventOf } from './events.ts';
import type { RecipientId } from './ids.ts';
import type { StoredEvent } from './record.ts';
import { hasTurn } from './rules/turns.ts';

export type NotificationKind =
  | 'draft'
  | 'sign-request'
  | 'approve-request'
  | 'reminder'
  | 'recorded'
  | 'confirm'
  | 'question'
  | 'answer'
  | 'declined'
  | 'voided'
  | 'expired'
  | 'completed'
  | 'seal-failed'
  | 'undeliverable';

export type Notification = {
  readonly kind: NotificationKind;
  readonly to: 'sender' | RecipientId;
  /** The event behind it: `version.index`. */
  readonly event: string;
  /** Whose doing the message is about, where it is about someone else. */
  readonly about?: 'sender' | RecipientId;
  /** A question's or answer's text; a decline's or void's reason as far as this person may see it. */
  readonly text?: string;
};

type Told = Omit<Notification, 'event'>;

/**
 * @param then the state after the commit in which the event lies
 * @param now the state as it is at sending
 * @returns what is still true: an invitation after a void is not among it, and whoever planned it closes it as superseded
 */
export function notify(stored: StoredEvent, then: Envelope, now: Envelope): readonly Notification[] {
  if (then.status === 'none' || now.status === 'none') return [];
  const key = `${stored.version}.${stored.index}`;
  return told(stored, then, now).map((one) => ({ ...one, event: key }));
}

function told({ event }: StoredEvent, then: Existing, now: Existing): readonly Told[] {
  switch (event.type) {
    case 'drafted':
      return now.status === 'draft' && now.draftedAt === event.at ? [{ kind: 'draft', to: 'sender' }] : [];
    case 'turn-began':
      return whileWaitedFor(now, event.recipient, ({ role }) => (role === 'approver' ? 'approve-request' : 'sign-request'));
    case 'reminded':
      return whileWaitedFor(now, event.recipient, () => 'reminder');
    case 'act-held':
      return whileWaitedFor(now, event.recipient, () => 'confirm');
    case 'approved':
    case 'signed':
      return [{ kind: 'recorded', to: event.recipient }];
    case 'declined':
      return declined(event, then);
    case 'commented':
      return commented(event, then);
    case 'deliveries-recorded':
      return event.deliveries
        .filter(({ outcome }) => outcome === 'undeliverable')
        .map(({ recipient }) => ({ kind: 'undeliverable', to: 'sender', about: recipient }));
    case 'voided':
      return whoKnows(then)
        .map(({ id }): Told => ({ kind: 'voided', to: id, about: 'sender', text: event.reason }))
        .concat({ kind: 'voided', to: 'sender', text: event.reason });
    case 'expired':
      return [{ kind: 'expired', to: 'sender' }, ...whoKnows(then).map(({ id }): Told => ({ kind: 'expired', to: id }))];
    case 'sealed':
      return [{ kind: 'completed', to: 'sender' }, ...now.recipients.map(({ id }): Told => ({ kind: 'completed', to: id }))];
    case 'seal-failed':
      return now.status === 'completed' && now.sealing.state === 'seal-failed' ? [{ kind: 'seal-failed', to: 'sender' }] : [];
    case 'document-added':
    case 'recipient-added':
    case 'sent':
    case 'viewed':
    case 'envelope-declined':
    case 'completed':
      return [];
  }
}

function whileWaitedFor(now: Existing, id: RecipientId, kindFor: (recipient: Recipient) => NotificationKind): readonly Told[] {
  const recipient = now.recipients.find((one) => one.id === id);
  if (now.status !== 'sent' || !recipient || !hasTurn(now, recipient)) return [];
  return [{ kind: kindFor(recipient), to: id }];
}

/** The reason is for the sender; the others learn that it is over, and the one who declined that it is on record. */
function declined({ recipient, reason }: EventOf<'declined'>, then: Existing): readonly Told[] {
  const others = whoKnows(then).filter(({ id }) => id !== recipient);
  return [
    { kind: 'recorded', to: recipient },
    { kind: 'declined', to: 'sender', about: recipient, text: reason },
    ...others.map(({ id }): Told => ({ kind: 'declined', to: id, about: recipient })),
  ];
}

function commented({ by, to, text }: EventOf<'commented'>, then: Existing): readonly Told[] {
  if (by.seat !== 'sender') return [{ kind: 'question', to: 'sender', about: by.seat === 'system' ? 'sender' : by.seat, text }];
  const audience = to === null ? whoKnows(then).map(({ id }) => id) : [to];
  return audience.map((id) => ({ kind: 'answer', to: id, about: 'sender', text }));
}

/** Those who have been asked: nobody else has heard of the envelope. */
function whoKnows({ recipients }: Existing): readonly Recipient[] {
  return recipients.filter(({ askedAt }) => askedAt !== undefined);
}
