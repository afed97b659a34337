// Why an envelope stands where it stands: who is waited for and since when, what holds it up, and what happens next by itself. Data; the
// sentences are in phrases.
import { upcoming } from './due.ts';
import type { Envelope, EnvelopeStatus, Existing, Recipient, Sealing } from './envelope.ts';
import type { EnvelopeId, RecipientId } from './ids.ts';
import { actors, currentStep, isMet, isOpen, standingOf, waitedFor } from './rules/turns.ts';
import { isAway } from './rules/away.ts';
import type { ActVerb, BounceReason, Role } from './terms.ts';
import type { Instant } from './time.ts';

export type Waiting = {
  readonly recipient: RecipientId;
  readonly name: string;
  readonly role: Role;
  readonly since: Instant;
  /** In whose place, if in someone's. */
  readonly standsFor?: string;
  readonly viewedAt?: Instant;
  readonly reminders: number;
  readonly muted: boolean;
  readonly isUndeliverable: boolean;
  /** Why messages do not arrive, as far as a mail system said. */
  readonly failure?: BounceReason;
  readonly delay?: BounceReason;
  /** By their own absence notice; `until`: the first day back. */
  readonly away?: { readonly until?: string };
  /** An act of theirs that counts for nothing until it is confirmed. */
  readonly held?: { readonly act: ActVerb; readonly lapsesAt: Instant };
};

export type Next = {
  readonly at: Instant;
  readonly what: 'reminder' | 'escalation' | 'expiry-warning' | 'expiry';
  readonly recipient?: RecipientId;
  readonly name?: string;
};

export type Why = {
  readonly id: EnvelopeId;
  readonly status: EnvelopeStatus;
  readonly sealing?: Sealing['state'];
  /** The step that is open: how many of it must act, and how many have. */
  readonly step?: { readonly number: number; readonly of: number; readonly needed: number; readonly met: number };
  readonly waitingFor: readonly Waiting[];
  /** Who is asked once this step is satisfied. */
  readonly afterwards: readonly string[];
  readonly disputed?: { readonly by: string; readonly since: Instant };
  /** Soonest first; nothing while a dispute is open. */
  readonly next: readonly Next[];
  readonly endedAt?: Instant;
};

/** @returns undefined for an envelope that does not exist */
export function why(state: Envelope, now: Instant): Why | undefined {
  if (state.status === 'none') return undefined;
  const { id, status } = state;
  const sealing = state.status === 'completed' ? { sealing: state.sealing.state } : {};
  return { id, status, ...sealing, ...routing(state, now), ...disputeIn(state), next: nextIn(state), ...endOf(state) };
}

function routing(state: Existing, now: Instant): Pick<Why, 'step' | 'waitingFor' | 'afterwards'> {
  if (state.status !== 'sent') return { waitingFor: [], afterwards: [] };
  const waitingFor = waitedFor(state).map((one) => waiting(state, one, now));
  const number = currentStep(state);
  // A sent envelope always has an open step: with the last one it ends.
  if (number === undefined) return { waitingFor, afterwards: [] };
  const { needed, met } = standingOf(state, number);
  const next = nextStep(state, number);
  const afterwards = actors(state).filter((one) => one.step === next && isOpen(one));
  return { step: { number, of: state.steps.length, needed, met }, waitingFor, afterwards: afterwards.map(({ name }) => name) };
}

/** Not always the one after: a later step may have been satisfied before an act was withdrawn. */
function nextStep(state: Existing, step: number): number | undefined {
  const later = actors(state).filter((one) => one.step > step && !isMet(standingOf(state, one.step)));
  return later.map((one) => one.step).toSorted((a, b) => a - b)[0];
}

function waiting(state: Existing, recipient: Recipient, now: Instant): Waiting {
  const { id, name, role, askedAt = now, standsFor, viewedAt, reminders, muted, status, held, failure, delay, away } = recipient;
  const original = state.recipients.find((one) => one.id === standsFor);
  return {
    recipient: id,
    name,
    role,
    since: askedAt,
    ...(original ? { standsFor: original.name } : {}),
    ...(viewedAt ? { viewedAt } : {}),
    reminders,
    muted,
    isUndeliverable: status === 'undeliverable',
    ...(failure ? { failure } : {}),
    ...(delay ? { delay: delay.reason } : {}),
    ...(away && isAway(recipient, now) ? { away: away.until === undefined ? {} : { until: away.until } } : {}),
    ...(held && held.lapsesAt > now ? { held: { act: held.act, lapsesAt: held.lapsesAt } } : {}),
  };
}

function disputeIn({ disputes, recipients }: Existing): Pick<Why, 'disputed'> {
  const [first] = disputes;
  if (!first) return {};
  return { disputed: { by: recipients.find(({ id }) => id === first.by)?.name ?? '', since: first.at } };
}

const WHATS = { remind: 'reminder', escalate: 'escalation', warn: 'expiry-warning', expire: 'expiry' } as const;

function nextIn(state: Existing): Next[] {
  return upcoming(state).map(({ at, command }) => {
    const recipient = 'recipient' in command ? state.recipients.find(({ id }) => id === command.recipient) : undefined;
    return { at, what: WHATS[command.type], ...(recipient ? { recipient: recipient.id, name: recipient.name } : {}) };
  });
}

function endOf(state: Existing): Pick<Why, 'endedAt'> {
  if (state.status === 'completed') return { endedAt: state.completedAt };
  return 'endedAt' in state ? { endedAt: state.endedAt } : {};
}
