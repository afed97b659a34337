// A time-stamp that lies beside what it is of: of a sealed file that was sealed without one, of a proof, of a day's anchor.
import { createHash } from 'node:crypto';
import { timestampOf, type Timestamp } from './check-time.ts';
import { checkToken } from './token.ts';

export type DetachedStamp = ({ readonly ok: true } & Timestamp) | { readonly ok: false; readonly why: string };

/** A token with its certificates has 4 to 8 KB. */
const MOST_BYTES = 64 * 1024;

/** Never throws. @param trust PEM of the authorities that the caller trusts */
export function checkDetached(token: Uint8Array, content: Uint8Array, trust: readonly string[]): DetachedStamp {
  if (token.length > MOST_BYTES) return { ok: false, why: 'The time-stamp is larger than any that is made.' };
  const check = checkToken(token, (hash) => createHash(hash).update(content).digest());
  const stamp = timestampOf(check, trust);
  return stamp ? { ok: true, ...stamp } : { ok: false, why: check.faults.join(' ') || 'The time-stamp states no time.' };
}
