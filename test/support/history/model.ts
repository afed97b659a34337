// A second opinion on routing: seats, lines and quorums counted anew from the events alone, in other words than the core's, so that both
// would have to be wrong in the same way.
import type { EnvelopeEvent } from '#core/events.ts';
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

const ENDS = { completed: 'completed', 'envelope-declined': 'declined', voided: 'voided', expired: 'expired' } as const;
const ACTS = ['approved', 'signed', 'acknowledged', 'prepared', 'declined'];

/** Takes the event in. */
export function learn(model: Model, event: EnvelopeEvent): void {
  const { at } = event;
  switch (event.type) {
    case 'drafted':
      Object.assign(model, { ...emptyModel(), status: 'draft', quorums: event.steps, expiresAt: event.expiresAt });
      return;
    case 'document-added':
    case 'document-filled':
      model.hashes.set(event.id, event.sha256);
      return;
    case 'recipient-added': {
      const { recipient: id, name, email, role, step, needs, standsFor } = event;
      const root = model.seats.find((seat) => seat.id === standsFor)?.root ?? id;
      model.seats.push({ id, name, email, role, step, needs, root, isAsked: false, act: undefined, left: undefined });
      return;
    }
    case 'sent':
      model.status = 'sent';
      return;
    case 'deadline-changed':
      model.expiresAt = event.expiresAt;
      return;
    case 'disputed':
      model.disputes.set(event.recipient, at);
      return;
    case 'dispute-resolved':
      model.disputes.clear();
      if (model.status === 'sent') model.expiresAt = event.expiresAt;
      return;
    case 'completed':
    case 'envelope-declined':
    case 'voided':
    case 'expired':
      Object.assign(model, { status: ENDS[event.type], endedAt: at });
      if (event.type === 'voided') model.disputes.clear();
      return;
    default:
      learnOfSeat(model, event);
  }
}

function learnOfSeat(model: Model, event: EnvelopeEvent): void {
  const seat = 'recipient' in event ? model.seats.find(({ id }) => id === event.recipient) : undefined;
  if (!seat) return;
  const { type, at } = event;
  if (ACTS.includes(type)) seat.act = { type, at };
  if (type === 'withdrawn') seat.act = undefined;
  if (type === 'turn-began') Object.assign(seat, { isAsked: true, left: undefined });
  if (type === 'turn-ended') seat.isAsked = false;
  if (type === 'released') seat.left = { as: type, at };
  if (type === 'delegated' || type === 'reassigned') seat.left = { as: type, at, to: event.to };
  if (type === 'recipient-corrected') Object.assign(seat, { name: event.name, email: event.email, needs: event.needs });
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
