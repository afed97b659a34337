// What happened, for the certificate's timeline: who did what when, without words, since the certificate has a language of its own.
import type { Existing } from './envelope.ts';
import type { EnvelopeEvent, EventOf, EventType } from './events.ts';
import type { RecipientId } from './ids.ts';
import type { StoredEvent } from './record.ts';
import type { Happened } from './sealing.ts';

/** For everyone concerned: sending, what signers and viewers did, the end. What stays with the tenant is not in it. */
export function timeline(events: readonly StoredEvent[], state: Existing): Happened[] {
  return events.flatMap(({ event }) => {
    const what = sharedFacts(event, state);
    return what === undefined ? [] : [{ at: event.at, ...what }];
  });
}

type What = Omit<Happened, 'at'>;
type Facts = { readonly [T in EventType]?: (event: EventOf<T>, state: Existing) => What | undefined };

/** What is not here stays with the tenant. */
const FACTS: Facts = {
  sent: (_event, { sender: { name, email } }) => ({ what: 'sent', who: { name, email } }),
  'turn-began': ({ recipient }, state) => told(state, recipient, reads(state, recipient) ? 'asked-to-read' : 'asked-to-sign'),
  viewed: ({ recipient }, state) => told(state, recipient, 'opened'),
  'disclosure-accepted': ({ recipient }, state) => told(state, recipient, 'agreed'),
  'act-held': ({ recipient }, state) => told(state, recipient, 'held'),
  signed: ({ recipient }, state) => told(state, recipient, 'signed'),
  acknowledged: ({ recipient }, state) => told(state, recipient, 'acknowledged'),
  declined: ({ recipient }, state) => told(state, recipient, 'declined'),
  withdrawn: ({ recipient }, state) => told(state, recipient, 'withdrawn'),
  delegated: ({ recipient, to }, state) => handed(state, told(state, recipient, 'delegated'), to),
  reassigned: ({ recipient, to }, state) => handed(state, told(state, recipient, 'reassigned'), to),
  escalated: ({ recipient, to }, state) => (to === null ? undefined : handed(state, told(state, recipient, 'escalated'), to)),
  'recipient-corrected': ({ recipient }, state) => told(state, recipient, 'corrected'),
  released: ({ recipient }, state) => told(state, recipient, 'released'),
  disputed: ({ recipient }, state) => told(state, recipient, 'disputed'),
  'dispute-resolved': () => ({ what: 'resolved' }),
  completed: () => ({ what: 'completed' }),
  sealed: () => ({ what: 'sealed' }),
};

function sharedFacts(event: EnvelopeEvent, state: Existing): What | undefined {
  // Each entry takes its own member of the union; the table's type guarantees the pair, which TypeScript cannot follow here.
  const facts = FACTS[event.type] as ((event: EnvelopeEvent, state: Existing) => What | undefined) | undefined;
  return facts?.(event, state);
}

/** Of signers and viewers; what others do stays inside. */
function told(state: Existing, id: RecipientId, what: Happened['what']): What | undefined {
  const recipient = seatOf(state, id);
  if (recipient?.role !== 'signer' && recipient?.role !== 'viewer') return undefined;
  const who = { name: recipient.name, email: recipient.email };
  const acts = what === 'signed' || what === 'acknowledged';
  const whom = acts && recipient.standsFor !== undefined ? seatOf(state, recipient.standsFor) : undefined;
  return { what, who, ...(whom ? { whom: { name: whom.name, email: whom.email } } : {}) };
}

function handed(state: Existing, what: What | undefined, to: RecipientId): What | undefined {
  const whom = seatOf(state, to);
  return what && whom ? { ...what, whom: { name: whom.name, email: whom.email } } : what;
}

function reads(state: Existing, id: RecipientId): boolean {
  return seatOf(state, id)?.role === 'viewer';
}

function seatOf(state: Existing, id: RecipientId) {
  return state.recipients.find((one) => one.id === id);
}
