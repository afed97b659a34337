// Who makes the seal: a certificate and something that signs digests. The private key may be a local file or live in a key service.
import { sign, constants, type KeyObject } from 'node:crypto';

/** Spelt as AWS KMS spells them. All hash with SHA-256. */
export type SigningAlgorithm = 'RSASSA_PKCS1_V1_5_SHA_256' | 'RSASSA_PSS_SHA_256' | 'ECDSA_SHA_256';

export type Signer = {
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

type KeySigner = Omit<Signer, 'signDigest'> & { readonly key: KeyObject };

export function keySigner({ certificate, chain, algorithm, key }: KeySigner): Signer {
  const padding = algorithm === 'RSASSA_PSS_SHA_256' ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 } : {};
  return {
    certificate,
    chain,
    algorithm,
    signDigest: async ({ tbs }) => new Uint8Array(sign('sha256', tbs, { key, ...padding })),
  };
}
