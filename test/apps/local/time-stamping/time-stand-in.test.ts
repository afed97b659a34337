// The demo's time-stamping authority: what our own checks and OpenSSL say of its time-stamps, what it refuses, and the faults it is told to have.
import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { faults } from '#apps/local/faults.ts';
import { timeStandIn } from '#apps/local/time-stamping/time-stand-in.ts';
import { ask } from '#apps/sealer/ask.ts';
import { timeStamps } from '#apps/sealer/stamping/time-stamps.ts';
import { checkToken } from '#apps/sealer/stamping/token.ts';
import { checkTrust } from '#apps/sealer/trust.ts';
import { plus } from '#core/time.ts';
import { instant } from '../../../support/seal-job.ts';
import { temporaryFolder } from '../../../support/temporary.ts';
import { isInstalled } from '../../../support/judges.ts';

const JUDGE = 'openssl';
const NOW = instant('2027-03-01T10:00:00.000Z');
const CONTENT = Buffer.from('what is stamped');
const digest = createHash('sha256').update(CONTENT).digest();

async function standIn(folder = join(temporaryFolder(), 'time-authority')) {
  const pretended = faults({ slowMs: 5 });
  const clock = { now: NOW };
  const authority = await timeStandIn({ folder, faults: pretended, clock: () => clock.now });
  onTestFinished(async () => authority.close());
  const ca = readFileSync(authority.ca, 'utf8');
  const stamps = timeStamps({ urls: [authority.url], anchors: [ca], now: () => new Date(clock.now) });
  return { ...authority, folder, ca, pretended, clock, stamps };
}

describe('the demo’s time-stamping authority', () => {
  it('stamps the demo’s time, in a token that leads to its certificate', async () => {
    const { stamps, ca, clock } = await standIn();
    clock.now = plus(NOW, { days: 40 });
    const { token, reasons } = await stamps(digest);
    expect(reasons).toEqual([]);
    const check = checkToken(token ?? new Uint8Array(), (hash) => createHash(hash).update(CONTENT).digest());
    expect(check).toMatchObject({ faults: [], at: new Date(clock.now), by: 'Countersign demo time-stamps (this machine only)' });
    const { certificate, certificates, at } = check;
    expect(certificate && at && checkTrust({ certificate, others: certificates, anchors: [ca], at })).toEqual({
      trust: 'trusted',
      faults: [],
    });
  });

  it('is the same one after a restart', async () => {
    const first = await standIn();
    const again = await standIn(first.folder);
    expect(again.ca).toBe(first.ca);
    expect((await timeStamps({ urls: [again.url], anchors: [first.ca], now: () => new Date(NOW) })(digest)).token).toBeDefined();
  });

  it('refuses what is no request for a SHA-256 time-stamp', async () => {
    const { url } = await standIn();
    const asking = { url, contentType: 'application/timestamp-query', timeoutMs: 5_000, mostBytes: 64 * 1024 };
    // PKIStatus rejection (RFC 3161 §2.4.2).
    const refusal = Buffer.from('30053003020102', 'hex');
    expect(Buffer.from(await ask({ ...asking, body: randomBytes(40) }))).toEqual(refusal);
    await expect(ask({ ...asking, body: randomBytes(10_000) })).rejects.toThrow('it answered 400');
  });

  it.each([
    ['down', /it answered 503/],
    ['429', /it answered 429/],
  ] as const)('gives no time-stamp while it is told to be: %s', async (value, why) => {
    const { pretended, stamps } = await standIn();
    pretended.set('tsa', value);
    expect(await stamps(digest)).toEqual({ token: undefined, reasons: [expect.stringMatching(why)] });
    pretended.set('tsa', 'ok');
    expect((await stamps(digest)).token).toBeDefined();
  });

  it.skipIf(!isInstalled(JUDGE))('gives time-stamps that OpenSSL verifies', async () => {
    const { stamps, ca } = await standIn();
    const { token } = await stamps(digest);
    const folder = mkdtempSync(join(tmpdir(), 'countersign-tsa-'));
    writeFileSync(join(folder, 'token.der'), token ?? new Uint8Array());
    writeFileSync(join(folder, 'content'), CONTENT);
    writeFileSync(join(folder, 'ca.pem'), ca);
    const at = String(Date.parse(NOW) / 1_000);
    const asked = ['ts', '-verify', '-data', 'content', '-in', 'token.der', '-token_in', '-CAfile', 'ca.pem', '-attime', at];
    expect(execFileSync(JUDGE, asked, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })).toContain('Verification: OK');
  });
});
