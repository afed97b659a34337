// What the checks use of node's X509Certificate, in a browser.
import { BasicConstraints, Certificate, ExtKeyUsage, RSASSAPSSParams } from 'pkijs';
import { BitString, fromBER } from 'asn1js';
import { holds, type PublicKey } from './signatures.ts';

const KEYS: Readonly<Record<string, PublicKey['asymmetricKeyType']>> = {
  '1.2.840.113549.1.1.1': 'rsa',
  '1.2.840.113549.1.1.10': 'rsa-pss',
  '1.2.840.10045.2.1': 'ec',
};
const PSS = '1.2.840.113549.1.1.10';
/** Signature algorithms of certificates, by the hash that they use. */
const SIGNATURES: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.1.5': 'sha1',
  '1.2.840.113549.1.1.11': 'sha256',
  '1.2.840.113549.1.1.12': 'sha384',
  '1.2.840.113549.1.1.13': 'sha512',
  '1.2.840.10045.4.1': 'sha1',
  '1.2.840.10045.4.3.2': 'sha256',
  '1.2.840.10045.4.3.3': 'sha384',
  '1.2.840.10045.4.3.4': 'sha512',
};
const HASHES: Readonly<Record<string, string>> = {
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};
const NAMES: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.6': 'C',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '2.5.4.97': 'organizationIdentifier',
};
/** keyCertSign is the sixth bit (RFC 5280 §4.2.1.3). */
const MAY_CERTIFY = 0b0000_0100;

/** A class because the checks make it with `new`, as node's. */
export class X509Certificate {
  readonly raw: Buffer;
  readonly subject: string;
  readonly validFromDate: Date;
  readonly validToDate: Date;
  readonly ca: boolean;
  readonly publicKey: PublicKey;
  /** Extended key usages, as node calls them. */
  readonly keyUsage: readonly string[] | undefined;
  readonly #read: Certificate;

  constructor(source: Uint8Array | string) {
    this.raw = typeof source === 'string' ? derIn(source) : Buffer.from(source);
    const read = Certificate.fromBER(Uint8Array.from(this.raw));
    this.#read = read;
    this.subject = read.subject.typesAndValues
      .map(({ type, value }) => `${NAMES[type] ?? type}=${String((value as { valueBlock: { value: unknown } }).valueBlock.value)}`)
      .join('\n');
    this.validFromDate = read.notBefore.value;
    this.validToDate = read.notAfter.value;
    const constraints = parsed(read, '2.5.29.19');
    this.ca = constraints instanceof BasicConstraints && constraints.cA;
    const info = read.subjectPublicKeyInfo;
    this.publicKey = { asymmetricKeyType: KEYS[info.algorithm.algorithmId] ?? 'other', info };
    const usages = parsed(read, '2.5.29.37');
    this.keyUsage = usages instanceof ExtKeyUsage ? usages.keyPurposes : undefined;
  }

  /** By name, and by what the issuer may do; the signature is another question. */
  checkIssued(issuer: X509Certificate): boolean {
    const usage = parsed(issuer.#read, '2.5.29.15');
    const mayCertify = !(usage instanceof BitString) || ((usage.valueBlock.valueHexView[0] ?? 0) & MAY_CERTIFY) !== 0;
    return this.#read.issuer.isEqual(issuer.#read.subject) && mayCertify;
  }

  verify(key: PublicKey): boolean {
    const { algorithmId } = this.#read.signatureAlgorithm;
    const parameters: unknown = this.#read.signatureAlgorithm.algorithmParams;
    const isPss = algorithmId === PSS;
    const hash = isPss ? HASHES[new RSASSAPSSParams({ schema: parameters }).hashAlgorithm.algorithmId] : SIGNATURES[algorithmId];
    const data = new Uint8Array(this.#read.tbsView);
    return holds({ hash: hash ?? algorithmId, key, data, signature: this.#read.signatureValue.valueBlock.valueHexView, isPss });
  }
}

function parsed({ extensions = [] }: Certificate, id: string): unknown {
  const extension = extensions.find(({ extnID }) => extnID === id);
  if (!extension) return undefined;
  return id === '2.5.29.15' ? fromBER(Uint8Array.from(extension.extnValue.valueBlock.valueHexView)).result : extension.parsedValue;
}

function derIn(pem: string): Buffer {
  return Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64');
}
