// The seal key in AWS KMS: what is asked of the service, and that what it answers is checked before it is used.
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { checkCms } from '#apps/sealer/check-cms.ts';
import { signCms } from '#apps/sealer/cms.ts';
import { kmsSigner } from '#apps/sealer/kms-signer.ts';
import { fakeKms } from '../../support/fake-kms.ts';
import { ecKeys, issue, rsaKeys, type Keys } from '../../support/test-pki.ts';

const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const COVERED = Buffer.from('what is sealed');
const sealed = createHash('sha256').update(COVERED).digest();

async function inKms(keys: Keys, algorithm: Parameters<typeof kmsSigner>[0]['algorithm']) {
  const kms = await fakeKms(keys.privateKey);
  const certificate = issue({ name: 'Contoso AG seal', keys }).der;
  return { ...kms, signer: kmsSigner({ client: kms.client, keyId: KEY, certificate, chain: [], algorithm }) };
}

describe('a seal key in AWS KMS', () => {
  it.each([
    ['RSASSA_PKCS1_V1_5_SHA_256', rsaKeys],
    ['RSASSA_PSS_SHA_256', rsaKeys],
    ['ECDSA_SHA_256', ecKeys],
  ] as const)('signs the digest alone, and the signature holds: %s', async (algorithm, keys) => {
    const { signer, asked } = await inKms(keys(), algorithm);
    const cms = await signCms(signer, sealed);
    const check = checkCms(Buffer.from(cms).toString('hex'), [COVERED]);
    expect(check.faults).toEqual([]);
    expect(check).toMatchObject({ isBaseline: true, isCanonical: true });
    expect(asked).toMatchObject([{ KeyId: KEY, MessageType: 'DIGEST', SigningAlgorithm: algorithm }]);
    expect(Buffer.from(asked[0]?.Message ?? '', 'base64')).toHaveLength(32);
  });

  it('is refused where it is the key of another certificate, before anything is sealed with it', async () => {
    const { client } = await inKms(ecKeys(), 'ECDSA_SHA_256');
    const other = issue({ name: 'Contoso AG seal, renewed' }).der;
    const signer = kmsSigner({ client, keyId: KEY, certificate: other, chain: [], algorithm: 'ECDSA_SHA_256' });
    await expect(signCms(signer, sealed)).rejects.toThrow(`the key ${KEY} of AWS KMS is not the key of the seal certificate`);
  });

  it('says what AWS said, and what to check, where it may not be used', async () => {
    const { signer, says } = await inKms(ecKeys(), 'ECDSA_SHA_256');
    says.no = { status: 400, type: 'DisabledException', message: 'the key is disabled' };
    await expect(signCms(signer, sealed)).rejects.toThrow(/KMS did not sign with the key arn:.* \(the key is disabled\)\. Check its state/);
  });
});
