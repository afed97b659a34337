// Whom a sender means: the same on every channel.
import type { Existing } from '../envelope.ts';
import type { RecipientId } from '../ids.ts';
import { sameAddress } from './answers.ts';
import { actors } from './turns.ts';

/** Those who must act and are called so, by address or by words of their name; more than one is for the sender to tell apart. */
export function calledBy(state: Existing, words: string): readonly RecipientId[] {
  const wanted = words.toLowerCase().split(/\s+/);
  const matches = actors(state).filter(({ email, name }) => {
    const named = name.toLowerCase().split(/\s+/);
    return sameAddress(email, words) || wanted.every((word) => named.includes(word));
  });
  return matches.map(({ id }) => id);
}

/** Whoever wrote last: an answer that names nobody is for them. null when nobody wrote, and it is for everyone who has been asked. */
export function lastAsker(state: Existing): RecipientId | null {
  const last = state.comments.findLast(({ seat }) => seat !== 'sender');
  return state.recipients.find(({ id }) => id === last?.seat)?.id ?? null;
}
