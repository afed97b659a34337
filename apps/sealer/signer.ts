// Who makes the seal: a certificate and something that signs digests. The private key may be a local file or live in a key service.
import { constants, sign, verify, type KeyObject } from 'node:crypto';
import type { SigningAlgorithm } from '#apps/seal-config.ts';

export type SealKey = {
  /** DER of the seal certificate. */
  readonly certificate: Uint8Array;
  /** DER of its issuers, nearest first. */
  readonly chain: readonly Uint8Array[];
  readonly algorithm: SigningAlgorithm;
  /**
   * @param digest SHA-256 of `tbs`, for services that sign digests
   * @param tbs the bytes themselves, for libraries that insist on hashing
   * @returns the signature as CMS wants it (ECDSA: DER)
   */
  signDigest(input: { digest: Uint8Array; tbs: Uint8Array }): Promise<Uint8Array>;
};

type KeySigner = Omit<SealKey, 'signDigest'> & { readonly key: KeyObject };

export function keySigner({ certificate, chain, algorithm, key }: KeySigner): SealKey {
  return {
    certificate,
    chain,
    algorithm,
    signDigest: async ({ tbs }) => new Uint8Array(sign('sha256', tbs, { key, ...paddingOf(algorithm) })),
  };
}

type Signed = { readonly algorithm: SigningAlgorithm; readonly key: KeyObject; readonly tbs: Uint8Array; readonly signature: Uint8Array };

/** Whether a signature was made with the key that belongs to this public one. */
export function holds({ algorithm, key, tbs, signature }: Signed): boolean {
  return verify('sha256', tbs, { key, ...paddingOf(algorithm) }, signature);
}

/** What a key signs with where nothing else is said. */
export function usualAlgorithm({ asymmetricKeyType: type }: KeyObject): SigningAlgorithm {
  if (type === 'ec') return 'ECDSA_SHA_256';
  return type === 'rsa-pss' ? 'RSASSA_PSS_SHA_256' : 'RSASSA_PKCS1_V1_5_SHA_256';
}

/** The salt is as long as the hash, as AWS KMS makes it and as our CMS states it. */
function paddingOf(algorithm: SigningAlgorithm): { padding?: number; saltLength?: number } {
  return algorithm === 'RSASSA_PSS_SHA_256' ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 } : {};
}
