// In whose place a recipient is asked, and who took whose place.
import type { Existing, Recipient } from '../envelope.ts';
import type { Place } from '../phrases/place.ts';

export function placeOf(state: Existing, { id, standsFor }: Pick<Recipient, 'id' | 'standsFor'>): Place | undefined {
  const original = state.recipients.find((one) => one.id === standsFor);
  if (!original) return undefined;
  const { closed, name: whom } = original;
  if (closed === undefined || closed.as === 'released' || closed.to !== id) return { as: 'besides', whom };
  return { as: closed.as === 'delegated' ? 'on-behalf' : 'in-place', whom };
}

/** Who took this seat over, by handing over or by replacement; empty while nobody has. */
export function successorName(state: Existing, seat: Pick<Recipient, 'closed'>): string {
  return successorOf(state, seat)?.name ?? '';
}

function successorOf(state: Existing, { closed }: Pick<Recipient, 'closed'>): Recipient | undefined {
  if (closed === undefined || closed.as === 'released') return undefined;
  return state.recipients.find(({ id }) => id === closed.to);
}

/** Who is asked as well, besides someone who stays silent. */
export function helperOf(state: Existing, silent: Recipient): Recipient | undefined {
  const successor = successorOf(state, silent);
  return state.recipients.find(({ id, standsFor }) => standsFor === silent.id && id !== successor?.id);
}
