// Time-stamps from authorities that are honest, broken or evil.
import { execFileSync } from 'node:child_process';
import { createHash, randomBytes, X509Certificate } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { timeStamps } from '#apps/sealer/stamping/time-stamps.ts';
import { checkToken } from '#apps/sealer/stamping/token.ts';
import { fakeTsa, tsaCa, tsaCertificate, type Evil, type TsaSettings } from '../../support/fake-tsa.ts';
import { issue, pemOf, rsaKeys, usedFor, USAGES } from '../../support/test-pki.ts';

/** Of the machine, not of this project. */
const JUDGE = 'openssl';
const CONTENT = Buffer.from('the signature value of a seal');
const digest = createHash('sha256').update(CONTENT).digest();
const digestBy = (hash: string) => createHash(hash).update(CONTENT).digest();

function asking(urls: readonly string[], over: Partial<Parameters<typeof timeStamps>[0]> = {}) {
  return timeStamps({ urls, anchors: [pemOf(tsaCa.der)], now: () => new Date(), timeoutMs: 2_000, ...over })(digest);
}

describe('a time-stamp', () => {
  it('is asked for with a number of its own and with the certificate, and is of what was to be stamped', async () => {
    const tsa = await fakeTsa();
    const { token, reasons } = await asking([tsa.url]);
    expect(reasons).toEqual([]);
    expect(checkToken(token ?? new Uint8Array(), digestBy)).toMatchObject({ faults: [], by: 'Test TSA 1', isCanonical: true });
    await asking([tsa.url]);
    const [first, second] = tsa.asked;
    expect(first).not.toEqual(second);
    // certReq TRUE is the last element of the request.
    expect(
      Buffer.from(first ?? [])
        .subarray(-3)
        .toString('hex'),
    ).toBe('0101ff');
  });

  it('is taken from an authority that signs with RSA as well', async () => {
    const tsa = await fakeTsa({ certificate: tsaCertificate({ keys: rsaKeys() }) });
    expect((await asking([tsa.url])).token).toBeDefined();
  });

  it('is kept without certificates that nothing leads to, so that no byte of it is free', async () => {
    const stray = issue({ name: 'A certificate that has nothing to do with it' });
    const tsa = await fakeTsa({ extras: [stray.der] });
    const { token = new Uint8Array() } = await asking([tsa.url]);
    expect(checkToken(token, digestBy).certificates).toHaveLength(1);
    expect(Buffer.from(token).includes(Buffer.from(stray.der))).toBe(false);
  });

  it('brings along who leads to a root, but not the root', async () => {
    const between = issue({ name: 'Test TSA authority', isCa: true, by: tsaCa });
    const tsa = await fakeTsa({ certificate: tsaCertificate({ by: between }), extras: [between.der] });
    const { token = new Uint8Array() } = await asking([tsa.url]);
    expect(checkToken(token, digestBy)).toMatchObject({ faults: [], isCanonical: true });
    expect(
      checkToken(token, digestBy)
        .certificates.map(({ subject }) => subject)
        .toSorted(),
    ).toEqual(['CN=Test TSA 1', 'CN=Test TSA authority']);
  });

  it('does not hold, or is not as it was kept, with any byte of it changed', async () => {
    const { token = new Uint8Array() } = await asking([(await fakeTsa()).url]);
    const unnoticed = Array.from(token.keys()).filter((at) => {
      if (at % 5 > 0 && at < token.length - 120) return false;
      const changed = Buffer.from(token);
      changed[at] = (changed[at] ?? 0) ^ 0x01;
      const { faults, isCanonical } = checkToken(changed, digestBy);
      return faults.length === 0 && isCanonical;
    });
    expect(unnoticed).toEqual([]);
  });

  it('says nothing about other bytes', async () => {
    const { token = new Uint8Array() } = await asking([(await fakeTsa()).url]);
    expect(checkToken(token, (hash) => createHash(hash).update('something else').digest()).faults).toEqual([
      'The time-stamp is of something else.',
    ]);
  });
});

describe('an authority that cannot be relied on', () => {
  const long = new Date('2021-01-01T00:00:00Z');
  const bad: readonly [string, TsaSettings, RegExp][] = [
    ...(
      [
        ['other-imprint', /is of something else/],
        ['wrong-nonce', /its number is another/],
        ['no-nonce', /its number is another/],
        ['truncated', /cannot be read/],
        ['huge', /more than 65536 bytes/],
        ['hangs', /did not answer within 2 seconds/],
        ['refuses', /refused the request \(status 2\)/],
        ['fails', /it answered 503/],
        ['redirects', /redirect/],
        ['no-certificate-named', /does not name the certificate/],
        ['other-key', /not signed with the key of its certificate/],
        ['changed-after-signing', /What the time-stamp says was changed/],
        ['plain-data', /of another kind/],
      ] as const satisfies readonly (readonly [Evil, RegExp])[]
    ).map(([evil, why]): [string, TsaSettings, RegExp] => [evil, { evil }, why]),
    ['has an expired certificate', { certificate: tsaCertificate({ to: long }) }, /was not valid at its time/],
    [
      'stamps the past to hide that',
      { certificate: tsaCertificate({ to: long }), at: () => new Date('2020-06-01T00:00:00Z') },
      /not the time now/,
    ],
    ['has no right to stamp', { certificate: tsaCertificate({ extensions: [] }) }, /not for time-stamping alone/],
    [
      'has a certificate for servers',
      { certificate: tsaCertificate({ extensions: [usedFor(USAGES.serverAuth)] }) },
      /not for time-stamping alone/,
    ],
    [
      'may do other things too',
      { certificate: tsaCertificate({ extensions: [usedFor(USAGES.timeStamping, false)] }) },
      /not for time-stamping alone/,
    ],
    [
      'is a stranger',
      { certificate: tsaCertificate({ by: issue({ name: 'Nobody known', isCa: true }) }) },
      /leads to no authority of TSA_CA/,
    ],
  ];

  it.each(bad)('gives way to the next one, with the reason: %s', async (_, settings, why) => {
    const [evil, good] = [await fakeTsa(settings), await fakeTsa()];
    const { token, reasons } = await asking([evil.url, good.url]);
    expect(token && checkToken(token, digestBy).faults).toEqual([]);
    expect(reasons).toEqual([expect.stringMatching(why)]);
    expect(reasons[0]).toContain(new URL(evil.url).host);
  });

  it('leaves no time-stamp at all where there is no other, and says what each of them did', async () => {
    const [one, two] = [await fakeTsa({ evil: 'fails' }), await fakeTsa({ evil: 'other-imprint' })];
    expect(await asking([one.url, two.url])).toEqual({
      token: undefined,
      reasons: [expect.stringContaining('503'), expect.stringContaining('something else')],
    });
  });

  it('is not asked where none is named', async () => {
    expect(await asking([])).toEqual({ token: undefined, reasons: [] });
  });
});

describe('a token that is no token', () => {
  it.each([
    ['nothing', Buffer.alloc(0)],
    ['noise', randomBytes(200)],
    ['a certificate', Buffer.from(tsaCa.der)],
  ])('is answered: %s', (_, token) => {
    expect(checkToken(token, digestBy)).toMatchObject({ faults: ['The time-stamp cannot be read.'], at: null });
  });
});

describe.skipIf(!hasOpenssl())('an independent judge', () => {
  it('accepts the token as it is kept', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'countersign-tsa-'));
    const { token = new Uint8Array() } = await asking([(await fakeTsa()).url]);
    writeFileSync(join(folder, 'token.der'), token);
    writeFileSync(join(folder, 'content'), CONTENT);
    writeFileSync(join(folder, 'ca.pem'), new X509Certificate(tsaCa.der).toString());
    const said = execFileSync(JUDGE, ['ts', '-verify', '-data', 'content', '-in', 'token.der', '-token_in', '-CAfile', 'ca.pem'], {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    expect(said).toContain('Verification: OK');
  });
});

function hasOpenssl(): boolean {
  try {
    return execFileSync('which', ['openssl'], { encoding: 'utf8' }) !== '';
  } catch {
    return false;
  }
}
