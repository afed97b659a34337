// Fields in the documents: who gets which place that was found, what the sender places by hand, and what a signer must enter.
import type { CommandOf, Decision } from '../command.ts';
import type { Envelope, Existing, Recipient } from '../envelope.ts';
import type { Field } from '../fields.ts';
import { accepted, isSender, notOut, refused, stamped } from './answers.ts';

/** The sender puts fields on the pages of a draft; all that were there before are replaced. */
export function place(state: Envelope, command: CommandOf<'place'>): Decision {
  if (state.status === 'none') return refused({ code: 'no-such-envelope' });
  if (!isSender(state, command.by)) return refused({ code: 'not-the-sender' });
  if (state.status === 'sent') return refused({ code: 'already-sent' });
  if (state.status !== 'draft') return refused(notOut(state));
  const placed = command.fields.map((field, index) => ({ type: 'field-placed', id: `f${index + 1}`, ...field }) as const);
  return accepted(stamped(command, 'sender', { type: 'fields-cleared' }, ...placed));
}

/** The fields that this recipient fills in: their own, and those of the seat in whose place they act. */
export function fieldsOf(state: Existing, { id, standsFor }: Pick<Recipient, 'id' | 'standsFor'>): readonly Field[] {
  return state.fields.filter(({ recipient }) => recipient === id || recipient === standsFor);
}
