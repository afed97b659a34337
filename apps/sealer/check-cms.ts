// Checks the CMS signature in a PDF signature against the bytes that it covers (RFC 5652 §5.6, EN 319 122-1).
import { constants, createHash, verify, X509Certificate } from 'node:crypto';
import { Constructed, fromBER, ObjectIdentifier, OctetString, Sequence, type AsnType } from 'asn1js';
import { Certificate, ContentInfo, IssuerAndSerialNumber, SignedData, type Attribute, type SignerInfo } from 'pkijs';
import { assemble, OID } from './cms.ts';
import type { SigningAlgorithm } from './signer.ts';

export type CmsCheck = {
  /** What does not hold, in sentences; empty when everything does. */
  readonly faults: readonly string[];
  readonly certificate: X509Certificate | null;
  /** All certificates that came with it. */
  readonly certificates: readonly X509Certificate[];
  /** Whether it has just what PAdES baseline B-B asks for. */
  readonly isBaseline: boolean;
  /** Whether it is byte for byte as our sealer writes it. */
  readonly isCanonical: boolean;
};

const HASHES: Record<string, string> = {
  '1.3.14.3.2.26': 'sha1',
  [OID.sha256]: 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};

const UNREADABLE: CmsCheck = {
  faults: ['The signature itself cannot be read.'],
  certificate: null,
  certificates: [],
  isBaseline: false,
  isCanonical: false,
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
  const bytes = Uint8Array.from(Buffer.from(hex, 'hex'));
  // Read with its padding: a length is not always stated (BER).
  const { result, offset } = fromBER(bytes);
  if (offset === -1) return UNREADABLE;
  const signed = new SignedData({ schema: new ContentInfo({ schema: result }).content });
  const [info] = signed.signerInfos;
  const certificates = certificatesIn(result).map((der) => new X509Certificate(der));
  const certificate = info ? signerOf(info, certificates) : undefined;
  if (!info || !certificate || signed.signerInfos.length !== 1) return UNREADABLE;

  const faults: string[] = [];
  const hash = HASHES[info.digestAlgorithm.algorithmId];
  const attributes = info.signedAttrs?.attributes ?? [];
  if (signed.encapContentInfo.eContentType !== OID.data || signed.encapContentInfo.eContent)
    faults.push('The signature carries content of its own.');
  if (!hash) faults.push('The signature uses a hash that is not supported.');
  const digest = hash ? covered.reduce((sum, part) => sum.update(part), createHash(hash)).digest() : Buffer.alloc(0);
  if (!states(attributes, digest)) faults.push('The file was changed after it was sealed.');
  if (!isOfData(attributes)) faults.push('The signature states no content type.');
  const names = namesCertificate(attributes, certificate);
  if (names === false) faults.push('The signature names another certificate than the one it came with.');
  if (hash && !signatureHolds({ info, hash, certificate })) faults.push('The signature was not made with the key of its certificate.');

  const isCanonical = hex === canonical({ info, certificate, certificates, digest }).padEnd(hex.length, '0');
  const isBaseline = names === true && !has(attributes, OID.signingTime) && hash !== 'sha1';
  return { faults, certificate, certificates, isBaseline, isCanonical };
}

type Signed = { info: SignerInfo; certificate: X509Certificate; certificates: readonly X509Certificate[]; digest: Uint8Array };

/** What our sealer would have written with the same key, certificates and digest. */
function canonical({ info, certificate, certificates, digest }: Signed): string {
  const algorithm = algorithmOf(info, certificate);
  if (!algorithm) return '';
  const chain = certificates.filter((other) => other !== certificate).map(({ raw }) => raw);
  const signature = info.signature.valueBlock.valueHexView;
  return Buffer.from(assemble({ certificate: certificate.raw, chain, algorithm, messageDigest: digest, signature })).toString('hex');
}

/** As they stand in the file; pkijs would give its own encoding of them. */
function certificatesIn(contentInfo: AsnType): Uint8Array[] {
  const signedData = childrenOf(childrenOf(contentInfo)[1])[0];
  const set = childrenOf(signedData).find(({ idBlock }) => idBlock.tagClass === CONTEXT && idBlock.tagNumber === 0);
  return childrenOf(set)
    .filter((item) => item instanceof Sequence)
    .map((item) => new Uint8Array(item.valueBeforeDecodeView));
}

const CONTEXT = 3;

function childrenOf(element: AsnType | undefined): AsnType[] {
  return element instanceof Constructed ? element.valueBlock.value : [];
}

/** By issuer and serial number both: a serial number alone is shared by the certificates of many small authorities. */
function signerOf({ sid }: SignerInfo, certificates: readonly X509Certificate[]): X509Certificate | undefined {
  if (!(sid instanceof IssuerAndSerialNumber)) return undefined;
  return certificates.find(({ raw }) => {
    const { issuer, serialNumber } = Certificate.fromBER(Uint8Array.from(raw));
    return serialNumber.isEqual(sid.serialNumber) && issuer.isEqual(sid.issuer);
  });
}

const has = (attributes: readonly Attribute[], type: string) => attributes.some((attribute) => attribute.type === type);

function valueOf(attributes: readonly Attribute[], type: string): unknown {
  return attributes.find((attribute) => attribute.type === type)?.values[0];
}

function states(attributes: readonly Attribute[], digest: Buffer): boolean {
  const stated = valueOf(attributes, OID.messageDigest);
  return stated instanceof OctetString && digest.equals(stated.valueBlock.valueHexView);
}

function isOfData(attributes: readonly Attribute[]): boolean {
  const type = valueOf(attributes, OID.contentType);
  return type instanceof ObjectIdentifier && type.valueBlock.toString() === OID.data;
}

/** signing-certificate-v2: undefined when absent (older signatures). The hash of the certificate must be in it, right at the front. */
function namesCertificate(attributes: readonly Attribute[], certificate: X509Certificate): boolean | undefined {
  const attribute = attributes.find(({ type }) => type === OID.signingCertificateV2);
  if (!attribute) return undefined;
  const encoded = Buffer.from(attribute.toSchema().toBER());
  return ['sha256', 'sha384', 'sha512'].some((hash) => encoded.includes(createHash(hash).update(certificate.raw).digest()));
}

function signatureHolds({ info, hash, certificate }: { info: SignerInfo; hash: string; certificate: X509Certificate }): boolean {
  if (!info.signedAttrs) return false;
  // Signed as a SET, stored under [0] (RFC 5652 §5.4).
  const tbs = Buffer.from(info.signedAttrs.encodedValue);
  tbs[0] = 0x31;
  const padding =
    info.signatureAlgorithm.algorithmId === OID.pss
      ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_AUTO }
      : {};
  return verify(hash, tbs, { key: certificate.publicKey, ...padding }, info.signature.valueBlock.valueHexView);
}

function algorithmOf(info: SignerInfo, certificate: X509Certificate): SigningAlgorithm | undefined {
  const { algorithmId } = info.signatureAlgorithm;
  if (algorithmId === OID.pss) return 'RSASSA_PSS_SHA_256';
  if (algorithmId === OID.ecdsaSha256 && certificate.publicKey.asymmetricKeyType === 'ec') return 'ECDSA_SHA_256';
  return algorithmId === OID.pkcs1Sha256 ? 'RSASSA_PKCS1_V1_5_SHA_256' : undefined;
}
