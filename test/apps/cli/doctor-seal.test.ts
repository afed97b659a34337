// What the doctor says of the seal certificate and of time-stamps.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sealFindings } from '#apps/cli/doctor-seal.ts';
import { localAuthority } from '#apps/sealer/authority.ts';
import { instantOf } from '#core/time.ts';
import { fakeTsa } from '../../support/fake-tsa.ts';
import { issue, pemOf } from '../../support/test-pki.ts';

const folder = () => mkdtempSync(join(tmpdir(), 'countersign-doctor-'));
const NOW = new Date('2026-11-25T12:00:00Z');

function until(date: string): { SEAL_CERTIFICATE: string; SEAL_KEY: string } {
  const path = join(folder(), 'seal.pem');
  writeFileSync(path, pemOf(issue({ name: 'Contoso AG seal', to: new Date(date) }).der));
  return { SEAL_CERTIFICATE: path, SEAL_KEY: path };
}

describe('the seal certificate', () => {
  it.each([
    ['2026-11-24T00:00:00Z', false, /“Contoso AG seal” expired on 2026-11-24/],
    ['2027-01-23T00:00:00Z', false, /expires on 2027-01-23, in 58 days/],
    ['2027-01-24T12:00:00Z', true, /“Contoso AG seal”, until 2027-01-24/],
  ])('is to mend from 60 days before it expires: %s', async (to, ok, say) => {
    const [finding] = await sealFindings(folder(), NOW, until(to));
    expect(finding).toEqual({ check: 'Seal certificate', ok, say: expect.stringMatching(say) });
  });

  it('is the one that this machine made for itself, where none is named', async () => {
    const dataDir = folder();
    expect((await sealFindings(dataDir, NOW, {}))[0]).toMatchObject({ ok: true, say: expect.stringContaining('none yet') });
    await localAuthority(join(dataDir, 'authority'), instantOf(NOW.getTime()));
    expect((await sealFindings(dataDir, NOW, {}))[0]).toMatchObject({ ok: true, say: expect.stringContaining('this machine only') });
  });

  it.each([
    [{ SEAL_KEY: '/nowhere/key.pem' }, /SEAL_CERTIFICATE is missing/],
    [{ SEAL_CERTIFICATE: '/nowhere/seal.pem' }, /neither SEAL_KEY nor SEAL_KMS_KEY_ID/],
    [{ SEAL_CERTIFICATE: '/nowhere/seal.pem', SEAL_KEY: 'a', SEAL_KMS_KEY_ID: 'b' }, /both set/],
    [{ SEAL_CERTIFICATE: '/nowhere/seal.pem', SEAL_KMS_KEY_ID: 'alias/seal' }, /Could not read \/nowhere\/seal\.pem/],
    [{ SEAL_LEVEL: 'B-LTA' }, /needs time-stamps/],
    [{ SEAL_ALGORITHM: 'ECDSA_SHA_256' }, /no SEAL_CERTIFICATE to use it with/],
    [{ TSA_URLS: 'ldap://tsa.example.com' }, /TSA_URLS is not usable/],
  ])('is to mend where its settings do not fit together: %o', async (env, say) => {
    const [finding] = await sealFindings(folder(), NOW, env);
    expect(finding).toMatchObject({ ok: false, say: expect.stringMatching(say) });
  });
});

describe('time-stamps', () => {
  it('are not asked for where nobody is named, and the level is said', async () => {
    expect((await sealFindings(folder(), NOW, {}))[1]).toMatchObject({
      check: 'Time-stamps',
      ok: true,
      say: expect.stringContaining('B-B'),
    });
  });

  it('are tried for real: one that answers is enough, and who failed is named', async () => {
    const [bad, good] = [await fakeTsa({ evil: 'fails' }), await fakeTsa()];
    const [, finding] = await sealFindings(folder(), new Date(), { TSA_URLS: `${bad.url}, ${good.url}` });
    expect(finding).toMatchObject({ ok: true, say: expect.stringMatching(/for seals of level B-T\. Failed: 127.*it answered 503/) });
    expect(good.asked).toHaveLength(1);
  });

  it('are to mend where nobody gives one', async () => {
    const bad = await fakeTsa({ evil: 'other-imprint' });
    const [, finding] = await sealFindings(folder(), new Date(), { TSA_URLS: bad.url });
    expect(finding).toMatchObject({ ok: false, say: expect.stringMatching(/would wait an hour.*something else/) });
  });
});
