// Issues the certificates of the local authority with WebCrypto keys. RSA, since every PDF reader in use accepts it,
// and since the same document sealed twice then gives the same bytes.
import { webcrypto } from 'node:crypto';
import { BitString, OctetString, Utf8String } from 'asn1js';
import { AttributeTypeAndValue, BasicConstraints, Certificate, CryptoEngine, Extension, type RelativeDistinguishedNames } from 'pkijs';
import { plus, type Instant } from '#core/time.ts';
import { oid, sequence } from './der.ts';

export type Issued = { readonly caKey: string; readonly ca: string; readonly sealKey: string; readonly seal: string };

/** A time-stamping authority with a root of its own, whose key nobody keeps: it issues no second certificate. */
export type IssuedStamping = { readonly ca: string; readonly key: string; readonly certificate: string };

const YEAR = 365;
const engine = new CryptoEngine({ name: 'node', crypto: webcrypto });
const KEY = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', modulusLength: 3072, publicExponent: new Uint8Array([1, 0, 1]) };

export async function issueLocalAuthority(now: Instant): Promise<Issued> {
  const from = plus(now, { days: -1 });
  const caKeys = await webcrypto.subtle.generateKey(KEY, true, ['sign', 'verify']);
  const sealKeys = await webcrypto.subtle.generateKey(KEY, true, ['sign', 'verify']);
  const caName = 'Countersign local authority (this machine only)';
  const ca = await issue({
    subject: caName,
    issuer: caName,
    from,
    to: plus(from, { days: 10 * YEAR }),
    keys: caKeys,
    by: caKeys,
    // keyCertSign and cRLSign.
    usage: 0b0000_0110,
    isCa: true,
  });
  const seal = await issue({
    subject: 'Countersign seal (this machine only)',
    issuer: caName,
    from,
    to: plus(from, { days: 10 * YEAR }),
    keys: sealKeys,
    by: caKeys,
    // digitalSignature and nonRepudiation.
    usage: 0b1100_0000,
    isCa: false,
  });
  return { caKey: await keyPem(caKeys.privateKey), ca, sealKey: await keyPem(sealKeys.privateKey), seal };
}

/** On a curve: a time-stamp is made while somebody waits, and no reader of old asks for RSA there. */
const CURVE = { name: 'ECDSA', namedCurve: 'P-256' };
/** Critical, and nothing beside it (RFC 3161 §2.3). */
const FOR_TIME_STAMPING = { id: '2.5.29.37', critical: true, value: new Uint8Array(sequence(oid('1.3.6.1.5.5.7.3.8'))).buffer };

export async function issueTimeAuthority(now: Instant): Promise<IssuedStamping> {
  const from = plus(now, { days: -1 });
  const [caKeys, keys] = [
    await webcrypto.subtle.generateKey(CURVE, true, ['sign', 'verify']),
    await webcrypto.subtle.generateKey(CURVE, true, ['sign', 'verify']),
  ];
  const caName = 'Countersign demo time authority (this machine only)';
  const shared = { issuer: caName, from, to: plus(from, { days: 10 * YEAR }), by: caKeys };
  const ca = await issue({ ...shared, subject: caName, keys: caKeys, usage: 0b0000_0110, isCa: true });
  const certificate = await issue({
    ...shared,
    subject: 'Countersign demo time-stamps (this machine only)',
    keys,
    // digitalSignature.
    usage: 0b1000_0000,
    isCa: false,
    further: [FOR_TIME_STAMPING],
  });
  return { ca, key: await keyPem(keys.privateKey), certificate };
}

type Request = {
  readonly subject: string;
  readonly issuer: string;
  readonly from: Instant;
  readonly to: Instant;
  readonly keys: webcrypto.CryptoKeyPair;
  readonly by: webcrypto.CryptoKeyPair;
  readonly usage: number;
  readonly isCa: boolean;
  readonly further?: readonly Further[];
};

type Further = { readonly id: string; readonly critical: boolean; readonly value: ArrayBuffer };

async function issue({ subject, issuer, from, to, keys, by, usage, isCa, further = [] }: Request): Promise<string> {
  const certificate = new Certificate();
  certificate.version = 2;
  certificate.serialNumber.valueBlock.valueHexView = serial();
  fill(certificate.subject, subject);
  fill(certificate.issuer, issuer);
  certificate.notBefore.value = new Date(from);
  certificate.notAfter.value = new Date(to);
  await certificate.subjectPublicKeyInfo.importKey(keys.publicKey, engine);
  const constraints = isCa ? new BasicConstraints({ cA: true, pathLenConstraint: 0 }) : new BasicConstraints({ cA: false });
  certificate.extensions = [
    extension({ id: '2.5.29.19', critical: true, value: constraints.toSchema().toBER() }),
    extension({
      id: '2.5.29.15',
      critical: true,
      value: new BitString({ valueHex: Uint8Array.of(usage).buffer, unusedBits: Math.log2(usage & -usage) }).toBER(),
    }),
    extension({ id: '2.5.29.14', critical: false, value: new OctetString({ valueHex: await keyId(keys.publicKey) }).toBER() }),
    ...further.map(extension),
  ];
  await certificate.sign(by.privateKey, 'SHA-256', engine);
  return pem('CERTIFICATE', certificate.toSchema(true).toBER());
}

function fill(name: RelativeDistinguishedNames, commonName: string): void {
  name.typesAndValues.push(new AttributeTypeAndValue({ type: '2.5.4.3', value: new Utf8String({ value: commonName }) }));
}

function extension({ id, critical, value }: Further): Extension {
  return new Extension({ extnID: id, critical, extnValue: value });
}

/** Positive, 126 random bits. */
function serial(): Uint8Array<ArrayBuffer> {
  const bytes = webcrypto.getRandomValues(new Uint8Array(16));
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return bytes;
}

async function keyId(key: webcrypto.CryptoKey): Promise<ArrayBuffer> {
  return webcrypto.subtle.digest('SHA-1', await webcrypto.subtle.exportKey('spki', key));
}

async function keyPem(key: webcrypto.CryptoKey): Promise<string> {
  return pem('PRIVATE KEY', await webcrypto.subtle.exportKey('pkcs8', key));
}

function pem(label: string, der: ArrayBuffer): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}
