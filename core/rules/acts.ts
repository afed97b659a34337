// What recipients do: view, approve, sign, decline. One guard for all acts, so that no channel and no act is a way around it.
import type { CommandOf, Decision, Refusal } from '../command.ts';
import type { Envelope, Recipient, Sent } from '../envelope.ts';
import type { EnvelopeEvent, EventBody } from '../events.ts';
import { evolve } from '../evolve.ts';
import { plus } from '../time.ts';
import { accepted, isProven, notOut, NOTHING_TO_DO, refused, seatOf, stamped } from './answers.ts';
import { currentStep, hasTurn, nextReminder, waitedFor } from './turns.ts';

type ActCommand = CommandOf<'approve' | 'sign' | 'decline'>;

const HELD_FOR = { hours: 24 };

export function view(state: Envelope, command: CommandOf<'view'>): Decision {
  if (state.status === 'none') return refused({ code: 'no-such-envelope' });
  const recipient = seatOf(state, command.recipient, command.by);
  if (!recipient) return refused({ code: 'not-yours' });
  if (state.status !== 'sent') return state.status === 'draft' ? refused({ code: 'not-sent-yet' }) : NOTHING_TO_DO;
  if (recipient.viewedAt !== undefined || recipient.askedAt === undefined) return NOTHING_TO_DO;
  return accepted(stamped(command, recipient.id, { type: 'viewed', recipient: recipient.id }));
}

export function act(state: Envelope, command: ActCommand): Decision {
  if (state.status === 'none') return refused({ code: 'no-such-envelope' });
  const recipient = seatOf(state, command.recipient, command.by);
  if (!recipient) return refused({ code: 'not-yours' });
  if (recipient.act) return refused({ code: 'already-acted', act: recipient.act.type, actedAt: recipient.act.at });
  if (state.status !== 'sent') return refused(notOut(state));
  const refusal = objectionTo(state, recipient, command);
  if (refusal) return refused(refusal);
  const needs = command.type === 'decline' ? 'L1' : recipient.needs;
  if (!isProven(command.by, needs)) {
    const { type, evidence, at } = command;
    const held = { type: 'act-held', recipient: recipient.id, act: type, needs, lapsesAt: plus(at, HELD_FOR), evidence } as const;
    return accepted(stamped(command, recipient.id, held));
  }
  const events = stamped(command, recipient.id, recorded(command));
  return accepted([...events, ...consequences(state, command, events)]);
}

function objectionTo(state: Sent, recipient: Recipient, command: ActCommand): Refusal | undefined {
  if (command.at > state.expiresAt) return { code: 'past-deadline', expiresAt: state.expiresAt };
  const isFitting = recipient.role === 'signer' ? command.type !== 'approve' : recipient.role === 'approver' && command.type !== 'sign';
  if (!isFitting) return { code: 'wrong-role', role: recipient.role, act: command.type };
  if (!hasTurn(state, recipient)) return { code: 'not-your-turn', waitingFor: waitedFor(state).map(({ name }) => name) };
  if (command.type === 'decline') return command.reason.trim() === '' ? { code: 'reason-missing' } : undefined;
  if (command.fingerprint !== state.fingerprint) return { code: 'documents-changed' };
  return command.type === 'sign' && command.typedName.trim() === '' ? { code: 'name-missing' } : undefined;
}

function recorded(command: ActCommand): EventBody {
  const { recipient, evidence } = command;
  switch (command.type) {
    case 'approve':
      return { type: 'approved', recipient, fingerprint: command.fingerprint, words: command.words, evidence };
    case 'sign': {
      const { fingerprint, typedName, words, consent } = command;
      return { type: 'signed', recipient, fingerprint, typedName, words, consent, evidence };
    }
    case 'decline':
      return { type: 'declined', recipient, reason: command.reason, evidence };
  }
}

/** What the act brings about in the same commit: the end, or the next step's turn. */
function consequences(before: Sent, command: ActCommand, events: readonly EnvelopeEvent[]): EnvelopeEvent[] {
  if (command.type === 'decline') return stamped(command, 'system', { type: 'envelope-declined', recipient: command.recipient });
  const after = events.reduce<Envelope>(evolve, before);
  if (after.status !== 'sent') return [];
  const step = currentStep(after);
  if (step === undefined) return stamped(command, 'system', { type: 'completed' });
  if (step === currentStep(before)) return [];
  const remindAt = nextReminder(after, { at: command.at, count: 0 });
  const turns = waitedFor(after).map(({ id }): EventBody => ({ type: 'turn-began', recipient: id, remindAt }));
  return stamped(command, 'system', ...turns);
}
