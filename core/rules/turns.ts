// Whose turn it is, and whether a step's quorum is met or lost. Turn follows routing alone: never a notification, a view or a delivery.
import type { Particulars, Recipient, Sent } from '../envelope.ts';
import type { RecipientId } from '../ids.ts';

type Routed = Pick<Particulars, 'recipients' | 'steps'>;

/** Everyone who must act: not the `cc`. */
export function actors({ recipients }: Pick<Particulars, 'recipients'>): readonly Recipient[] {
  return recipients.filter(({ role }) => role !== 'cc');
}

/** No act on record, and nobody else has taken the seat over or made it needless. */
export function isOpen({ act, closed }: Recipient): boolean {
  return act === undefined && closed === undefined;
}

/** The first of the seats that stand for one another: their acts count as one. */
function lineOf({ recipients }: Pick<Particulars, 'recipients'>, { id, standsFor }: Recipient): RecipientId {
  const before = standsFor === undefined ? undefined : recipients.find((one) => one.id === standsFor);
  return before ? lineOf({ recipients }, before) : id;
}

/** Those who stand for one another. */
export function lineMates(state: Pick<Particulars, 'recipients'>, recipient: Recipient): readonly Recipient[] {
  const line = lineOf(state, recipient);
  return actors(state).filter((one) => lineOf(state, one) === line);
}

/** Whether the place came to this seat from hand to hand: not that of a fallback person, who helps out, nor of whoever they hand over to. */
function holdsPlace(state: Pick<Particulars, 'recipients'>, { id, standsFor }: Recipient): boolean {
  const before = state.recipients.find((one) => one.id === standsFor);
  if (before === undefined) return true;
  const { closed } = before;
  return closed !== undefined && 'to' in closed && closed.to === id && holdsPlace(state, before);
}

/** Whether someone was asked in addition to whoever holds the place. */
export function isHelped(state: Pick<Particulars, 'recipients'>, recipient: Recipient): boolean {
  return lineMates(state, recipient).some((one) => !holdsPlace(state, one));
}

export type StepStanding = {
  readonly step: number;
  /** Lines of which someone has acted, of which the one who was asked has declined, and all that there are. */
  readonly met: number;
  readonly lost: number;
  readonly people: number;
  /** How many must act. */
  readonly needed: number;
};

export function standingOf(state: Routed, step: number): StepStanding {
  const lines = Map.groupBy(
    actors(state).filter((one) => one.step === step),
    (one) => lineOf(state, one),
  );
  const ends = [...lines.values()].map((line) => endOf(state, line));
  const quorum = state.steps[step - 1] ?? 'all';
  const people = ends.length;
  const needed = quorum === 'all' ? people : quorum === 'any' ? 1 : quorum;
  return { step, people, needed, met: ends.filter((end) => end === 'met').length, lost: ends.filter((end) => end === 'lost').length };
}

/** @returns undefined while someone of the line may still act; a fallback person's no leaves the one who was asked their say */
function endOf(state: Pick<Particulars, 'recipients'>, line: readonly Recipient[]): 'met' | 'lost' | undefined {
  if (line.some(({ act }) => act !== undefined && act.type !== 'declined')) return 'met';
  return line.some((one) => one.act !== undefined && holdsPlace(state, one)) ? 'lost' : undefined;
}

/** Whether the seat's line has acted or declined, so that nobody else of it is needed. */
export function isLineSettled(state: Routed, recipient: Recipient): boolean {
  return endOf(state, lineMates(state, recipient)) !== undefined;
}

export function isMet({ met, needed }: StepStanding): boolean {
  return met >= needed;
}

/** Even if everyone who is left acted, they would be too few. */
export function isLost({ people, lost, needed }: StepStanding): boolean {
  return people - lost < needed;
}

/** The lowest step whose quorum is not met; undefined when every step is satisfied. */
export function currentStep(state: Routed): number | undefined {
  const steps = [...new Set(actors(state).map(({ step }) => step))].toSorted((a, b) => a - b);
  return steps.find((step) => !isMet(standingOf(state, step)));
}

/** Those whose turn it is and who have not acted. */
export function waitedFor(state: Sent): readonly Recipient[] {
  const step = currentStep(state);
  return actors(state).filter((recipient) => recipient.step === step && isOpen(recipient) && !isLineSettled(state, recipient));
}

export function hasTurn(state: Sent, recipient: Recipient): boolean {
  return waitedFor(state).some(({ id }) => id === recipient.id);
}
