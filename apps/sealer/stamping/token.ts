// Checks a time-stamp token (RFC 3161 §2.4.2) against what it is to be of: the same before a token is used and when a file is verified.
// Whether it leads to an authority that is trusted is asked elsewhere.
import type { X509Certificate } from 'node:crypto';
import { ObjectIdentifier, OctetString, Sequence, type AsnType } from 'asn1js';
import { Certificate, TSTInfo, type Attribute, type SignerInfo } from 'pkijs';
import { OID, issuerAndSerial } from '../cms.ts';
import { explicit, NULL, octets, oid, sequence, setOf, small } from '../der.ts';
import { childrenOf, raw, readCms, type Cms } from '../read-cms.ts';
import { digestOf, hashNamed, hashOf, isKnownSignature, madeWithKey, states } from '../signature-holds.ts';
import { commonName, pathOf } from '../trust.ts';

export type TokenCheck = {
  /** What does not hold, in sentences; empty when everything does. */
  readonly faults: readonly string[];
  /** When it says that the bytes existed. */
  readonly at: Date | null;
  /** Who says so: the common name of the authority's certificate. */
  readonly by: string | null;
  readonly certificate: X509Certificate | null;
  readonly certificates: readonly X509Certificate[];
  /** Number that the request had sent along, in hex. */
  readonly nonce: string | null;
  /** Whether it is byte for byte as our sealer keeps tokens, so that no byte of it is free. */
  readonly isCanonical: boolean;
};

const TIME_STAMPING = '1.3.6.1.5.5.7.3.8';
const EXTENDED_KEY_USAGE = '2.5.29.37';
const SIGNING_CERTIFICATE = '1.2.840.113549.1.9.16.2.12';

const UNREADABLE: TokenCheck = {
  faults: ['The time-stamp cannot be read.'],
  at: null,
  by: null,
  certificate: null,
  certificates: [],
  nonce: null,
  isCanonical: false,
};

/** Gives the digest, by a named hash, of what was time-stamped. */
export type DigestBy = (hash: string) => Uint8Array;

export function checkToken(token: Uint8Array, digestBy: DigestBy): TokenCheck {
  try {
    const read = readToken(token);
    return read ? checked({ token, read, digestBy }) : UNREADABLE;
  } catch {
    // asn1js and pkijs throw on anything malformed; an authority or a file may send anything.
    return UNREADABLE;
  }
}

/** The token in the unsigned attributes of a signature: one attribute with one value; of several none is taken. */
export function tokenWithin({ unsignedAttrs }: SignerInfo): Uint8Array | undefined {
  const [found, ...others] = unsignedAttrs?.attributes.filter(({ type }) => type === OID.timestampToken) ?? [];
  const values: readonly unknown[] = found?.values ?? [];
  const [value, ...more] = values;
  return value instanceof Sequence && others.length + more.length === 0 ? raw(value) : undefined;
}

type Read = { readonly cms: Cms; readonly content: Buffer };

function readToken(token: Uint8Array): Read | undefined {
  const cms = readCms(token);
  const content: unknown = cms?.signed.encapContentInfo.eContent;
  return cms && content instanceof OctetString ? { cms, content: Buffer.from(content.getValue()) } : undefined;
}

function checked({ token, read, digestBy }: { token: Uint8Array; read: Read; digestBy: DigestBy }): TokenCheck {
  const { cms, content } = read;
  const { certificate, certificates, attributes } = cms;
  const { genTime: at, messageImprint, nonce, policy } = TSTInfo.fromBER(Uint8Array.from(content));
  const imprint = hashNamed(messageImprint.hashAlgorithm.algorithmId);
  const hash = hashOf(cms);
  const isSigned = hash !== undefined && cms.info.signedAttrs !== undefined && madeWithKey(cms, { hash, signed: [content] });
  const is = (holds: boolean, fault: string) => (holds ? [] : [fault]);
  const faults = [
    ...is(cms.signed.encapContentInfo.eContentType === OID.timestampInfo, 'The time-stamp is of another kind than it is used as.'),
    ...is(policy !== '', 'The time-stamp names no policy.'),
    ...is(
      imprint !== undefined && Buffer.from(messageImprint.hashedMessage.valueBlock.valueHexView).equals(digestBy(imprint)),
      'The time-stamp is of something else.',
    ),
    ...is(hash !== undefined && states(attributes, digestOf([content], hash)), 'What the time-stamp says was changed.'),
    ...is(isOfInfo(cms), 'The time-stamp’s signature is of something else.'),
    ...is(isSigned, 'The time-stamp was not signed with the key of its certificate.'),
    ...is(namesSigner(cms), 'The time-stamp does not name the certificate that it came with.'),
    ...is(isForTimeStamping(certificate), 'The time-stamp’s certificate is not for time-stamping alone.'),
    ...is(certificate.validFromDate <= at && at <= certificate.validToDate, 'The time-stamp’s certificate was not valid at its time.'),
  ];
  return {
    faults,
    at,
    by: commonName(certificate),
    certificate,
    certificates,
    nonce: nonce ? Buffer.from(nonce.valueBlock.valueHexView).toString('hex') : null,
    isCanonical: isKnownSignature(cms) && isPadded(token, encoded(read)),
  };
}

/** In a file a token stands in room that is larger than it. */
function isPadded(token: Uint8Array, expected: Buffer): boolean {
  return expected.equals(token.subarray(0, expected.length)) && token.subarray(expected.length).every((byte) => byte === 0);
}

/** A token without what nothing signs: certificates that do not lead from the signer's upwards, unsigned attributes, a second way to write it. */
export function canonicalToken(token: Uint8Array): Uint8Array {
  const read = readToken(token);
  if (!read) throw new Error('Could not keep the time-stamp: it cannot be read.');
  return encoded(read);
}

function encoded({ cms: { info, certificate, certificates }, content }: Read): Buffer {
  const digest = algorithm(info.digestAlgorithm);
  const attributes = Buffer.from(info.signedAttrs?.encodedValue ?? new ArrayBuffer(1));
  attributes[0] = 0xa0;
  const signerInfo = sequence(
    small(1),
    issuerAndSerial(certificate.raw),
    digest,
    attributes,
    algorithm(info.signatureAlgorithm),
    octets(info.signature.valueBlock.valueHexView),
  );
  // Version 3, since what is signed is not plain data (RFC 5652 §5.1).
  const signedData = sequence(
    small(3),
    setOf([digest]),
    sequence(oid(OID.timestampInfo), explicit(0, octets(content))),
    setOf(
      carried(certificate, certificates).map(({ raw }) => raw),
      0xa0,
    ),
    setOf([signerInfo]),
  );
  return sequence(oid(OID.signedData), explicit(0, signedData));
}

/** The signer, whom the attributes name, and who leads upwards from it. No root: it proves nothing by coming along, and nothing would hold its bytes. */
function carried(certificate: X509Certificate, certificates: readonly X509Certificate[]): readonly X509Certificate[] {
  return pathOf(certificate, certificates).filter((one) => one === certificate || !one.checkIssued(one));
}

/** With its parameters as they stand: NULL, none, or those of RSASSA-PSS. */
function algorithm({ algorithmId, algorithmParams }: { algorithmId: string; algorithmParams?: AsnType }): Buffer {
  if (!algorithmParams) return sequence(oid(algorithmId));
  return sequence(oid(algorithmId), algorithmId === OID.pss ? Buffer.from(algorithmParams.toBER()) : NULL);
}

function valueOf(attributes: readonly Attribute[], type: string): unknown {
  return attributes.find((attribute) => attribute.type === type)?.values[0];
}

function isOfInfo({ attributes }: Cms): boolean {
  const type = valueOf(attributes, OID.contentType);
  return type instanceof ObjectIdentifier && type.valueBlock.toString() === OID.timestampInfo;
}

/** The first certificate of signing-certificate, or of its version 2 (RFC 5035 §3 and §4; RFC 5816), is the signer's. */
function namesSigner({ attributes, certificate }: Cms): boolean {
  const [hash, named] = [
    ['sha256', valueOf(attributes, OID.signingCertificateV2)] as const,
    ['sha1', valueOf(attributes, SIGNING_CERTIFICATE)] as const,
  ].find(([, value]) => value instanceof Sequence) ?? [undefined, undefined];
  if (hash === undefined || !(named instanceof Sequence)) return false;
  const fields = childrenOf(childrenOf(childrenOf(named)[0])[0]);
  const stated = fields.find((field) => field instanceof OctetString);
  const other = childrenOf(fields[0])[0];
  const by = fields[0] === stated ? hash : other instanceof ObjectIdentifier ? hashNamed(other.valueBlock.toString()) : undefined;
  return by !== undefined && stated !== undefined && digestOf([certificate.raw], by).equals(stated.valueBlock.valueHexView);
}

/** Critical, and nothing beside it (RFC 3161 §2.3). */
function isForTimeStamping(certificate: X509Certificate): boolean {
  const { extensions = [] } = Certificate.fromBER(Uint8Array.from(certificate.raw));
  const isCritical = extensions.some(({ extnID, critical }) => extnID === EXTENDED_KEY_USAGE && critical);
  return isCritical && certificate.keyUsage?.length === 1 && certificate.keyUsage[0] === TIME_STAMPING;
}
