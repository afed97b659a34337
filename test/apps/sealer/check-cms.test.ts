// The signature inside a signed PDF, as others write it too.
import { createHash, KeyObject, webcrypto } from 'node:crypto';
import { Integer, Utf8String } from 'asn1js';
import { AttributeTypeAndValue, Certificate, CryptoEngine, type RelativeDistinguishedNames } from 'pkijs';
import { describe, expect, it } from 'vitest';
import { checkCms } from '#apps/sealer/check-cms.ts';
import { signCms } from '#apps/sealer/cms.ts';
import { keySigner } from '#apps/sealer/signer.ts';
import { commonName } from '#apps/sealer/trust.ts';

const engine = new CryptoEngine({ name: 'node', crypto: webcrypto });

describe('the signer of a signature', () => {
  it('is found among certificates that share its serial number, as small authorities give them out', async () => {
    const keys = await pair();
    const certificate = await issued({ subject: 'Signer with the longer name', issuer: 'Lower', keys, by: keys });
    const lower = await issued({ subject: 'Lower', issuer: 'Upper', keys, by: keys });
    const upper = await issued({ subject: 'Upper', issuer: 'Top', keys, by: keys });
    const signer = keySigner({
      certificate,
      chain: [lower, upper],
      algorithm: 'RSASSA_PKCS1_V1_5_SHA_256',
      key: KeyObject.from(keys.privateKey),
    });
    const covered = Buffer.from('what is signed');
    const cms = await signCms(signer, createHash('sha256').update(covered).digest());
    const check = checkCms(Buffer.from(cms).toString('hex'), [covered]);
    expect(check.faults).toEqual([]);
    expect(check.certificate && commonName(check.certificate)).toBe('Signer with the longer name');
  });
});

async function pair(): Promise<webcrypto.CryptoKeyPair> {
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) };
  return webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
}

type Request = {
  readonly subject: string;
  readonly issuer: string;
  readonly keys: webcrypto.CryptoKeyPair;
  readonly by: webcrypto.CryptoKeyPair;
};

/** Always with serial number 1. */
async function issued({ subject, issuer, keys, by }: Request): Promise<Uint8Array> {
  const certificate = new Certificate();
  certificate.version = 2;
  certificate.serialNumber = new Integer({ value: 1 });
  named(certificate.subject, subject);
  named(certificate.issuer, issuer);
  certificate.notBefore.value = new Date('2026-01-01T00:00:00Z');
  certificate.notAfter.value = new Date('2036-01-01T00:00:00Z');
  await certificate.subjectPublicKeyInfo.importKey(keys.publicKey, engine);
  await certificate.sign(by.privateKey, 'SHA-256', engine);
  return new Uint8Array(certificate.toSchema(true).toBER());
}

function named(name: RelativeDistinguishedNames, commonNameValue: string): void {
  name.typesAndValues.push(new AttributeTypeAndValue({ type: '2.5.4.3', value: new Utf8String({ value: commonNameValue }) }));
}
