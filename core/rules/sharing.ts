// Who may show an envelope's title and progress to everyone at a place. It stands apart because nothing goes on record for it: there is no
// command that would ask the rules.
import type { Actor } from '../command.ts';
import type { Existing } from '../envelope.ts';
import type { Refusal } from '../refusal.ts';
import { isInCharge, isProven } from './answers.ts';

/** @returns why not */
export function notShareable(state: Existing, by: Actor): Refusal | undefined {
  if (!isInCharge(state, by)) return { code: 'not-the-sender' };
  return isProven(by, 'L1') ? undefined : { code: 'proven-too-weakly', needs: 'L1' };
}
