// What the two ways of asking about a certificate, OCSP and revocation lists, have in common.
import type { X509Certificate } from 'node:crypto';
import { commonName } from '../trust.ts';

export type Answer = {
  readonly bytes: Uint8Array;
  readonly certificate: X509Certificate;
  readonly issuer: X509Certificate;
  readonly now: Date;
};

/** Never worked around: whoever seals with a revoked certificate must hear of it. */
export class Revoked extends Error {
  override readonly name = 'Revoked';

  constructor(certificate: X509Certificate) {
    super(`Could not seal: the certificate “${commonName(certificate)}” was revoked by its issuer. Use another one.`);
  }
}

/** Clocks differ. */
const APART_MS = 5 * 60_000;

export function isCurrent({ thisUpdate, nextUpdate }: { thisUpdate: Date; nextUpdate?: Date }, now: Date): boolean {
  return thisUpdate.getTime() <= now.getTime() + APART_MS && (nextUpdate === undefined || nextUpdate >= now);
}
