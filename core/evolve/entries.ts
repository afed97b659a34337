// What was entered stands as long as the act it came with.
import type { Existing } from '../envelope.ts';
import type { RecipientId } from '../ids.ts';
import { fieldsOf } from '../rules/placing.ts';

/** Without what this recipient entered, in fields of their own and in those of whoever they acted for. */
export function withoutEntries<S extends Existing>(state: S, id: RecipientId): S {
  const seats = state.recipients.filter((recipient) => recipient.id === id);
  const gone = new Set(seats.flatMap((recipient) => fieldsOf(state, recipient)).map((field) => field.id));
  return { ...state, entered: Object.fromEntries(Object.entries(state.entered).filter(([field]) => !gone.has(field))) };
}
