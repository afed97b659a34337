// A sealed file that somebody changed: each attack is found and named by what was changed, however valid the signature itself still is.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PdfArray, PdfDict, PdfName, PdfNumber, PdfRef, PdfStream, PdfString } from '@libpdf/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { offsetAt } from '#apps/world/hashing.ts';
import { localAuthority, type Authority } from '#apps/sealer/authority.ts';
import { checkSeal } from '#apps/sealer/check-seal.ts';
import { sealer } from '#apps/sealer/lambda.ts';
import { verdictCode } from '#apps/sealer/verify.ts';
import { altered, contractPdf } from '../../support/pdf.ts';
import { SEALED_AT, sealJob } from '../../support/seal-job.ts';
import { dice } from '../../support/dice.ts';
import { ATTACKS, revised, rootOf, tamperedBy } from '../../support/tampering.ts';

const folder = mkdtempSync(join(tmpdir(), 'countersign-tampering-'));
let authority: Authority;
let other: Authority;
let presented: Uint8Array;
let sealed: Uint8Array;

beforeAll(async () => {
  authority = await localAuthority(join(folder, 'authority'), SEALED_AT);
  other = await localAuthority(join(folder, 'other'), SEALED_AT);
  const sealing = sealer({ authority, offsetAt });
  const taken = await sealing.intake(await contractPdf());
  if (taken.verdict !== 'accept') throw new Error(taken.why);
  presented = taken.presented;
  sealed = (await sealing.seal(sealJob(presented))).bytes;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const check = (file: Uint8Array, anchors: readonly string[] = [authority.caPem]) => checkSeal(file, anchors);

describe('a sealed file', () => {
  it('holds as long as nobody touches it', async () => {
    expect(await check(sealed)).toMatchObject({ sealed: true, intact: true, changesAfterSeal: [], why: null });
  });

  it.each(ATTACKS)('is found changed: %s', async (_, tampering, words) => {
    const verdict = await check(await tampering(sealed));
    expect(verdict.why).toContain(words);
    expect(verdict.intact).toBe(false);
    expect(verdictCode(verdict)).toBe(1);
  });
});

describe('what may follow a seal', () => {
  it('is proof that keeps it verifiable: no change', async () => {
    const proven = await revised((pdf, add, change) => {
      pdf.getCatalog().set('DSS', add(PdfDict.of({ Certs: PdfArray.of(add(PdfStream.fromDict({}, Buffer.from('a certificate')))) })));
      change(rootOf(pdf));
    })(sealed);
    expect(await check(proven)).toMatchObject({ intact: true, coversWholeFile: true, changesAfterSeal: [] });
  });

  it('is not proof together with something else', async () => {
    const file = await revised((pdf, add, change) => {
      pdf.getCatalog().set('DSS', add(PdfDict.of({})));
      pdf.getCatalog().set('PageLabels', add(PdfDict.of({ Nums: PdfArray.of(PdfNumber.of(0), PdfDict.of({ St: PdfNumber.of(7) })) })));
      change(rootOf(pdf));
    })(sealed);
    expect((await check(file)).changesAfterSeal).toContain('The numbers of the pages were changed.');
  });

  it('is no signature in a field that the sealed document had left empty: a seal is final', async () => {
    const open = await altered(await contractPdf(), (pdf) => {
      const field = { Type: PdfName.of('Annot'), Subtype: PdfName.of('Widget'), FT: PdfName.of('Sig'), T: PdfString.fromString('tenant') };
      const rect = PdfArray.of(...[50, 50, 150, 90].map((side) => PdfNumber.of(side)));
      const ref = pdf.register(PdfDict.of({ ...field, Rect: rect }));
      pdf.getCatalog().set('AcroForm', PdfDict.of({ Fields: PdfArray.of(ref) }));
      pdf.getPages()[0]?.dict.set('Annots', PdfArray.of(ref));
    });
    const closed = (await sealer({ authority, offsetAt }).seal(sealJob(open))).bytes;
    const filled = await revised((pdf, add, change) => {
      const form = pdf.getCatalog().getDict('AcroForm', (ref) => pdf.getObject(ref));
      const ref = form?.getArray('Fields', (one) => pdf.getObject(one))?.at(0);
      const field = ref instanceof PdfRef ? pdf.getObject(ref) : null;
      if (!(ref instanceof PdfRef && field instanceof PdfDict)) throw new Error('The document has no field.');
      field.set('V', add(PdfDict.of({ Type: PdfName.of('Sig') })));
      field.set('AP', PdfDict.of({ N: add(PdfStream.fromDict({}, Buffer.from('one million'))) }));
      change(ref);
    })(closed);
    expect((await check(closed)).changesAfterSeal).toEqual([]);
    expect((await check(filled)).changesAfterSeal).toContain('The picture of a signature on page 1 was replaced.');
  });

  it('is a further seal, yet what was slipped in between is named, also to someone who knows neither issuer', async () => {
    const slipped = await tamperedBy('a page led to other content')(sealed);
    const resealed = (await sealer({ authority: other, offsetAt }).seal(sealJob(slipped))).bytes;
    for (const anchors of [[], [authority.caPem]])
      expect((await check(resealed, anchors)).changesAfterSeal).toContain('The content of page 1 was changed.');
  });
});

describe('one byte changed anywhere', () => {
  it.each([1, 2, 3, 4])('is found, and told whether it is in the document or in what sealing added (seed %i, 25 places)', async (seed) => {
    const roll = dice(seed);
    for (let round = 0; round < 25; round++) {
      const at = Math.floor(roll() * sealed.length);
      const copy = Uint8Array.from(sealed);
      copy[at] = ((copy[at] ?? 0) + 1 + Math.floor(roll() * 255)) % 256;
      const { intact, why } = await check(copy);
      expect(intact, `at ${at}`).toBe(false);
      expect(why, `at ${at}`).toMatch(
        at < presented.length ? /The document in this file is not the one/ : /sealing added|[Ss]ignature|record/,
      );
    }
  });
});
