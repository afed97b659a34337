// How long the seal certificate still holds, so that somebody has a new one issued in time.
import { getParameter } from '@aws-lambda-powertools/parameters/ssm';
import type { AwsConfig } from '#apps/aws-config.ts';
import { certificatesIn } from '#apps/sealer/trust.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** @returns whole days until the first of the certificate and its issuers ends, below zero after it; undefined where there is none */
export function daysLeft(pem: string, now: number): number | undefined {
  const ends = certificatesIn(pem).map(({ validTo }) => Date.parse(validTo));
  return ends.length === 0 ? undefined : Math.floor((Math.min(...ends) - now) / DAY_MS);
}

export async function sealCertificateDays({ SEAL_CERTIFICATE_PARAMETER }: AwsConfig, now: number): Promise<number | undefined> {
  if (SEAL_CERTIFICATE_PARAMETER === undefined) return undefined;
  return daysLeft((await getParameter(SEAL_CERTIFICATE_PARAMETER)) ?? '', now);
}
