// Seals that last: with a time-stamp (B-T), with what proves their certificates (B-LT), kept by a time-stamp over all (B-LTA); and what
// becomes of the level when somebody does not give what it needs.
import { createHash } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PDF, PdfDict, PdfRef, PdfStream } from '@libpdf/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { offsetAt } from '#apps/world/hashing.ts';
import { signaturesIn } from '#apps/sealer/byte-range.ts';
import { checkCms } from '#apps/sealer/check-cms.ts';
import { checkSeal } from '#apps/sealer/check-seal.ts';
import { sealer } from '#apps/sealer/lambda.ts';
import type { Lasting } from '#apps/sealer/seal.ts';
import { ROOM } from '#apps/sealer/signature-field.ts';
import { verdictCode, verify } from '#apps/sealer/verify.ts';
import type { OcspMood } from '../../support/ocsp-reply.ts';
import { lastingParts, ROOT } from '../../support/lasting.ts';
import { contractPdf, flipped, textOfPages } from '../../support/pdf.ts';
import { instant, sealJob } from '../../support/seal-job.ts';
import { isInstalled, judged } from '../../support/judges.ts';

let presented: Uint8Array;
beforeAll(async () => {
  presented = await contractPdf();
});

type Parts = Awaited<ReturnType<typeof lastingParts>>;
const sealedAt = async ({ authority, lasting }: Parts, level: Lasting['level']) =>
  sealer({ authority, offsetAt, lasting: lasting(level) }).seal(sealJob(presented));

describe('a seal with a time-stamp (B-T)', () => {
  it('carries the authority’s token over its own signature, as the one unsigned attribute', async () => {
    const { bytes, level, lacking } = await sealedAt(await lastingParts(), 'B-T');
    expect({ level, lacking }).toEqual({ level: 'B-T', lacking: undefined });
    const [signature] = signaturesIn(bytes);
    const check = checkCms(signature?.hex ?? '', signature?.covered ?? []);
    expect(check).toMatchObject({ faults: [], isBaseline: true, isCanonical: true, timestamp: { faults: [], by: 'Test TSA 1' } });
  });

  it('is sealed without one where nobody gives it, says why, and claims none', async () => {
    const parts = await lastingParts();
    parts.tsa.says.evil = 'other-imprint';
    const { bytes, level, lacking } = await sealedAt(parts, 'B-T');
    expect(level).toBe('B-B');
    expect(lacking).toEqual([
      expect.stringMatching(/No authority gave a time-stamp that holds \(127\.0\.0\.1:\d+: The time-stamp is of something else/),
    ]);
    expect(await verify(bytes, { trust: [ROOT] })).toMatchObject({ intact: true, level: 'B-B', timestamp: null });
    expect((await textOfPages(bytes)).join(' ')).toContain('PAdES B-B');
  });

  it('asks for no proofs: they would not be kept', async () => {
    const parts = await lastingParts();
    await sealedAt(parts, 'B-T');
    expect(parts.ocsp.asked).toEqual([]);
  });
});

describe('a seal with its proofs (B-LT)', () => {
  it('keeps an OCSP answer about our certificate and about the time-stamp’s, under the name of the signature', async () => {
    const { bytes, level } = await sealedAt(await lastingParts(), 'B-LT');
    expect(level).toBe('B-LT');
    const [signature] = signaturesIn(bytes);
    const name = createHash('sha1')
      .update(Buffer.from(signature?.hex ?? '', 'hex'))
      .digest('hex')
      .toUpperCase();
    const store = await storeIn(bytes);
    expect(store).toEqual({ Certs: 3, OCSPs: 2, CRLs: 0, VRI: [name] });
    expect(await verify(bytes, { trust: [ROOT] })).toMatchObject({ intact: true, changesAfterSeal: [] });
  });

  it('keeps revocation lists where there is no OCSP, and where it does not answer', async () => {
    expect(await storeIn((await sealedAt(await lastingParts({ askedBy: 'list' }), 'B-LT')).bytes)).toMatchObject({ OCSPs: 0, CRLs: 2 });
    const parts = await lastingParts({ askedBy: 'both' });
    parts.ocsp.says.mood = 'down';
    expect(await storeIn((await sealedAt(parts, 'B-LT')).bytes)).toMatchObject({ OCSPs: 0, CRLs: 2 });
  });

  const moods: readonly [OcspMood, RegExp][] = [
    ['unknown', /does not know the certificate/],
    ['stale', /not of now/],
    ['by-a-stranger', /not signed by who may/],
    ['about-another', /about another certificate/],
    ['down', /answered 503/],
    ['hangs', /did not answer within/],
    ['noise', /“Contoso AG seal” was not revoked \(http/],
  ];
  it.each(moods)('is a seal with a time-stamp only, and says so, where the responder is: %s', async (mood, why) => {
    const parts = await lastingParts(mood === 'hangs' ? { timeoutMs: 500 } : {});
    parts.ocsp.says.mood = mood;
    const { bytes, level, lacking } = await sealedAt(parts, 'B-LT');
    expect({ level, lacking }).toEqual({ level: 'B-T', lacking: [expect.stringMatching(why)] });
    expect((await textOfPages(bytes)).join(' ')).toContain('PAdES B-T');
  });

  it('falls short where a certificate names nobody to ask', async () => {
    const { level, lacking } = await sealedAt(await lastingParts({ askedBy: 'none' }), 'B-LT');
    expect({ level, lacking }).toEqual({ level: 'B-T', lacking: [expect.stringContaining('it names nobody to ask')] });
  });

  it.each(['ocsp', 'list'] as const)('is refused where our certificate was revoked: by %s', async (askedBy) => {
    const parts = await lastingParts({ askedBy });
    parts.ocsp.says.mood = 'revoked';
    parts.ocsp.says.list = 'revoked';
    await expect(sealedAt(parts, 'B-LT')).rejects.toThrow('“Contoso AG seal” was revoked');
  });
});

describe('a seal that is kept by a time-stamp over all (B-LTA)', () => {
  it('ends with a document time-stamp that covers the whole file', async () => {
    const { bytes, level } = await sealedAt(await lastingParts(), 'B-LTA');
    expect(level).toBe('B-LTA');
    const [seal, archive] = signaturesIn(bytes);
    expect(seal).toMatchObject({ subFilter: 'ETSI.CAdES.detached' });
    expect(archive).toMatchObject({ subFilter: 'ETSI.RFC3161', end: bytes.length });
    expect(await verify(bytes, { trust: [ROOT] })).toMatchObject({ intact: true, coversWholeFile: true, changesAfterSeal: [], why: null });
  });

  it('only appends: the presented document is its beginning', async () => {
    const { bytes } = await sealedAt(await lastingParts(), 'B-LTA');
    expect(Buffer.from(bytes.subarray(0, presented.length)).equals(presented)).toBe(true);
  });

  it('has room for a long chain in every gap', async () => {
    const { bytes } = await sealedAt(await lastingParts(), 'B-LTA');
    for (const { hex } of signaturesIn(bytes)) expect(hex.replace(/0+$/, '').length / 2).toBeLessThan(ROOM / 2);
  });
});

describe('what verification says of a seal that lasts', () => {
  it.each(['B-T', 'B-LT', 'B-LTA'] as const)('names its level, and the time with who vouches for it: %s', async (level) => {
    const { bytes } = await sealedAt(await lastingParts(), level);
    const verdict = await verify(bytes, { trust: [ROOT] });
    expect(verdict).toMatchObject({
      level,
      signer: 'Contoso AG seal',
      trust: 'trusted',
      timestamp: { by: 'Test TSA 1', trust: 'trusted' },
      why: null,
    });
    expect(Math.abs(Date.parse(verdict.timestamp?.at ?? '') - Date.now())).toBeLessThan(60_000);
    expect(verdictCode(verdict)).toBe(0);
  });

  it('leaves a valid seal of the level below where what came after is cut off', async () => {
    const { bytes } = await sealedAt(await lastingParts(), 'B-LTA');
    const [seal] = signaturesIn(bytes);
    expect(await verify(bytes.subarray(0, seal?.end), { trust: [ROOT] })).toMatchObject({
      intact: true,
      level: 'B-T',
      timestamp: { trust: 'trusted' },
    });
    const proofsEnd = Buffer.from(bytes).lastIndexOf('%%EOF\n', bytes.length - 7) + 6;
    expect(await verify(bytes.subarray(0, proofsEnd), { trust: [ROOT] })).toMatchObject({ intact: true, level: 'B-LT' });
  });

  it('does not call a time-stamp trusted whose authority the verifier was not given', async () => {
    const { bytes } = await sealedAt(await lastingParts(), 'B-T');
    expect(await verify(bytes, { trust: [] })).toMatchObject({
      intact: true,
      trust: 'unknown-issuer',
      timestamp: { trust: 'unknown-issuer' },
    });
  });

  it('judges the seal’s certificate at the time of the time-stamp, whatever time the seal claims', async () => {
    const { authority, lasting } = await lastingParts({ from: new Date(Date.now() - 3_600_000) });
    const old = sealJob(presented, { at: instant('2020-06-01T00:00:00.000Z') });
    const stamped = await sealer({ authority, offsetAt, lasting: lasting('B-T') }).seal(old);
    expect(await verify(stamped.bytes, { trust: [ROOT] })).toMatchObject({ intact: true, trust: 'trusted' });
    const claimed = await sealer({ authority, offsetAt }).seal(old);
    expect(await verify(claimed.bytes, { trust: [ROOT] })).toMatchObject({ intact: false });
  });

  it('finds every change of a byte, in the tokens as well', async () => {
    const { bytes } = await sealedAt(await lastingParts(), 'B-LTA');
    const [seal, archive] = signaturesIn(bytes);
    const stretches = [seal, archive].flatMap((signature) => {
      const start = Buffer.from(bytes).indexOf(signature?.hex ?? '');
      const used = signature?.hex.replace(/0+$/, '').length ?? 0;
      return Array.from({ length: 25 }, (_, step) => start + Math.floor((step * used) / 25));
    });
    for (const at of [...stretches, seal?.end ?? 0, (seal?.end ?? 0) + 900, bytes.length - 3])
      expect((await checkSeal(flipped(bytes, at), [ROOT])).intact, `at ${at}`).toBe(false);
  });
});

describe.skipIf(!isInstalled('pdfsig') || !isInstalled('qpdf') || !isInstalled('mutool'))('independent judges of a seal that lasts', () => {
  it.each(['B-T', 'B-LT', 'B-LTA'] as const)('call the signature valid and the file well-formed: %s', async (level) => {
    const path = join(mkdtempSync(join(tmpdir(), 'countersign-lasting-')), 'sealed.pdf');
    const { bytes } = await sealedAt(await lastingParts(), level);
    writeFileSync(path, bytes);
    const said = judged('pdfsig', [path]);
    expect(said).toContain('Signature is Valid');
    expect(said).not.toMatch(/Digest Mismatch|Decoding Error|Invalid/);
    expect(judged('qpdf', ['--check', path])).toContain('No syntax or stream encoding errors');
    // It knows no document time-stamps, and takes every section that follows a signature for an edit.
    expect(judged('mutool', ['sign', '-v', path])).toContain(
      level === 'B-T' ? 'The document is unchanged since signing' : 'The signature is valid but there have been edits since signing',
    );
  });
});

/** How much of what the security store holds. */
async function storeIn(bytes: Uint8Array) {
  const pdf = await PDF.load(bytes);
  const store = pdf.getCatalog().getDict('DSS', (ref: PdfRef) => pdf.getObject(ref));
  const count = (key: string) =>
    store
      ?.getArray(key, (ref) => pdf.getObject(ref))
      ?.toArray()
      .filter((item) => item instanceof PdfRef && pdf.getObject(item) instanceof PdfStream).length ?? 0;
  const related = store?.getDict('VRI', (ref: PdfRef) => pdf.getObject(ref));
  return {
    Certs: count('Certs'),
    OCSPs: count('OCSPs'),
    CRLs: count('CRLs'),
    VRI: related instanceof PdfDict ? [...related].map(([key]) => key.value) : [],
  };
}
