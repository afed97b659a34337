// Checks the CMS signature in a PDF signature against the bytes that it covers (RFC 5652 §5.6, EN 319 122-1).
import { createHash, type X509Certificate } from 'node:crypto';
import type { Attribute } from 'pkijs';
import type { SigningAlgorithm } from '#apps/seal-config.ts';
import { assemble, OID } from './cms.ts';
import { readCms, type Cms } from './read-cms.ts';
import { digestOf, hashOf, isOfData, madeWithKey, signatureHolds, states, type MathVerdict } from './signature-holds.ts';
import { checkToken, tokenWithin, type TokenCheck } from './stamping/token.ts';

export type CmsCheck = {
  /** What does not hold, in sentences; empty when everything does. */
  readonly faults: readonly string[];
  readonly certificate: X509Certificate | null;
  /** All certificates that came with it. */
  readonly certificates: readonly X509Certificate[];
  /** The bare mathematics, apart from everything else that is asked of it. */
  readonly verdict: MathVerdict | 'unreadable';
  /** Whether it has just what PAdES baseline B-B asks for. */
  readonly isBaseline: boolean;
  /** Whether it is byte for byte as our sealer writes it. */
  readonly isCanonical: boolean;
  /** The signature-time-stamp over it (RFC 3161 appendix A); whether it leads to an authority that is trusted is asked elsewhere. */
  readonly timestamp: TokenCheck | null;
};

export const UNREADABLE: CmsCheck = {
  faults: ['The signature itself cannot be read.'],
  certificate: null,
  certificates: [],
  verdict: 'unreadable',
  isBaseline: false,
  isCanonical: false,
  timestamp: null,
};

export function checkCms(hex: string, covered: readonly Uint8Array[]): CmsCheck {
  try {
    return checked(hex, covered);
  } catch {
    // asn1js and pkijs throw on anything malformed; the file is a stranger's.
    return UNREADABLE;
  }
}

function checked(hex: string, covered: readonly Uint8Array[]): CmsCheck {
  const cms = readCms(Buffer.from(hex, 'hex'));
  if (!cms) return UNREADABLE;
  const { signed, info, attributes, certificate, certificates } = cms;
  const faults: string[] = [];
  const hash = hashOf(cms);
  if (signed.encapContentInfo.eContentType !== OID.data || signed.encapContentInfo.eContent)
    faults.push('The signature carries content of its own.');
  const verdict = signatureHolds(cms, covered);
  if (verdict === 'unknown-algorithm') faults.push('The signature uses an algorithm that is not supported.');
  const digest = hash ? covered.reduce((sum, part) => sum.update(part), createHash(hash)).digest() : Buffer.alloc(0);
  if (!states(attributes, digest)) faults.push('The file was changed after it was sealed.');
  if (!isOfData(attributes)) faults.push('The signature states no content type.');
  const names = namesCertificate(attributes, certificate);
  if (names === false) faults.push('The signature names another certificate than the one it came with.');
  const isKnown = hash !== undefined && verdict !== 'unknown-algorithm';
  if (isKnown && !(info.signedAttrs && madeWithKey(cms, { hash, signed: covered })))
    faults.push('The signature was not made with the key of its certificate.');

  const token = tokenWithin(info);
  const timestamp = token ? checkToken(token, (by) => digestOf([info.signature.valueBlock.valueHexView], by)) : null;
  const isCanonical = hex === canonical({ cms, digest, token }).padEnd(hex.length, '0') && timestamp?.isCanonical !== false;
  const isBaseline = names === true && !has(attributes, OID.signingTime) && hash !== 'sha1';
  return { faults, certificate, certificates, verdict, isBaseline, isCanonical, timestamp };
}

/** What our sealer would have written with the same key, certificates and digest. */
function canonical({ cms, digest, token }: { cms: Cms; digest: Uint8Array; token: Uint8Array | undefined }): string {
  const { info, certificate, certificates } = cms;
  const algorithm = algorithmOf(cms);
  if (!algorithm) return '';
  const chain = certificates.filter((other) => other !== certificate).map(({ raw }) => raw);
  const signature = info.signature.valueBlock.valueHexView;
  const identity = { certificate: certificate.raw, chain, algorithm };
  return Buffer.from(assemble({ ...identity, messageDigest: digest, signature, ...(token && { token }) })).toString('hex');
}

const has = (attributes: readonly Attribute[], type: string) => attributes.some((attribute) => attribute.type === type);

/** signing-certificate-v2: undefined when absent (older signatures). The hash of the certificate must be in it, right at the front. */
function namesCertificate(attributes: readonly Attribute[], certificate: X509Certificate): boolean | undefined {
  const attribute = attributes.find(({ type }) => type === OID.signingCertificateV2);
  if (!attribute) return undefined;
  const encoded = Buffer.from(attribute.toSchema().toBER());
  return ['sha256', 'sha384', 'sha512'].some((hash) => encoded.includes(createHash(hash).update(certificate.raw).digest()));
}

function algorithmOf({ info, certificate }: Cms): SigningAlgorithm | undefined {
  const { algorithmId } = info.signatureAlgorithm;
  if (algorithmId === OID.pss) return 'RSASSA_PSS_SHA_256';
  if (algorithmId === OID.ecdsaSha256 && certificate.publicKey.asymmetricKeyType === 'ec') return 'ECDSA_SHA_256';
  return algorithmId === OID.pkcs1Sha256 ? 'RSASSA_PKCS1_V1_5_SHA_256' : undefined;
}
