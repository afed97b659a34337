// PDFs that other people's software signed, made on the spot with pkijs: every hash and key, and the kinds that are older than CAdES.
import { createHash, createSign, KeyObject, webcrypto } from 'node:crypto';
import { Integer, ObjectIdentifier, OctetString, Utf8String } from 'asn1js';
import {
  Attribute,
  AttributeTypeAndValue,
  Certificate,
  ContentInfo,
  CryptoEngine,
  EncapsulatedContentInfo,
  IssuerAndSerialNumber,
  setEngine,
  SignedAndUnsignedAttributes,
  SignedData,
  SignerInfo,
} from 'pkijs';

export type Foreign = {
  readonly key?: 'RSASSA-PKCS1-v1_5' | 'RSA-PSS' | 'ECDSA';
  readonly hash?: 'SHA-1' | 'SHA-256' | 'SHA-384' | 'SHA-512';
  readonly kind?: 'adbe.pkcs7.detached' | 'adbe.pkcs7.sha1' | 'adbe.x509.rsa_sha1';
  /** Lengths left open, as many signing programs write them. */
  readonly isBer?: boolean;
  /** The gap takes in some blanks after the signature, where others could write. */
  readonly isLoose?: boolean;
};

const ROOM = 6000;
const BLANKS = ' '.repeat(10);
const engine = new CryptoEngine({ name: 'node', crypto: webcrypto });
setEngine('node', engine);

export async function foreignSigned(how: Foreign = {}): Promise<Uint8Array> {
  const { kind = 'adbe.pkcs7.detached' } = how;
  const signer = await signerFor(how);
  const cert = kind === 'adbe.x509.rsa_sha1' ? `/Cert <${Buffer.from(signer.certificate.toSchema(true).toBER()).toString('hex')}>` : '';
  const blank = written({ kind, cert, range: [0, 0, 0] });
  const length = blank.indexOf('<0000');
  const end = length + ROOM + 2;
  const from = end + (how.isLoose ? BLANKS.length : 0);
  const text = written({ kind, cert, range: [length, from, blank.length - from] });
  const covered = Buffer.from(text.slice(0, length) + text.slice(from), 'latin1');
  const der = kind === 'adbe.x509.rsa_sha1' ? bare(covered, signer) : await cms(covered, { ...how, kind, signer });
  const hex = (how.isBer ? Buffer.concat([Buffer.from([0x30, 0x80]), der.subarray(4), Buffer.alloc(2)]) : der).toString('hex');
  return Buffer.from(`${text.slice(0, length + 1)}${hex.padEnd(ROOM, '0')}${text.slice(end - 1)}`, 'latin1');
}

function written({ kind, cert, range }: { kind: string; cert: string; range: readonly number[] }): string {
  const numbers = [0, ...range.map((number) => String(number).padStart(6, '0'))].join(' ');
  const dict = `<< /Type /Sig /SubFilter /${kind} ${cert} /M (D:20261124182000Z) /ByteRange [${numbers}] /Contents <${'0'.repeat(ROOM)}>${BLANKS}>>`;
  return `%PDF-1.7\n1 0 obj\n${dict}\nendobj\n2 0 obj\n(what was agreed)\nendobj\n%%EOF\n`;
}

type Signer = { readonly keys: webcrypto.CryptoKeyPair; readonly certificate: Certificate };

async function signerFor({ key = 'RSASSA-PKCS1-v1_5', hash = 'SHA-256' }: Foreign): Promise<Signer> {
  const rsa = { modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]), hash };
  const algorithm = key === 'ECDSA' ? { name: key, namedCurve: 'P-256' } : { name: key, ...rsa };
  const keys = await pairOf(algorithm);
  const certificate = new Certificate();
  certificate.version = 2;
  certificate.serialNumber = new Integer({ value: 7 });
  for (const name of [certificate.subject, certificate.issuer])
    name.typesAndValues.push(new AttributeTypeAndValue({ type: '2.5.4.3', value: new Utf8String({ value: 'Dana Fabrikam' }) }));
  certificate.notBefore.value = new Date('2026-01-01T00:00:00Z');
  certificate.notAfter.value = new Date('2036-01-01T00:00:00Z');
  await certificate.subjectPublicKeyInfo.importKey(keys.publicKey, engine);
  await certificate.sign(keys.privateKey, hash, engine);
  return { keys, certificate };
}

async function pairOf(algorithm: webcrypto.RsaHashedKeyGenParams | webcrypto.EcKeyGenParams): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
}

function bare(covered: Buffer, { keys }: Signer): Buffer {
  const signature = createSign('sha1').update(covered).sign(KeyObject.from(keys.privateKey));
  return Buffer.from(new OctetString({ valueHex: signature }).toBER());
}

type Cms = Foreign & { readonly signer: Signer };

async function cms(covered: Buffer, { kind, hash = 'SHA-256', signer: { keys, certificate } }: Cms): Promise<Buffer> {
  const isCarrying = kind === 'adbe.pkcs7.sha1';
  const content = isCarrying ? createHash('sha1').update(covered).digest() : covered;
  const digest = createHash(hash.replace('-', '').toLowerCase()).update(content).digest();
  const data = '1.2.840.113549.1.7.1';
  const signed = new SignedData({
    version: 1,
    encapContentInfo: new EncapsulatedContentInfo({
      eContentType: data,
      ...(isCarrying && { eContent: new OctetString({ valueHex: content }) }),
    }),
    signerInfos: [
      new SignerInfo({
        version: 1,
        sid: new IssuerAndSerialNumber({ issuer: certificate.issuer, serialNumber: certificate.serialNumber }),
        signedAttrs: new SignedAndUnsignedAttributes({
          type: 0,
          attributes: [
            new Attribute({ type: '1.2.840.113549.1.9.3', values: [new ObjectIdentifier({ value: data })] }),
            new Attribute({ type: '1.2.840.113549.1.9.4', values: [new OctetString({ valueHex: digest })] }),
          ],
        }),
      }),
    ],
    certificates: [certificate],
  });
  await signed.sign(keys.privateKey, 0, hash, isCarrying ? undefined : new Uint8Array(content), engine);
  const info = new ContentInfo({ contentType: '1.2.840.113549.1.7.2', content: signed.toSchema(true) });
  return Buffer.from(info.toSchema().toBER());
}
