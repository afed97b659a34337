// The stand-in provider and the demo's zone, judged by the verifier that the product uses.
import { authenticate } from 'mailauth';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { localZone } from '#apps/local/dns-zone.ts';
import { isLocalAddress, isLocalDomain, PROVIDER_IP } from '#apps/local/local-domains.ts';
import { mailProvider } from '#apps/local/mail-provider.ts';
import { unsignedMail } from '#test/support/mail.ts';
import { temporaryFolder } from '#test/support/temporary.ts';

const OLIVIA = 'olivia@northwind.test';

async function judged(user: string | undefined, from: string, ip: string) {
  const provider = await mailProvider({ dir: temporaryFolder(), mailDomain: 'sign.test' });
  const raw = await unsignedMail({ from, to: 'sign@sign.test', text: 'I SIGN' });
  const prefix = user === undefined ? '' : await provider.signature(user, Readable.from([raw]));
  const { dkim, spf, dmarc } = await authenticate(Buffer.concat([Buffer.from(prefix), raw]), {
    resolver: localZone({ keys: provider.keys }),
    sender: user ?? from,
    ip,
    helo: 'mail.northwind.test',
    mta: 'sign.test',
  });
  const [signature] = dkim.results;
  return {
    dkim: signature?.status.result,
    aligned: signature?.status.aligned,
    spf: spf === false ? undefined : spf?.status.result,
    dmarc: dmarc === false ? undefined : dmarc?.status.result,
  };
}

describe('the stand-in provider', () => {
  it('signs so that a verifier with the demo’s zone finds the sender’s domain proven', async () => {
    expect(await judged(OLIVIA, OLIVIA, PROVIDER_IP)).toMatchObject({
      dkim: 'pass',
      aligned: 'northwind.test',
      spf: 'pass',
      dmarc: 'pass',
    });
  });

  it('proves nothing about a From at somebody else’s domain', async () => {
    expect(await judged('mallory@evil.test', OLIVIA, PROVIDER_IP)).toMatchObject({ dkim: 'pass', aligned: false, dmarc: 'fail' });
  });

  it('is the only one whose mail passes: from elsewhere everything fails', async () => {
    expect(await judged(undefined, OLIVIA, '127.0.0.1')).toMatchObject({ dkim: 'none', spf: 'fail', dmarc: 'fail' });
  });

  it('lets in addresses of the demo’s domains, the product’s own excepted', async () => {
    const provider = await mailProvider({ dir: temporaryFolder(), mailDomain: 'sign.test' });
    const users = [OLIVIA, 'new.person@northwind.test', 'x@gmail.com', 'sign@sign.test', 'northwind.test', ''];
    expect(users.map(provider.mayLogIn)).toEqual([true, true, false, false, false, false]);
  });

  it('does not let a user pose as a colleague', async () => {
    const provider = await mailProvider({ dir: temporaryFolder(), mailDomain: 'sign.test' });
    expect(provider.maySendAs('max@northwind.test', OLIVIA)).toBe(false);
    expect(provider.maySendAs(OLIVIA, 'Olivia@Northwind.test')).toBe(true);
  });

  it('keeps its key, so that mail of yesterday still verifies', async () => {
    const dir = temporaryFolder();
    const [first, second] = await Promise.all([
      mailProvider({ dir, mailDomain: 'sign.test' }),
      mailProvider({ dir, mailDomain: 'sign.test' }),
    ]);
    const again = await mailProvider({ dir, mailDomain: 'sign.test' });
    expect([second.keys, again.keys]).toEqual([first.keys, first.keys]);
  });
});

describe('the demo’s zone', () => {
  const resolve = localZone({ keys: { selector: 'local', publicKey: 'KEY' } });

  it('publishes key, SPF and p=reject for every .test domain', async () => {
    expect(await resolve('local._domainkey.Fabrikam.test', 'TXT')).toEqual([['v=DKIM1; k=rsa; p=KEY']]);
    expect(await resolve('_dmarc.fabrikam.test', 'TXT')).toEqual([['v=DMARC1; p=reject']]);
    expect(await resolve('fabrikam.test', 'TXT')).toEqual([[`v=spf1 ip4:${PROVIDER_IP} -all`]]);
  });

  it.each([
    ['example.com', 'TXT'],
    ['other._domainkey.fabrikam.test', 'TXT'],
    ['_dmarc.example.com', 'TXT'],
    ['fabrikam.test', 'MX'],
    ['test', 'TXT'],
  ])('knows nothing of %s %s, and asks nobody', async (name, type) => {
    await expect(resolve(name, type)).rejects.toMatchObject({ code: 'ENOTFOUND' });
  });

  it('tells local domains and addresses from others', () => {
    expect(['a.test', 'a.b.TEST', 'test', 'a.test.example', 'a_b.test', '-a.test'].map(isLocalDomain)).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
    expect(['a@b.test', 'a b@c.test', '@b.test', 'a@b.example', 'a@b@c.test'].map(isLocalAddress)).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});
