// Whether a CMS signature holds over the bytes it covers, for every hash and key that readers of PDF are expected to know (ISO 32000-1
// table 257): the bare mathematics, apart from who signed and when.
import { constants, createHash, createVerify, verify, type KeyObject } from 'node:crypto';
import { ObjectIdentifier, OctetString, fromBER } from 'asn1js';
import { TSTInfo, type Attribute } from 'pkijs';
import { OID } from './cms.ts';
import type { Cms } from './read-cms.ts';

/** *changed*: what is covered is not what was signed, or the signature was made with another key. */
export type MathVerdict = 'valid' | 'changed' | 'unknown-algorithm';

const HASHES: Readonly<Record<string, string>> = {
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.4': 'sha224',
  [OID.sha256]: 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};

/** Signature algorithms that name their hash themselves; with all others it is the digest algorithm's. */
const SIGNATURE_HASHES: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.1.5': 'sha1',
  '1.2.840.113549.1.1.14': 'sha224',
  [OID.pkcs1Sha256]: 'sha256',
  '1.2.840.113549.1.1.12': 'sha384',
  '1.2.840.113549.1.1.13': 'sha512',
  '1.2.840.10045.4.1': 'sha1',
  '1.2.840.10045.4.3.1': 'sha224',
  [OID.ecdsaSha256]: 'sha256',
  '1.2.840.10045.4.3.3': 'sha384',
  '1.2.840.10045.4.3.4': 'sha512',
};
/** Those that leave the hash to the digest algorithm: rsaEncryption and RSASSA-PSS. */
const WITHOUT_HASH: readonly string[] = ['1.2.840.113549.1.1.1', OID.pss];
const KEYS = ['rsa', 'rsa-pss', 'ec'];
const TST_INFO = '1.2.840.113549.1.9.16.1.4';

export const hashNamed = (algorithm: string): string | undefined => HASHES[algorithm];

/** @returns undefined where the hash is not one of those above. */
export function hashOf({ info }: Cms): string | undefined {
  return HASHES[info.digestAlgorithm.algorithmId];
}

/** Whether the way of signing is stated by a name that is in use: what is unknown is taken to be as the key is, and so says nothing. */
export function isKnownSignature({ info }: Cms): boolean {
  const { algorithmId } = info.signatureAlgorithm;
  return algorithmId in SIGNATURE_HASHES || WITHOUT_HASH.includes(algorithmId);
}

export function signatureHolds(cms: Cms, covered: readonly Uint8Array[]): MathVerdict {
  const hash = hashOf(cms);
  if (!hash || !KEYS.includes(cms.certificate.publicKey.asymmetricKeyType ?? '')) return 'unknown-algorithm';
  const content = contentOf(cms);
  const isBound = content === undefined || bindsTo(content, { cms, covered });
  const signed = content === undefined ? covered : [content];
  const isDigestRight = !cms.info.signedAttrs || states(cms.attributes, digestOf(signed, hash));
  return isBound && isDigestRight && madeWithKey(cms, { hash, signed }) ? 'valid' : 'changed';
}

/** Content inside the signature: a hash (adbe.pkcs7.sha1) or a time-stamp's statement; otherwise the file is the content. */
function contentOf({ signed }: Cms): Buffer | undefined {
  const content = signed.encapContentInfo.eContent;
  return content instanceof OctetString ? Buffer.from(content.getValue()) : undefined;
}

/** Such content must itself name the file: by its SHA-1, or by the imprint that was time-stamped. */
function bindsTo(content: Buffer, { cms, covered }: { cms: Cms; covered: readonly Uint8Array[] }): boolean {
  if (cms.signed.encapContentInfo.eContentType !== TST_INFO) return content.equals(digestOf(covered, 'sha1'));
  const { messageImprint } = new TSTInfo({ schema: fromBER(Uint8Array.from(content)).result });
  const hash = HASHES[messageImprint.hashAlgorithm.algorithmId];
  return hash !== undefined && digestOf(covered, hash).equals(messageImprint.hashedMessage.valueBlock.valueHexView);
}

export function digestOf(parts: readonly Uint8Array[], hash: string): Buffer {
  return parts.reduce((sum, part) => sum.update(part), createHash(hash)).digest();
}

/** message-digest (RFC 5652 §11.2). */
export function states(attributes: readonly Attribute[], digest: Buffer): boolean {
  const stated: unknown = attributes.find(({ type }) => type === OID.messageDigest)?.values[0];
  return stated instanceof OctetString && digest.equals(stated.valueBlock.valueHexView);
}

export function isOfData(attributes: readonly Attribute[]): boolean {
  const type: unknown = attributes.find((attribute) => attribute.type === OID.contentType)?.values[0];
  return type instanceof ObjectIdentifier && type.valueBlock.toString() === OID.data;
}

export function madeWithKey({ info, certificate }: Cms, { hash, signed }: { hash: string; signed: readonly Uint8Array[] }): boolean {
  const verifier = createVerify(SIGNATURE_HASHES[info.signatureAlgorithm.algorithmId] ?? hash);
  for (const part of info.signedAttrs ? [asSet(info.signedAttrs.encodedValue)] : signed) verifier.update(part);
  const padding =
    info.signatureAlgorithm.algorithmId === OID.pss
      ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_AUTO }
      : {};
  return verifier.verify({ key: certificate.publicKey, ...padding }, info.signature.valueBlock.valueHexView);
}

type PlainSignature = { readonly tbs: Uint8Array; readonly algorithm: string; readonly signature: Uint8Array };

/** A signature as certificates, revocation lists and OCSP answers carry it. */
export function isSignedBy(key: KeyObject, { tbs, algorithm, signature }: PlainSignature): boolean {
  const hash = SIGNATURE_HASHES[algorithm];
  return hash !== undefined && hash !== 'sha1' && verify(hash, tbs, key, signature);
}

/** Signed as a SET, stored under [0] (RFC 5652 §5.4). */
function asSet(encoded: ArrayBuffer): Buffer {
  const set = Buffer.from(encoded);
  set[0] = 0x31;
  return set;
}
