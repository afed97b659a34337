// What a new state asks for in the same commit: who is released, whose turn ends or begins, and the end of it all. The one place of
// routing: sending, acts, withdrawals, delegations and replacements all come through here.
import type { Command } from '../command.ts';
import type { Existing, Recipient, Sent } from '../envelope.ts';
import type { EnvelopeEvent, EventBody } from '../events.ts';
import { evolve } from '../evolve.ts';
import { asSent } from '../evolve/particulars.ts';
import type { OffsetAt } from '../time.ts';
import { stamped } from './answers.ts';
import { escalationOf, nextReminder } from './timing.ts';
import { actors, currentStep, isLineSettled, isLost, isOpen, standingOf } from './turns.ts';

/** @returns `events`, and what follows from them */
export function withFollowUps(
  before: Existing,
  { command, events }: { readonly command: Command; readonly events: readonly EnvelopeEvent[] },
  offsetAt: OffsetAt,
): readonly EnvelopeEvent[] {
  const after = asSent(events.reduce<Existing>(evolve, before));
  return [...events, ...stamped(command, 'system', ...followUps(after, command, offsetAt))];
}

function followUps(state: Sent, command: Command, offsetAt: OffsetAt): EventBody[] {
  const { at } = command;
  const step = currentStep(state);
  // A step is lost by a decline and by nothing else: whoever withdraws or takes over may still act.
  if (command.type === 'decline' && step !== undefined && isLost(standingOf(state, step))) {
    return [{ type: 'envelope-declined', recipient: command.recipient }];
  }
  const place = (recipient: Recipient): 'settled' | 'now' | 'later' => {
    if (isLineSettled(state, recipient) || step === undefined || recipient.step < step) return 'settled';
    return recipient.step === step ? 'now' : 'later';
  };
  const people = actors(state);
  const released = people.filter((one) => isOpen(one) && place(one) === 'settled');
  const ended = people.filter((one) => isOpen(one) && one.askedAt !== undefined && place(one) === 'later');
  const begun = people.filter((one) => place(one) === 'now' && mayBegin(one));
  return [
    ...released.map(({ id }): EventBody => ({ type: 'released', recipient: id })),
    ...ended.map(({ id }): EventBody => ({ type: 'turn-ended', recipient: id })),
    ...begun.map((recipient): EventBody => {
      const since = { at, recipient, count: recipient.reminders };
      const remindAt = nextReminder(state, since, offsetAt);
      return { type: 'turn-began', recipient: recipient.id, remindAt, escalateAt: escalationOf(state, since, offsetAt) };
    }),
    ...(step === undefined ? ([{ type: 'completed' }] as const) : []),
  ];
}

/** Those not asked yet, and those who were let go and are needed after all. */
function mayBegin({ act, closed, askedAt }: Recipient): boolean {
  return act === undefined && (closed === undefined ? askedAt === undefined : closed.as === 'released');
}
