// What happened and where it stands, in words: the timeline of a certificate, and the trail that the tenant's own people may see.
import type { Existing } from './envelope.ts';
import type { EnvelopeEvent, EventOf, EventType } from './events.ts';
import type { RecipientId } from './ids.ts';
import type { StoredEvent } from './record.ts';
import type { Role } from './terms.ts';
import type { Instant } from './time.ts';

export type TimelineEntry = { readonly at: Instant; readonly sentence: string };

/** For everyone concerned: sending, what signers did, the end. What stays with the tenant is not in it. */
export function timeline(events: readonly StoredEvent[], state: Existing): TimelineEntry[] {
  return events.flatMap(({ event }) => {
    const sentence = sharedSentence(event, state);
    return sentence === undefined ? [] : [{ at: event.at, sentence }];
  });
}

type Sentences = { readonly [T in EventType]?: (event: EventOf<T>, state: Existing) => string | undefined };

/** What is not here stays with the tenant. */
const SENTENCES: Sentences = {
  sent: (_event, { sender }) => `${sender.name} <${sender.email}> sent the document.`,
  'turn-began': ({ recipient }, state) =>
    told(state, recipient, ({ who, role }) => `${who} was asked to ${role === 'viewer' ? 'read it' : 'sign'}.`),
  viewed: ({ recipient }, state) => told(state, recipient, ({ who }) => `${who} opened the document.`),
  'disclosure-accepted': ({ recipient }, state) => told(state, recipient, ({ who }) => `${who} agreed to electronic records.`),
  'act-held': ({ recipient }, state) => told(state, recipient, ({ who }) => `${who} answered; more proof was asked for.`),
  signed: ({ recipient }, state) => told(state, recipient, ({ who, inPlaceOf }) => `${who} signed${inPlaceOf}.`),
  acknowledged: ({ recipient }, state) => told(state, recipient, ({ who, inPlaceOf }) => `${who} confirmed to have read it${inPlaceOf}.`),
  declined: ({ recipient }, state) => told(state, recipient, ({ who }) => `${who} declined.`),
  withdrawn: ({ recipient }, state) => told(state, recipient, ({ who }) => `${who} took the answer back.`),
  delegated: ({ recipient, to }, state) => told(state, recipient, ({ who }) => `${who} handed over to ${called(state, to)}.`),
  reassigned: ({ recipient, to }, state) =>
    told(state, recipient, ({ who }) => `The sender gave the place of ${who} to ${called(state, to)}.`),
  escalated: ({ recipient, to }, state) =>
    to === null ? undefined : told(state, recipient, ({ who }) => `${called(state, to)} was asked as well as ${who}.`),
  'recipient-corrected': ({ recipient }, state) => told(state, recipient, ({ who }) => `The sender corrected the address of ${who}.`),
  released: ({ recipient }, state) => told(state, recipient, ({ who }) => `${who} was no longer needed.`),
  disputed: ({ recipient }, state) => told(state, recipient, ({ who }) => `${who} disputed it; everything was put on hold.`),
  'dispute-resolved': () => 'The sender went on with it after the dispute.',
  completed: () => 'The last needed act was recorded; the envelope is completed.',
  sealed: () => 'The documents were sealed.',
};

function sharedSentence(event: EnvelopeEvent, state: Existing): string | undefined {
  // Each sentence takes its own member of the union; the table's type guarantees the pair, which TypeScript cannot follow here.
  const sentence = SENTENCES[event.type] as ((event: EnvelopeEvent, state: Existing) => string | undefined) | undefined;
  return sentence?.(event, state);
}

type About = {
  readonly who: string;
  readonly role: Role;
  /** With a leading blank where someone acts in another's place. */ readonly inPlaceOf: string;
};

/** Of signers and viewers; what others do stays inside. */
function told(state: Existing, id: RecipientId, sentence: (about: About) => string): string | undefined {
  const recipient = state.recipients.find((one) => one.id === id);
  if (recipient?.role !== 'signer' && recipient?.role !== 'viewer') return undefined;
  const { role, standsFor } = recipient;
  const inPlaceOf = standsFor === undefined ? '' : ` on behalf of ${called(state, standsFor)}`;
  return sentence({ who: called(state, id), role, inPlaceOf });
}

function called(state: Existing, id: RecipientId): string {
  const recipient = state.recipients.find((one) => one.id === id);
  return recipient ? `${recipient.name} <${recipient.email}>` : '';
}
