// Sealing and verifying as one round trip, and every way of tampering with the result.
import { mkdtempSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Constructed, fromBER, ObjectIdentifier } from 'asn1js';
import { PDF } from '@libpdf/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { offsetAt } from '#apps/world/hashing.ts';
import { localAuthority, type Authority } from '#apps/sealer/authority.ts';
import { signaturesIn } from '#apps/sealer/byte-range.ts';
import { sealer } from '#apps/sealer/lambda.ts';
import { verdictCode, verify } from '#apps/sealer/verify.ts';
import type { Sealer } from '#core/sealing.ts';
import { altered, contractPdf, flipped, positionOf, textOfPages } from '../../support/pdf.ts';
import { attestation, instant, SEALED_AT, sealJob, sha256 } from '../../support/seal-job.ts';
import { isInstalled, judged } from '../../support/judges.ts';

const folder = mkdtempSync(join(tmpdir(), 'countersign-sealer-'));
let authority: Authority;
let sealing: Sealer;
let presented: Uint8Array;
let sealed: Uint8Array;

beforeAll(async () => {
  authority = await localAuthority(join(folder, 'authority'), SEALED_AT);
  sealing = sealer({ authority, offsetAt });
  presented = await presentedContract();
  sealed = (await sealing.seal(sealJob(presented))).bytes;
});

async function presentedContract(title?: string): Promise<Uint8Array> {
  const result = await sealing.intake(await contractPdf(title === undefined ? {} : { title }));
  if (result.verdict !== 'accept') throw new Error(result.why);
  return result.presented;
}

const check = (file: Uint8Array) => verify(file, { trust: [authority.caPem] });

describe('sealing a document', () => {
  it('gives a PDF that verifies, offline, up to the authority', async () => {
    const verdict = await check(sealed);
    expect(verdict).toMatchObject({
      sealed: true,
      intact: true,
      coversWholeFile: true,
      signer: 'Countersign seal (this machine only)',
      trust: 'trusted',
      level: 'B-B',
      timestamp: null,
      claimedTime: SEALED_AT,
      ledger: { events: 2, chain: 'ok' },
      changesAfterSeal: [],
      why: null,
    });
    expect(verdictCode(verdict)).toBe(0);
  });

  it('only appends: the presented document is the beginning of the sealed one', () => {
    expect(Buffer.from(sealed.subarray(0, presented.length)).equals(presented)).toBe(true);
  });

  it('gives the same bytes for the same job, so that a repeated job changes nothing', async () => {
    const job = sealJob(presented);
    const [first, second] = [await sealing.seal(job), await sealing.seal(job)];
    expect(first.sha256).toBe(second.sha256);
    expect(first.sha256).toBe(sha256(first.bytes));
  });

  it('counts the pages it appended', async () => {
    const { bytes, pages } = await sealing.seal(sealJob(presented));
    expect(pages).toBeGreaterThan(4);
    expect((await PDF.load(bytes)).getPageCount()).toBe(pages);
  });

  it('embeds the record where it can be read without PDF software', () => {
    const at = positionOf(sealed, '{"format":"countersign-record/1"');
    expect(at).toBeGreaterThan(presented.length);
  });

  it('says that the issuer is unknown to someone who was not given the CA certificate', async () => {
    const verdict = await verify(sealed, { trust: [] });
    expect(verdict).toMatchObject({ intact: true, trust: 'unknown-issuer' });
    expect(verdictCode(verdict)).toBe(3);
  });

  it('does not trust another machine’s authority of the same name', async () => {
    const other = await localAuthority(join(folder, 'other'), SEALED_AT);
    expect(await verify(sealed, { trust: [other.caPem] })).toMatchObject({ intact: true, trust: 'unknown-issuer' });
  });

  it('writes the attributes of PAdES B-B and no signing time', () => {
    const [signature] = signaturesIn(sealed);
    const oids = oidsIn(fromBER(Uint8Array.from(Buffer.from(signature?.hex ?? '', 'hex'))).result);
    expect(oids).toEqual(
      expect.arrayContaining(['1.2.840.113549.1.9.3', '1.2.840.113549.1.9.4', '1.2.840.113549.1.9.16.2.47', '1.2.840.113549.1.9.52']),
    );
    expect(oids).not.toContain('1.2.840.113549.1.9.5');
    expect(signature).toMatchObject({ subFilter: 'ETSI.CAdES.detached', claimed: 'D:20261124182000Z' });
  });

  it('goes on with a cross-reference stream where the document ends with one', async () => {
    const streamed = await (await PDF.load(presented)).save({ useXRefStream: true });
    const changed = await altered(streamed, (pdf) => pdf.setTitle('streamed'), { useXRefStream: true });
    const { bytes } = await sealing.seal(sealJob(changed));
    expect(Buffer.from(bytes.subarray(changed.length)).toString('latin1')).not.toMatch(/\nxref\n/);
    expect(await check(bytes)).toMatchObject({ intact: true, coversWholeFile: true, ledger: { chain: 'ok' } });
  });

  it('certifies a fresh document against any change', () => {
    expect(positionOf(sealed, '/TransformMethod/DocMDP/TransformParams<</Type/TransformParams/P 1')).toBeGreaterThan(presented.length);
  });
});

describe('a document that others have signed', () => {
  it('keeps their signature valid and their bytes as they are', async () => {
    const taken = await sealing.intake(sealed);
    if (taken.verdict === 'accept') throw new Error('A document certified against any change was taken in.');
    expect(taken.why).toContain('certified');

    // As their software would have left it: signed, yet open for further signatures.
    const signed = (await sealing.seal({ ...sealJob(sealed) })).bytes;
    const [theirs, ours] = signaturesIn(signed);
    expect(Buffer.from(signed.subarray(0, sealed.length)).equals(sealed)).toBe(true);
    expect(theirs?.fault).toBeUndefined();
    expect(ours?.end).toBe(signed.length);
    expect(await check(signed)).toMatchObject({ intact: true, coversWholeFile: true });
    expect(Buffer.from(signed.subarray(sealed.length)).includes('/P 1/V')).toBe(false);
    const pdf = await PDF.load(signed);
    expect(pdf.getPageCount()).toBe((await PDF.load(sealed)).getPageCount());
    expect(pdf.getAttachment('certificate-of-completion.pdf')?.length).toBeGreaterThan(1000);
  });
});

describe('changing a sealed document', () => {
  const changes: readonly [string, () => Uint8Array][] = [
    ['a byte of the document', () => flipped(sealed, Math.floor(presented.length / 2))],
    ['a byte of the embedded record', () => flipped(sealed, positionOf(sealed, '"headers"') + 40)],
    ['a byte that leaves an entry of the record unreadable', () => flipped(sealed, positionOf(sealed, String.raw`\"event\":`) + 9)],
    ['a byte of an appended page', () => flipped(sealed, presented.length + 4000)],
    ['a byte of the signature', () => flipped(sealed, positionOf(sealed, '/Contents<') + 3001)],
    ['a byte of the padding behind the signature', () => flipped(sealed, positionOf(sealed, '/Contents<') + 30_000)],
    ['the claimed time', () => flipped(sealed, positionOf(sealed, '/M(D:') + 8)],
    ['its last byte', () => flipped(sealed, sealed.length - 1)],
    ['appended bytes', () => Buffer.concat([sealed, Buffer.from('\n')])],
    ['an appended revision', () => Buffer.concat([sealed, Buffer.from('\n1 0 obj<</Type/Catalog>>endobj\nstartxref\n0\n%%EOF\n')])],
    ['its end cut off', () => sealed.subarray(0, -100)],
    ['its second half cut off', () => sealed.subarray(0, sealed.length / 2)],
  ];

  it.each(changes)('is noticed: %s', async (_, change) => {
    const verdict = await check(change());
    expect(verdict.intact).toBe(false);
    expect(verdict.why).not.toBeNull();
    expect(verdictCode(verdict)).toBe(1);
  });

  it('is noticed at any place, also in every part of the signature that nothing signs', async () => {
    const { checkSeal } = await import('#apps/sealer/check-seal.ts');
    const start = positionOf(sealed, '/Contents<') + 10;
    const used = signaturesIn(sealed)[0]?.hex.replace(/0+$/, '').length ?? 0;
    for (let at = start; at < start + used; at += 37)
      expect((await checkSeal(flipped(sealed, at), [authority.caPem])).intact, `at ${at}`).toBe(false);
    for (let at = 5; at < sealed.length; at += 4999)
      expect((await checkSeal(flipped(sealed, at), [authority.caPem])).intact, `at ${at}`).toBe(false);
  });

  it('names the bytes that follow the seal', async () => {
    const verdict = await check(Buffer.concat([sealed, Buffer.from('extra')]));
    expect(verdict).toMatchObject({ coversWholeFile: false, changesAfterSeal: ['5 bytes were added to the file after it was sealed.'] });
  });

  it('is noticed when the sealer was given another document than the record speaks of', async () => {
    const other = await presentedContract('Another agreement');
    const { bytes } = await sealing.seal({ ...sealJob(other), record: sealJob(presented).record });
    expect(await check(bytes)).toMatchObject({ intact: false, why: expect.stringContaining('not the one') });
  });

  it.each([
    ['nothing', new Uint8Array()],
    ['noise', Buffer.from('\u0000\u00ff/ByteRange [0 1 2 3] /Contents<zz>')],
    ['a bare claim', Buffer.from('%PDF-1.7 /ByteRange[0 10 20 99999999999999999999]')],
  ])('is answered for %s', async (_, file) => {
    expect(await check(file)).toMatchObject({ sealed: false, intact: false });
  });
});

describe('what the certificate prints', () => {
  it('takes twelve signers, long titles, names of any script and hostile characters', async () => {
    const hostile = 'Anna\u202Egnol\u0007\u200Bx 山田 \u2066evil';
    const attestations = Array.from({ length: 12 }, (_, index) =>
      attestation({
        name: index % 2 ? hostile : 'Zoë Ångström',
        typedName: index % 3 ? 'Bartholomäus von Hohenlohe-Waldenburg-Schillingsfürst'.repeat(2) : hostile,
        proof: 'Known by mailbox. '.repeat(60),
      }),
    );
    const title = 'Agreement on the supply of everything that is needed '.repeat(8);
    const { bytes, pages } = await sealing.seal(sealJob(presented, { title, attestations, filename: 'x'.repeat(180) }));
    expect(await check(bytes)).toMatchObject({ intact: true });
    const printed = (await textOfPages(bytes)).slice(3);
    expect(printed).toHaveLength(pages - 3);
    const all = printed.join(' ');
    expect(all).toContain('U+202E');
    expect(all).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200b]/u);
    for (const [index, page] of printed.entries()) expect(page, `page ${index}`).toContain(`${index + 1} of ${pages - 3}`);
  });
});

describe('the local authority', () => {
  it('is made once, kept readable by its owner alone, and found again', async () => {
    const path = join(folder, 'kept');
    const made = await localAuthority(path, SEALED_AT);
    const found = await localAuthority(path, instant('2031-01-01T00:00:00.000Z'));
    expect(found.caPem).toBe(made.caPem);
    expect(statSync(join(path, 'seal-key.pem')).mode & 0o777).toBe(0o600);
  });

  it('is one authority when two ask for it at once', async () => {
    const path = join(folder, 'raced');
    const [one, two] = await Promise.all([localAuthority(path, SEALED_AT), localAuthority(path, SEALED_AT)]);
    expect(one.caPem).toBe(two.caPem);
  });

  it('is not trusted for a seal that claims a time before it existed', async () => {
    const { bytes } = await sealing.seal(sealJob(presented, { at: instant('2020-01-01T00:00:00.000Z') }));
    expect(await check(bytes)).toMatchObject({ intact: false, why: expect.stringContaining('was not valid at the time') });
  });
});

describe.skipIf(!isInstalled('pdfsig') || !isInstalled('qpdf'))('independent judges', () => {
  it('call the signature valid and the file well-formed', () => {
    const path = join(folder, 'sealed.pdf');
    writeFileSync(path, sealed);
    expect(judged('pdfsig', [path])).toMatch(/Total document signed[\s\S]*Signature is Valid/);
    expect(judged('qpdf', ['--check', path])).toContain('No syntax or stream encoding errors');
  });
});

function oidsIn(element: unknown): string[] {
  if (element instanceof ObjectIdentifier) return [element.valueBlock.toString()];
  return element instanceof Constructed ? element.valueBlock.value.flatMap(oidsIn) : [];
}
