// Who must hear what of a stored event. Derived, never fired: a crash can repeat a message, it cannot lose one.
import type { Envelope, Existing, Recipient } from './envelope.ts';
import type { EventOf, EventType } from './events.ts';
import type { RecipientId } from './ids.ts';
import { isAskedAnew, outcomeTold } from './outcomes.ts';
import type { StoredEvent } from './record.ts';
import { sameAddress } from './rules/answers.ts';
import { hasTurn } from './rules/turns.ts';
import type { BounceReason, Channel, Role } from './terms.ts';

export type RequestKind = 'sign-request' | 'approve-request' | 'acknowledge-request' | 'prepare-request';
export type NotificationKind =
  | 'draft'
  | RequestKind
  | 'reminder'
  | 'recorded'
  | 'confirm'
  | 'question'
  | 'answer'
  | 'declined'
  | 'released'
  | 'handed-over'
  | 'escalated'
  | 'withdrawn'
  | 'disputed'
  | 'resumed'
  | 'deadline'
  | 'expiry-warning'
  | 'voided'
  | 'expired'
  | 'completed'
  | 'seal-failed'
  | 'undeliverable'
  | 'rerouted'
  | 'delayed'
  | 'complained'
  | 'away';

export type Notification = {
  readonly kind: NotificationKind;
  readonly to: 'sender' | RecipientId;
  /** The event behind it: `version.index`. */
  readonly event: string;
  /** Whose doing the message is about, where it is about someone else. */
  readonly about?: 'sender' | RecipientId;
  /** A question's or answer's text; a reason as far as this person may see it. */
  readonly text?: string;
  /** On which they were not reached, where the message is about that. */
  readonly from?: Channel;
  /** Why a message did not arrive, as a mail system said later. */
  readonly reason?: BounceReason;
};

export type Told = Omit<Notification, 'event'>;
type Tellers = { readonly [T in EventType]: (event: EventOf<T>, then: Existing, now: Existing) => readonly Told[] };

/**
 * @param then the state after the commit in which the event lies
 * @param now the state as it is at sending
 * @returns what is still true: an invitation after a void is not among it, and whoever planned it closes it as superseded
 */
export function notify(stored: StoredEvent, then: Envelope, now: Envelope): readonly Notification[] {
  if (then.status === 'none' || now.status === 'none') return [];
  const key = `${stored.version}.${stored.index}`;
  // Each teller takes its own member of the union; the table's type guarantees the pair, which TypeScript cannot follow here.
  const tell = TELLERS[stored.event.type] as (event: StoredEvent['event'], then: Existing, now: Existing) => readonly Told[];
  return tell(stored.event, then, now).map((one) => ({ ...one, event: key }));
}

const REQUESTS: Readonly<Record<Role, RequestKind>> = {
  signer: 'sign-request',
  approver: 'approve-request',
  viewer: 'acknowledge-request',
  preparer: 'prepare-request',
  // A copy has no turn.
  cc: 'acknowledge-request',
};

function requestTo(now: Existing, recipient: RecipientId): readonly Told[] {
  return whileWaitedFor(now, recipient, ({ role }) => REQUESTS[role]);
}

/** An act that was withdrawn meanwhile is not confirmed any more. */
function toActor({ recipient }: { recipient: RecipientId }, _then: Existing, now: Existing): readonly Told[] {
  return recipientIn(now, recipient)?.act === undefined ? [] : [{ kind: 'recorded', to: recipient }];
}

/** Once a turn, and under a new address or with a new link by the event that says so. */
function begun({ recipient, at }: EventOf<'turn-began'>, then: Existing, now: Existing): readonly Told[] {
  const asked = recipientIn(now, recipient);
  const isSame = asked?.askedAt === at && asked.generation === recipientIn(then, recipient)?.generation;
  return isSame ? requestTo(now, recipient) : [];
}

function nobody(): readonly Told[] {
  return [];
}

/** Exhaustive by its type: an event of which nobody has thought does not compile. */
const TELLERS: Tellers = {
  drafted: ({ at }, _then, now) => (now.status === 'draft' && now.draftedAt === at ? [{ kind: 'draft', to: 'sender' }] : []),
  'document-added': nobody,
  'document-filled': nobody,
  'field-filled': nobody,
  'field-placed': nobody,
  'fields-cleared': nobody,
  'field-entered': nobody,
  'recipient-added': nobody,
  sent: nobody,
  'turn-began': begun,
  'turn-ended': ({ recipient }, _then, now) => whileNotAsked(now, recipient),
  released: ({ recipient }, then, now) => (wasAsked(then, recipient) ? whileNotAsked(now, recipient) : []),
  // A dispute halts every timer; once it is resolved, reminders are set anew.
  reminded: ({ recipient }, _then, now) => (now.disputes.length > 0 ? [] : whileWaitedFor(now, recipient, () => 'reminder')),
  snoozed: nobody,
  muted: nobody,
  delegated: ({ recipient, reason }) => [
    { kind: 'handed-over', to: recipient, about: recipient },
    { kind: 'handed-over', to: 'sender', about: recipient, text: reason },
  ],
  // Whoever was never asked need not hear that they are not.
  reassigned: ({ recipient, to }, then) =>
    wasAsked(then, recipient)
      ? [
          { kind: 'released', to: recipient },
          { kind: 'handed-over', to: 'sender', about: to },
        ]
      : [{ kind: 'handed-over', to: 'sender', about: to }],
  escalated: ({ recipient }) => [{ kind: 'escalated', to: 'sender', about: recipient }],
  // Under a new address or with a new link the request goes out again.
  'recipient-corrected': ({ recipient, generation }, _then, now) => ofGeneration(now, recipient, generation),
  resent: ({ recipient, generation }, _then, now) => ofGeneration(now, recipient, generation),
  'deadline-changed': ({ expiresAt }, then, now) =>
    now.expiresAt === expiresAt ? then.recipients.flatMap(({ id }) => whileWaitedFor(now, id, () => 'deadline')) : [],
  'expiry-warned': ({ expiresAt }, _then, now) =>
    now.status === 'sent' && now.expiresAt === expiresAt ? [{ kind: 'expiry-warning', to: 'sender' }] : [],
  'deliveries-recorded': ({ deliveries, at }, _then, now) =>
    deliveries.flatMap((delivery) => [
      ...outcomeTold(delivery, at, now),
      ...(isAskedAnew(delivery, now) ? requestTo(now, delivery.recipient) : []),
    ]),
  viewed: nobody,
  'disclosure-accepted': nobody,
  approved: toActor,
  signed: toActor,
  acknowledged: toActor,
  prepared: toActor,
  // The latest one counts, and asks for all.
  'act-held': ({ recipient, at }, _then, now) =>
    recipientIn(now, recipient)?.held?.at === at ? whileWaitedFor(now, recipient, () => 'confirm') : [],
  declined,
  withdrawn: ({ recipient, reason }) => [
    { kind: 'withdrawn', to: recipient, about: recipient },
    { kind: 'withdrawn', to: 'sender', about: recipient, text: reason },
  ],
  disputed: ({ recipient, reason }) => [
    { kind: 'disputed', to: recipient, about: recipient },
    { kind: 'disputed', to: 'sender', about: recipient, text: reason },
  ],
  'dispute-resolved': ({ note, disputants }) => disputants.map((id) => ({ kind: 'resumed', to: id, about: 'sender', text: note })),
  commented,
  'envelope-declined': nobody,
  completed: nobody,
  voided: ({ reason }, then) => [
    ...whoKnows(then).map(({ id }): Told => ({ kind: 'voided', to: id, about: 'sender', text: reason })),
    { kind: 'voided', to: 'sender', text: reason },
  ],
  expired: (_event, then) => [{ kind: 'expired', to: 'sender' }, ...whoKnows(then).map(({ id }): Told => ({ kind: 'expired', to: id }))],
  sealed: (_event, _then, now) => [
    { kind: 'completed', to: 'sender' },
    ...onceEach(now, now.recipients.filter(isConcerned)).map(({ id }): Told => ({ kind: 'completed', to: id })),
  ],
  'seal-failed': (_event, _then, now) =>
    now.status === 'completed' && now.sealing.state === 'seal-failed' ? [{ kind: 'seal-failed', to: 'sender' }] : [],
  erased: nobody,
};

function recipientIn(state: Existing, id: RecipientId): Recipient | undefined {
  return state.recipients.find((one) => one.id === id);
}

function whileWaitedFor(now: Existing, id: RecipientId, kindFor: (recipient: Recipient) => NotificationKind): readonly Told[] {
  const recipient = recipientIn(now, id);
  if (now.status !== 'sent' || !recipient || !hasTurn(now, recipient)) return [];
  return [{ kind: kindFor(recipient), to: id }];
}

/** Once the envelope is over, its end says it all. */
function whileNotAsked(now: Existing, id: RecipientId): readonly Told[] {
  const recipient = recipientIn(now, id);
  return now.status === 'sent' && recipient && !hasTurn(now, recipient) ? [{ kind: 'released', to: id }] : [];
}

function ofGeneration(now: Existing, id: RecipientId, generation: number): readonly Told[] {
  return recipientIn(now, id)?.generation === generation ? requestTo(now, id) : [];
}

/** The reason is for the sender; the others learn that it is over, and the one who declined that it is on record. */
function declined({ recipient, reason }: EventOf<'declined'>, then: Existing): readonly Told[] {
  const isDecliner = (one: Recipient) => then.recipients.some(({ id, email }) => id === recipient && sameAddress(email, one.email));
  const others = then.status === 'declined' ? whoKnows(then).filter((one) => !isDecliner(one)) : [];
  return [
    { kind: 'recorded', to: recipient },
    { kind: 'declined', to: 'sender', about: recipient, text: reason },
    ...others.map(({ id }): Told => ({ kind: 'declined', to: id, about: recipient })),
  ];
}

function commented({ by, to, text }: EventOf<'commented'>, then: Existing): readonly Told[] {
  const isFromCharge = by.seat === 'sender' || by.seat === 'admin';
  if (!isFromCharge) return [{ kind: 'question', to: 'sender', about: by.seat === 'system' ? 'sender' : by.seat, text }];
  const audience = to === null ? whoKnows(then).map(({ id }) => id) : [to];
  return audience.map((id) => ({ kind: 'answer', to: id, about: 'sender', text }));
}

function wasAsked(then: Existing, id: RecipientId): boolean {
  return recipientIn(then, id)?.askedAt !== undefined;
}

/**
 * Those who were ever asked, also when their turn has ended since, and not replaced: nobody else knows of the envelope, or should.
 * Whoever holds several seats hears once.
 */
function whoKnows(state: Existing): readonly Recipient[] {
  return onceEach(
    state,
    state.recipients.filter((one) => one.turns > 0 && isConcerned(one)),
  );
}

/** One human, one message about the end, through the first of their seats; the sender hears as the sender. */
function onceEach({ sender }: Existing, people: readonly Recipient[]): readonly Recipient[] {
  return people.filter(
    ({ email }, index) => !sameAddress(email, sender.email) && people.findIndex((other) => sameAddress(other.email, email)) === index,
  );
}

/** Whoever was replaced may have been the wrong person all along. */
function isConcerned({ closed }: Recipient): boolean {
  return closed?.as !== 'reassigned';
}
