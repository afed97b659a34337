// Whether a refusal tells the truth: what it claims is looked up in the model, which the rules know nothing of.
import type { Command } from '#core/command.ts';
import type { Refusal } from '#core/refusal.ts';
import { fingerprintIn, inTurn, type Model, type SeatModel } from './model.ts';

/** @returns what is untrue about it, for the report of a failure */
export function untruths(refusal: Refusal, command: Command, model: Model): readonly string[] {
  const seat = 'recipient' in command ? model.seats.find(({ id }) => id === command.recipient) : undefined;
  return isTrue(refusal, { command, model, seat }) ? [] : [`${command.type} was refused untruly: ${JSON.stringify(refusal)}`];
}

type Scene = { readonly command: Command; readonly model: Model; readonly seat: SeatModel | undefined };

function isTrue(refusal: Refusal, { command, model, seat }: Scene): boolean {
  const { by, at } = command;
  switch (refusal.code) {
    case 'no-such-envelope':
      return model.status === 'none';
    case 'not-sent-yet':
      return model.status === 'draft' || (model.status !== 'sent' && model.seats.every(({ isAsked }) => !isAsked));
    case 'already-sent':
      return model.status === 'sent';
    case 'still-open':
      return model.status === 'draft' || model.status === 'sent' || model.status === 'completed';
    case 'envelope-over':
      return model.status === refusal.status && model.endedAt === refusal.endedAt;
    case 'already-acted':
      return seat?.act?.type === refusal.act && seat.act.at === refusal.actedAt;
    case 'not-your-turn':
      return !isInTurn(model, seat) && (refusal.waitingFor.length === 0 || sameNames(refusal.waitingFor, inTurn(model)));
    case 'handed-over':
      return seat?.left?.at === refusal.handedOverAt && model.seats.find(({ id }) => id === seat.left?.to)?.name === refusal.to;
    case 'no-longer-asked':
      return seat?.left?.at === refusal.since && seat.left.as !== 'delegated';
    case 'disputed':
      return [...model.disputes.values()].includes(refusal.since);
    case 'not-disputed':
      return model.disputes.size === 0;
    case 'past-deadline':
      return refusal.expiresAt === model.expiresAt && at > refusal.expiresAt;
    case 'documents-changed':
      return 'fingerprint' in command && command.fingerprint !== fingerprintIn(model);
    case 'wrong-role':
      return seat?.role === refusal.role;
    case 'nothing-to-withdraw':
      return seat?.act === undefined || seat.act.type === 'declined';
    case 'nobody-to-remind':
      return inTurn(model).every(({ id }) => !('recipient' in command) || command.recipient === null || command.recipient !== id);
    case 'proven-too-weakly':
      return by.kind === 'person' && by.assurance < refusal.needs;
    case 'seated-twice':
      return model.status !== 'sent' || model.seats.some(({ email }) => email.toLowerCase() === refusal.email.toLowerCase());
    case 'deadline-not-later':
      return refusal.expiresAt === model.expiresAt;
    case 'not-yours':
      return !(by.kind === 'person' && seat?.email.toLowerCase() === by.email.toLowerCase()) || !('evidence' in command);
    case 'reason-missing':
      return 'reason' in command && command.reason.trim() === '';
    default:
      return true;
  }
}

export function isInTurn(model: Model, seat: SeatModel | undefined): boolean {
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
