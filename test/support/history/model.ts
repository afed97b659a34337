// A second opinion on routing: seats, lines and quorums counted anew from the events alone, in other words than the core's, so that both
// would have to be wrong in the same way.
import type { EnvelopeEvent, EventOf, EventType } from '#core/events.ts';
import type { RecipientId } from '#core/ids.ts';
import type { Assurance, Quorum, Role } from '#core/terms.ts';
import type { Instant } from '#core/time.ts';

export type SeatModel = {
  readonly id: RecipientId;
  name: string;
  email: string;
  readonly role: Role;
  readonly step: number;
  needs: Assurance;
  readonly root: RecipientId;
  isAsked: boolean;
  act: { readonly type: string; readonly at: Instant } | undefined;
  left: { readonly as: 'delegated' | 'reassigned' | 'released'; readonly at: Instant; readonly to?: RecipientId } | undefined;
};

export type Model = {
  status: 'none' | 'draft' | 'sent' | 'completed' | 'declined' | 'voided' | 'expired';
  seats: SeatModel[];
  quorums: readonly Quorum[];
  hashes: Map<string, string>;
  expiresAt: Instant | undefined;
  endedAt: Instant | undefined;
  disputes: Map<RecipientId, Instant>;
};

export function emptyModel(): Model {
  return { status: 'none', seats: [], quorums: [], hashes: new Map(), expiresAt: undefined, endedAt: undefined, disputes: new Map() };
}

type Lessons = { readonly [T in EventType]?: (model: Model, event: EventOf<T>) => void };

/** Events that are not here change nothing that is counted. */
const LESSONS: Lessons = {
  drafted: (model, { steps, expiresAt }) => void Object.assign(model, { ...emptyModel(), status: 'draft', quorums: steps, expiresAt }),
  'document-added': (model, { id, sha256 }) => void model.hashes.set(id, sha256),
  'document-filled': (model, { id, sha256 }) => void model.hashes.set(id, sha256),
  'recipient-added': (model, { recipient: id, name, email, role, step, needs, standsFor }) => {
    const root = model.seats.find((seat) => seat.id === standsFor)?.root ?? id;
    model.seats.push({ id, name, email, role, step, needs, root, isAsked: false, act: undefined, left: undefined });
  },
  sent: (model) => void (model.status = 'sent'),
  'deadline-changed': (model, { expiresAt }) => void (model.expiresAt = expiresAt),
  disputed: (model, { recipient, at }) => void model.disputes.set(recipient, at),
  'dispute-resolved': (model, { expiresAt }) => {
    model.disputes.clear();
    if (model.status === 'sent') model.expiresAt = expiresAt;
  },
  completed: (model, { at }) => ended(model, 'completed', at),
  'envelope-declined': (model, { at }) => ended(model, 'declined', at),
  expired: (model, { at }) => ended(model, 'expired', at),
  voided: (model, { at }) => {
    ended(model, 'voided', at);
    model.disputes.clear();
  },
  approved: acted,
  signed: acted,
  acknowledged: acted,
  prepared: acted,
  declined: acted,
  withdrawn: (model, { recipient }) => learnOfSeat(model, recipient, { act: undefined }),
  'turn-began': (model, { recipient }) => learnOfSeat(model, recipient, { isAsked: true, left: undefined }),
  'turn-ended': (model, { recipient }) => learnOfSeat(model, recipient, { isAsked: false }),
  released: (model, { recipient, at }) => learnOfSeat(model, recipient, { left: { as: 'released', at } }),
  delegated: (model, { recipient, at, to }) => learnOfSeat(model, recipient, { left: { as: 'delegated', at, to } }),
  reassigned: (model, { recipient, at, to }) => learnOfSeat(model, recipient, { left: { as: 'reassigned', at, to } }),
  'recipient-corrected': (model, { recipient, name, email, needs }) => learnOfSeat(model, recipient, { name, email, needs }),
};

/** Takes the event in. */
export function learn(model: Model, event: EnvelopeEvent): void {
  // Each lesson takes its own member of the union; the table's type guarantees the pair, which TypeScript cannot follow here.
  const lesson = LESSONS[event.type] as ((model: Model, event: EnvelopeEvent) => void) | undefined;
  lesson?.(model, event);
}

function acted(model: Model, { type, recipient, at }: EventOf<'approved' | 'signed' | 'acknowledged' | 'prepared' | 'declined'>): void {
  learnOfSeat(model, recipient, { act: { type, at } });
}

function ended(model: Model, status: Model['status'], at: Instant): void {
  Object.assign(model, { status, endedAt: at });
}

function learnOfSeat(model: Model, recipient: RecipientId, change: Partial<SeatModel>): void {
  const seat = model.seats.find(({ id }) => id === recipient);
  if (seat) Object.assign(seat, change);
}

/** How many of a step's places are filled, how many are lost, and how many there are. */
function places({ seats }: Model, step: number): { met: number; lost: number; all: number } {
  const first = seats.filter((one) => one.step === step && one.role !== 'cc' && one.root === one.id);
  const ends = first.map((seat) => endOf(seats, seat));
  return { met: ends.filter((end) => end === 'met').length, lost: ends.filter((end) => end === 'lost').length, all: first.length };
}

/** One act fills a place, whoever of those who stand for it did it; only the no of whoever holds it loses it. */
function endOf(seats: readonly SeatModel[], first: SeatModel): 'met' | 'lost' | undefined {
  if (seats.some(({ root, act }) => root === first.id && act && act.type !== 'declined')) return 'met';
  return holderOf(seats, first)?.act?.type === 'declined' ? 'lost' : undefined;
}

function holderOf(seats: readonly SeatModel[], seat: SeatModel | undefined): SeatModel | undefined {
  const next = seat?.left?.to;
  if (next === undefined) return seat;
  return holderOf(
    seats,
    seats.find(({ id }) => id === next),
  );
}

function needed(model: Model, step: number): number {
  const quorum = model.quorums[step - 1];
  return quorum === 'any' ? 1 : typeof quorum === 'number' ? quorum : places(model, step).all;
}

/** The step that is open: the first whose quorum is not met. */
export function openStep(model: Model): number | undefined {
  return model.quorums.map((_, index) => index + 1).find((step) => places(model, step).met < needed(model, step));
}

/** Whether too few are left to meet the quorum of the open step. */
export function isBeyondReach(model: Model): boolean {
  const step = openStep(model);
  if (step === undefined) return false;
  const { lost, all } = places(model, step);
  return all - lost < needed(model, step);
}

/** Whose turn it is. */
export function inTurn(model: Model): readonly SeatModel[] {
  if (model.status !== 'sent') return [];
  const step = openStep(model);
  const done = model.seats.filter((seat) => seat.root === seat.id && endOf(model.seats, seat)).map(({ id }) => id);
  return model.seats.filter((seat) => seat.step === step && seat.role !== 'cc' && !seat.act && !seat.left && !done.includes(seat.root));
}

/** The documents' hashes in order: what an act must be about. */
export function fingerprintIn({ hashes }: Model): string {
  return [...hashes.values()].join('.');
}
