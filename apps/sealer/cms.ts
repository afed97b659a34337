// The CMS signature of a PAdES B-B seal (RFC 5652, ETSI EN 319 122-1): exactly the attributes the baseline asks for.
// There is no signing-time attribute: PAdES forbids it, the time stands in the signature dictionary's /M (EN 319 142-1 §6.3).
import { createHash } from 'node:crypto';
import { fromBER, Sequence } from 'asn1js';
import type { SigningAlgorithm } from '#apps/seal-config.ts';
import { explicit, NULL, octets, oid, sequence, setOf, small } from './der.ts';
import type { SealKey } from './signer.ts';

export const OID = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingTime: '1.2.840.113549.1.9.5',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  /** The signature-time-stamp among the unsigned attributes, and what it speaks of. */
  timestampToken: '1.2.840.113549.1.9.16.2.14',
  timestampInfo: '1.2.840.113549.1.9.16.1.4',
  algorithmProtection: '1.2.840.113549.1.9.52',
  sha256: '2.16.840.1.101.3.4.2.1',
  pkcs1Sha256: '1.2.840.113549.1.1.11',
  pss: '1.2.840.113549.1.1.10',
  mgf1: '1.2.840.113549.1.1.8',
  ecdsaSha256: '1.2.840.10045.4.3.2',
} as const;

const SHA256 = sequence(oid(OID.sha256));
const PSS_PARAMETERS = sequence(explicit(0, SHA256), explicit(1, sequence(oid(OID.mgf1), SHA256)), explicit(2, small(32)));
const ALGORITHMS: Record<SigningAlgorithm, Buffer> = {
  RSASSA_PKCS1_V1_5_SHA_256: sequence(oid(OID.pkcs1Sha256), NULL),
  RSASSA_PSS_SHA_256: sequence(oid(OID.pss), PSS_PARAMETERS),
  ECDSA_SHA_256: sequence(oid(OID.ecdsaSha256)),
};

export type SignatureStamp = (signature: Uint8Array) => Promise<Uint8Array>;

/** @param stamp gives a time-stamp token of the signature, which raises its level to B-T */
export async function signCms(signer: SealKey, messageDigest: Uint8Array, stamp?: SignatureStamp): Promise<Uint8Array> {
  const signature = await signatureOver(signer, messageDigest);
  const token = await stamp?.(signature);
  return assemble({ ...signer, messageDigest, signature, ...(token && { token }) });
}

/** @param messageDigest SHA-256 of what is sealed */
export async function signatureOver(signer: SealKey, messageDigest: Uint8Array): Promise<Uint8Array> {
  // Over the attributes as a SET, though they are stored under [0] (RFC 5652 §5.4).
  const tbs = setOf(signedAttributes(signer, messageDigest));
  return signer.signDigest({ digest: createHash('sha256').update(tbs).digest(), tbs });
}

type Parts = Identity & { readonly messageDigest: Uint8Array; readonly signature: Uint8Array; readonly token?: Uint8Array };

/** The one encoding a seal of ours may have; verification builds it again and compares, so that no byte of it is free. */
export function assemble({ certificate, chain, algorithm, messageDigest, signature, token }: Parts): Uint8Array {
  const signerInfo = sequence(
    small(1),
    issuerAndSerial(certificate),
    SHA256,
    setOf(signedAttributes({ certificate, chain, algorithm }, messageDigest), 0xa0),
    ALGORITHMS[algorithm],
    octets(signature),
    ...(token ? [setOf([attribute(OID.timestampToken, token)], 0xa1)] : []),
  );
  const signedData = sequence(
    small(1),
    setOf([SHA256]),
    sequence(oid(OID.data)),
    setOf([certificate, ...chain], 0xa0),
    setOf([signerInfo]),
  );
  return sequence(oid(OID.signedData), explicit(0, signedData));
}

type Identity = Pick<SealKey, 'certificate' | 'chain' | 'algorithm'>;

function signedAttributes({ certificate, chain, algorithm }: Identity, messageDigest: Uint8Array): Buffer[] {
  // The signer's certificate first, as RFC 5035 §4 demands; then its issuers, so that no certificate in the seal is left unsigned.
  const named = [fingerprint(certificate), ...chain.map(fingerprint).toSorted(Buffer.compare)];
  return [
    attribute(OID.contentType, oid(OID.data)),
    attribute(OID.messageDigest, octets(messageDigest)),
    attribute(OID.signingCertificateV2, sequence(sequence(...named))),
    // CMSAlgorithmProtection (RFC 6211): the signature algorithm goes under [1] IMPLICIT.
    attribute(OID.algorithmProtection, sequence(SHA256, retagged(ALGORITHMS[algorithm], 0xa1))),
  ];
}

/** ESSCertIDv2 with the default SHA-256, which DER leaves out. */
function fingerprint(certificate: Uint8Array): Buffer {
  return sequence(octets(createHash('sha256').update(certificate).digest()));
}

function attribute(type: string, value: Uint8Array): Buffer {
  return sequence(oid(type), setOf([value]));
}

function retagged(element: Buffer, tag: number): Buffer {
  return Buffer.concat([Buffer.from([tag]), element.subarray(1)]);
}

/** Taken out of the certificate as they stand, so that both spell the issuer with the same bytes. */
export function issuerAndSerial(certificate: Uint8Array): Buffer {
  const { result } = fromBER(certificate);
  const body = result instanceof Sequence ? result.valueBlock.value[0] : undefined;
  if (!(body instanceof Sequence)) throw new Error('Could not make the seal: the seal certificate is not an X.509 certificate.');
  const fields = body.valueBlock.value;
  const hasVersion = fields[0]?.idBlock.tagClass === 3;
  const serial = fields[hasVersion ? 1 : 0];
  const issuer = fields[hasVersion ? 3 : 2];
  if (!serial || !issuer) throw new Error('Could not make the seal: the seal certificate lacks its issuer or serial number.');
  return sequence(new Uint8Array(issuer.valueBeforeDecodeView), new Uint8Array(serial.valueBeforeDecodeView));
}
