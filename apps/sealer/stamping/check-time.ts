// Who besides the sealer vouches for the time of a signature, as the verdict on a file tells it.
import { checkTrust } from '../trust.ts';
import type { TokenCheck } from './token.ts';

export type Timestamp = {
  readonly at: string;
  /** Common name of the authority. */
  readonly by: string;
  /** A time-stamp of an authority that the verifier does not know proves nothing: anyone can be one. */
  readonly trust: 'trusted' | 'unknown-issuer';
};

/** @returns null for a time-stamp that does not hold, or none */
export function timestampOf(token: TokenCheck | null, anchors: readonly string[]): Timestamp | null {
  if (!token?.at || !token.certificate || token.by === null || token.faults.length > 0) return null;
  const { at, by, certificate, certificates } = token;
  const { trust, faults } = checkTrust({ certificate, others: certificates, anchors, at });
  return { at: at.toISOString(), by, trust: faults.length === 0 ? trust : 'unknown-issuer' };
}
