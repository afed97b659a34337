// What the seal is made with, from the settings that say so: whose key, which time-stamping authorities, how long it shall be provable.
import { z } from 'zod';
import type { SealLevel } from '#core/sealing.ts';

/** Spelt as AWS KMS spells them. All hash with SHA-256. */
const ALGORITHMS = ['RSASSA_PKCS1_V1_5_SHA_256', 'RSASSA_PSS_SHA_256', 'ECDSA_SHA_256'] as const;
export type SigningAlgorithm = (typeof ALGORITHMS)[number];

export type SealKeyConfig = {
  /** PEM: the seal certificate, then its issuers. */
  readonly certificate: string;
  readonly key: { readonly in: 'file'; readonly path: string } | { readonly in: 'kms'; readonly keyId: string; readonly region?: string };
  /** Absent: the usual one of the certificate's key. */
  readonly algorithm?: SigningAlgorithm;
};

export type SealConfig = {
  /** Absent: an authority that this machine makes for itself. */
  readonly own?: SealKeyConfig;
  /** Asked in this order. */
  readonly tsaUrls: readonly string[];
  /** PEM of the authorities that a time-stamp must lead to; absent, any is taken. */
  readonly tsaCa?: string;
  readonly level: SealLevel;
};

export const sealSettings = z.object({
  SEAL_CERTIFICATE: z.string().min(1).optional(),
  SEAL_KEY: z.string().min(1).optional(),
  SEAL_KMS_KEY_ID: z
    .string()
    .regex(/^[\w:/-]{1,2048}$/, 'must be the id, the alias or the ARN of a key')
    .optional(),
  SEAL_ALGORITHM: z.enum(ALGORITHMS).optional(),
  SEAL_LEVEL: z.enum(['B-B', 'B-T', 'B-LT', 'B-LTA']).optional(),
  TSA_URLS: z
    .string()
    .transform((list) => list.split(',').flatMap((one) => (one.trim() === '' ? [] : [one.trim()])))
    .pipe(z.array(z.url({ protocol: /^https?$/ })))
    .default([]),
  TSA_CA: z.string().min(1).optional(),
});

/** @returns the problem, where the settings are half of something or contradict each other */
export function sealConfigOf(found: z.infer<typeof sealSettings>): SealConfig | { readonly problem: string } {
  const { SEAL_CERTIFICATE: certificate, SEAL_KEY: path, SEAL_KMS_KEY_ID: keyId, SEAL_ALGORITHM: algorithm, TSA_URLS: tsaUrls } = found;
  if (path !== undefined && keyId !== undefined)
    return { problem: 'SEAL_KEY and SEAL_KMS_KEY_ID are both set: choose where the key lives' };
  const key = path !== undefined ? ({ in: 'file', path } as const) : keyId !== undefined ? inKms(keyId) : undefined;
  if (key && certificate === undefined)
    return { problem: 'SEAL_CERTIFICATE is missing: the PEM file with the seal certificate and its issuers' };
  if (!key && certificate !== undefined)
    return { problem: 'SEAL_CERTIFICATE is set, but neither SEAL_KEY nor SEAL_KMS_KEY_ID says where its key is' };
  if (!key && algorithm !== undefined) return { problem: 'SEAL_ALGORITHM is set, but there is no SEAL_CERTIFICATE to use it with' };
  const level = found.SEAL_LEVEL ?? (tsaUrls.length > 0 ? 'B-T' : 'B-B');
  if (level !== 'B-B' && tsaUrls.length === 0) return { problem: `SEAL_LEVEL ${level} needs time-stamps: name who gives them in TSA_URLS` };
  return {
    ...(key && certificate !== undefined && { own: { certificate, key, ...(algorithm && { algorithm }) } }),
    tsaUrls,
    ...(found.TSA_CA !== undefined && { tsaCa: found.TSA_CA }),
    level,
  };
}

/** An ARN says its region; for an id or an alias the AWS client looks where it always looks. */
function inKms(keyId: string): SealKeyConfig['key'] {
  const region = /^arn:[\w-]+:kms:([\w-]+):/.exec(keyId)?.[1];
  return { in: 'kms', keyId, ...(region !== undefined && { region }) };
}
