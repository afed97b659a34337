// Whether a refusal tells the truth: what it claims is looked up in the model, which the rules know nothing of.
import type { Command } from '#core/command.ts';
import type { Refusal, RefusalCode } from '#core/refusal.ts';
import { fingerprintIn, inTurn, type Model, type SeatModel } from './model.ts';

/** @returns what is untrue about it, for the report of a failure */
export function untruths(refusal: Refusal, command: Command, model: Model): readonly string[] {
  const seat = 'recipient' in command ? model.seats.find(({ id }) => id === command.recipient) : undefined;
  return isTrue(refusal, { command, model, seat }) ? [] : [`${command.type} was refused untruly: ${JSON.stringify(refusal)}`];
}

type Scene = { readonly command: Command; readonly model: Model; readonly seat: SeatModel | undefined };
type Claims = { readonly [C in RefusalCode]?: (refusal: Extract<Refusal, { code: C }>, scene: Scene) => boolean };

/** Codes that are not here claim nothing that the model knows of. */
const CLAIMS: Claims = {
  'no-such-envelope': (_, { model }) => model.status === 'none',
  'not-sent-yet': (_, { model }) => model.status === 'draft' || (model.status !== 'sent' && model.seats.every(({ isAsked }) => !isAsked)),
  'already-sent': (_, { model }) => model.status === 'sent',
  'still-open': (_, { model }) => ['draft', 'sent', 'completed'].includes(model.status),
  'envelope-over': ({ status, endedAt }, { model }) => model.status === status && model.endedAt === endedAt,
  'already-acted': ({ act, actedAt }, { seat }) => seat?.act?.type === act && seat.act.at === actedAt,
  'not-your-turn': ({ waitingFor }, { model, seat }) => !isInTurn(model, seat) && sameNames(waitingFor, inTurn(model)),
  'handed-over': ({ to, handedOverAt }, { model, seat }) =>
    seat?.left?.at === handedOverAt && model.seats.find(({ id }) => id === seat.left?.to)?.name === to,
  'no-longer-asked': ({ since }, { seat }) => seat?.left?.at === since && seat.left.as !== 'delegated',
  disputed: ({ since }, { model }) => [...model.disputes.values()].includes(since),
  'not-disputed': (_, { model }) => model.disputes.size === 0,
  'past-deadline': ({ expiresAt }, { command, model }) => expiresAt === model.expiresAt && command.at > expiresAt,
  'documents-changed': (_, { command, model }) => 'fingerprint' in command && command.fingerprint !== fingerprintIn(model),
  'wrong-role': ({ role }, { seat }) => seat?.role === role,
  'nothing-to-withdraw': (_, { seat }) => seat?.act === undefined || seat.act.type === 'declined',
  'nobody-to-remind': (_, { command, model, seat }) =>
    command.type === 'remind' && command.recipient === null ? inTurn(model).length === 0 : !isInTurn(model, seat) || !seat?.isAsked,
  'proven-too-weakly': ({ needs }, { command: { by } }) => by.kind === 'person' && by.assurance < needs,
  'seated-twice': ({ email }, { model }) => model.status !== 'sent' || model.seats.some((one) => same(one.email, email)),
  'deadline-not-later': ({ expiresAt }, { model }) => expiresAt === model.expiresAt,
  // Whoever acts from their own seat is never told that it is not theirs.
  'not-yours': (_, { command: { by, ...rest }, seat }) =>
    !('evidence' in rest) || by.kind !== 'person' || !same(seat?.email ?? '', by.email),
  'reason-missing': (_, { command }) => 'reason' in command && command.reason.trim() === '',
};

function isTrue(refusal: Refusal, scene: Scene): boolean {
  // Each claim takes its own member of the union; the table's type guarantees the pair, which TypeScript cannot follow here.
  const claim = CLAIMS[refusal.code] as ((refusal: Refusal, scene: Scene) => boolean) | undefined;
  return claim?.(refusal, scene) ?? true;
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function isInTurn(model: Model, seat: SeatModel | undefined): boolean {
  return inTurn(model).some(({ id }) => id === seat?.id);
}

function sameNames(names: readonly string[], seats: readonly SeatModel[]): boolean {
  return (
    names.toSorted().join() ===
    seats
      .map(({ name }) => name)
      .toSorted()
      .join()
  );
}
