// One request for a time-stamp and what came back for it (RFC 3161 §2.4). Nothing of a reply is used before all of it was checked.
import { fromBER, Integer } from 'asn1js';
import { OID } from '../cms.ts';
import { NULL, octets, oid, sequence, small, TRUE, unsigned } from '../der.ts';
import { childrenOf, raw } from '../read-cms.ts';
import { checkTrust } from '../trust.ts';
import { canonicalToken, checkToken, type DigestBy } from './token.ts';

/** The authority's certificate is asked for, since a token must be checkable by itself. */
export function stampRequest({ digest, nonce }: { digest: Uint8Array; nonce: Uint8Array }): Uint8Array {
  const algorithm = sequence(oid(OID.sha256), NULL);
  return sequence(small(1), sequence(algorithm, octets(digest)), unsigned(nonce), TRUE);
}

export type Reply = {
  readonly reply: Uint8Array;
  /** SHA-256 of what was to be stamped. */
  readonly digest: Uint8Array;
  readonly nonce: Uint8Array;
  readonly now: Date;
  /** PEM of the authorities that the token must lead to; none: any is taken. */
  readonly anchors: readonly string[];
};

/** Our clock and the authority's may differ by this, and no more. */
const MOST_APART_MS = 10 * 60_000;

/** @returns the token, as it is kept. @throws with the reason in a few words */
export function tokenIn({ reply, digest, nonce, now, anchors }: Reply): Uint8Array {
  const token = granted(reply);
  // We ask for SHA-256 and take nothing else: of another hash there is nothing to compare with.
  const digestBy: DigestBy = (hash) => (hash === 'sha256' ? digest : new Uint8Array());
  const { faults, at, certificate, certificates, nonce: repeated } = checkToken(token, digestBy);
  if (faults.length > 0 || !at || !certificate) throw new Error(faults.join(' ') || 'The time-stamp states no time.');
  if (repeated === null || BigInt(`0x${repeated}`) !== BigInt(`0x${Buffer.from(nonce).toString('hex')}`))
    throw new Error('The time-stamp is not the answer to this request: its number is another.');
  if (Math.abs(at.getTime() - now.getTime()) > MOST_APART_MS)
    throw new Error(`The time-stamp says ${at.toISOString()}, which is not the time now.`);
  if (certificate.validToDate < now) throw new Error('The time-stamp’s certificate is no longer valid.');
  const path = checkTrust({ certificate, others: certificates, anchors, at });
  if (anchors.length > 0 && path.trust !== 'trusted') throw new Error('The time-stamp leads to no authority of TSA_CA.');
  const kept = canonicalToken(token);
  // Written anew, it must say the same and hold as well.
  const again = checkToken(kept, digestBy);
  if (again.faults.length > 0 || !again.isCanonical) throw new Error('The time-stamp cannot be kept in the form that seals use.');
  return kept;
}

/** PKIStatus 0 and 1 grant (RFC 3161 §2.4.2); all else comes without a token. */
function granted(reply: Uint8Array): Uint8Array {
  const { result, offset } = fromBER(Uint8Array.from(reply));
  const [status, token] = offset === -1 ? [] : childrenOf(result);
  const [code] = childrenOf(status);
  if (!(code instanceof Integer)) throw new Error('Its answer cannot be read.');
  const said = code.valueBlock.valueDec;
  if (said > 1 || !token) throw new Error(`It refused the request (status ${said}).`);
  return raw(token);
}
