// What `countersign verify` prints: a lawyer reads it, so everything that the JSON says is there in words, for a good, a changed, a cut-off
// and a stranger's file.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { report } from '#apps/cli/verify-report.ts';
import { offsetAt } from '#apps/world/hashing.ts';
import { localAuthority, type Authority } from '#apps/sealer/authority.ts';
import { sealer } from '#apps/sealer/lambda.ts';
import { verify, type Verification } from '#apps/sealer/verify.ts';
import { foreignSigned } from '../../support/foreign-signature.ts';
import { contractPdf, flipped } from '../../support/pdf.ts';
import { SEALED_AT, sealJob } from '../../support/seal-job.ts';
import { ATTACKS } from '../../support/tampering.ts';

let folder: string;
let authority: Authority;
let sealed: Uint8Array;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'countersign-report-'));
  authority = await localAuthority(folder, SEALED_AT);
  const sealing = sealer({ authority, offsetAt });
  const taken = await sealing.intake(await contractPdf());
  if (taken.verdict !== 'accept') throw new Error(taken.why);
  sealed = (await sealing.seal(sealJob(taken.presented))).bytes;
}, 60_000);

afterAll(async () => rm(folder, { recursive: true, force: true }));

/** On one line each, so that where a terminal breaks them does not matter. */
const said = (found: Verification) => report('contract.pdf', found).replace(/\s+/g, ' ');
const told = async (file: Uint8Array, trust: readonly string[] = [authority.caPem]) => said(await verify(file, { trust }));

describe('a sealed file', () => {
  test('that is unchanged is called genuine first, with every check below, none wider than a terminal', async () => {
    const text = report('contract.pdf', await verify(sealed, { trust: [authority.caPem] }));
    expect(text).toMatch(/^contract\.pdf\nGenuine: sealed, and unchanged since\.\n\n {2}✓ Seal /);
    for (const about of ['Coverage', 'Changes after the seal', 'Certificate', 'Time', 'Kind of seal', 'Record', 'Document'])
      expect(text).toMatch(new RegExp(`^ {2}[✓·] ${about} `, 'm'));
    expect(text).toContain('24 Nov 2026, 18:20:00 (UTC)');
    expect(text).toContain('PAdES B-B');
    expect(Math.max(...text.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(100);
  });

  test('of an issuer that is not known says how to name it', async () => {
    expect(await told(sealed, [])).toMatch(/by whom is not known here\..*--trust CA\.pem/);
  });

  test('in which a byte was changed says what no longer holds, and claims nothing about the rest', async () => {
    const text = await told(flipped(sealed, 2000));
    expect(text).toMatch(/^contract\.pdf Changed after it was sealed: do not rely on it\. ✗ Seal The file was changed/);
    expect(text).toContain('✗ Document The document in this file is not the one that the record speaks of.');
    expect(text).toContain('· Changes after the seal Since the seal does not hold');
  });

  test('that was cut off says so, wherever it was', async () => {
    expect(await told(sealed.subarray(0, sealed.length - 3000))).toMatch(
      /do not rely on it.* it was cut off\..*No certificate can be read/,
    );
    expect(await told(sealed.subarray(0, 3000))).toMatch(/carries no seal\. .*it may have been cut off/);
  });

  test('that is no PDF is called that, not a PDF without a seal that was cut off', async () => {
    expect(await told(Buffer.from('Dear Bea, please find attached'))).toMatch(/carries no seal\. .*It is not a PDF file\./);
  });

  test.each(ATTACKS)('after %s names the change', async (_, tampering, words) => {
    const text = await told(await tampering(sealed));
    expect(text).toContain('do not rely on it');
    expect(text).toContain(words);
  });
});

describe('a file that others signed', () => {
  test('says whose signature it is, whether it holds, what it covers, when it says it was made, and that nobody here vouches for it', async () => {
    expect(await told(await foreignSigned())).toBe(
      'contract.pdf Signed by someone, but not sealed by Countersign. · Signature By “Dana Fabrikam”. ' +
        'It holds: what it covers is as it was signed. It covers the whole file. Made at 24 Nov 2026, 18:20:00 (UTC), as it says itself. ' +
        'Its issuer is not among those trusted here. · Record The file carries no record of who did what.',
    );
  });

  test('tells an old kind of signature, one that leaves something out, and one that does not hold', async () => {
    expect(await told(await foreignSigned({ kind: 'adbe.pkcs7.sha1' }))).toContain('rests on SHA-1, which can be forged');
    expect(await told(await foreignSigned({ isLoose: true }))).toMatch(/does not hold\. ✗ Signature .*leaves out more than itself/);
    const changed = await foreignSigned();
    expect(await told(flipped(changed, Buffer.from(changed).indexOf('agreed')))).toContain('It does not hold: what it covers was changed.');
  });
});

test('signatures beside the seal are told one by one: kind, coverage, time-stamp, changes after each and notes', async () => {
  const found = await verify(sealed, { trust: [authority.caPem] });
  const [seal] = found.signatures;
  if (!seal) throw new Error('There is no seal.');
  const timestamp = { at: '2026-11-20T08:00:00.000Z', by: 'Stamps', trust: 'trusted' } as const;
  const before = { ...seal, signer: 'Ana', claimedTime: '2026-11-20T08:00:01.000Z', coverage: 'earlier-revision', timestamp } as const;
  const changed = { ...before, changesAfter: ['A page was added.'], note: 'An old kind.' } as const;
  const stamp = { ...seal, kind: 'ETSI.RFC3161', signer: 'Stamps', claimedTime: '2026-11-24T18:20:03.000Z' } as const;
  const text = said({ ...found, signatures: [changed, { ...seal, coverage: 'earlier-revision' }, stamp] });
  expect(text).toContain('The seal covers the file as it was sealed; what was added later changes nothing of it.');
  expect(text).toMatch(
    /✗ Signature 1 of 3 By “Ana”\. It holds.* covers an earlier state.* Time-stamped at 20 Nov 2026, 08:00:00 \(UTC\) by “Stamps”/,
  );
  expect(text).toContain('Done to the file after it: A page was added. An old kind.');
  expect(text).toContain('✓ Signature 2 of 3 By “Countersign seal (this machine only)”. This is the seal.');
  expect(text).toMatch(/✓ Time-stamp \(3 of 3\) By “Stamps”\..* It says that the file existed at 24 Nov 2026, 18:20:03 \(UTC\)\./);
});
