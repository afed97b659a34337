// Defects that other products have with PDFs, each by its name and issue, and what holds here.
import { PdfArray, PdfBool, PdfDict, PdfName, PdfNumber, PdfString } from '@libpdf/core';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { localAuthority, type Authority } from '#apps/sealer/authority.ts';
import { inspect } from '#apps/sealer/inspect.ts';
import { offsetAt } from '#apps/world/hashing.ts';
import { sealer } from '#apps/sealer/lambda.ts';
import { verify } from '#apps/sealer/verify.ts';
import type { Sealer } from '#core/sealing.ts';
import { altered, contractPdf, pdfkitPdf } from '../../support/pdf.ts';
import { SEALED_AT, sealJob } from '../../support/seal-job.ts';

const folder = mkdtempSync(join(tmpdir(), 'countersign-peers-'));
let authority: Authority;
let sealing: Sealer;

beforeAll(async () => {
  authority = await localAuthority(join(folder, 'authority'), SEALED_AT);
  sealing = sealer({ authority, offsetAt });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function presentedOf(file: Uint8Array): Promise<{ presented: Uint8Array; changes: readonly string[] }> {
  const result = await sealing.intake(file);
  if (result.verdict !== 'accept') throw new Error(result.why);
  return result;
}

async function sealedOf(file: Uint8Array): Promise<Uint8Array> {
  return (await sealing.seal(sealJob((await presentedOf(file)).presented))).bytes;
}

/** Rotation and form values of the first page, as a reader finds them. */
async function firstPage(file: Uint8Array): Promise<{ rotate: number; values: readonly unknown[]; text: string }> {
  const task = getDocument({ data: Uint8Array.from(file), verbosity: 0 });
  const page = await (await task.promise).getPage(1);
  const annotations = (await page.getAnnotations()) as readonly { fieldValue?: unknown }[];
  const values = annotations.flatMap(({ fieldValue }) => (fieldValue === undefined ? [] : [fieldValue]));
  const { items } = await page.getTextContent();
  await task.destroy();
  return { rotate: page.rotate, values, text: items.map((item) => ('str' in item ? item.str : '')).join('') };
}

describe('encrypted files', () => {
  test('documenso PR#1130: user-encrypted: asked about when the file comes in, not found out at sealing', async () => {
    const locked = await pdfkitPdf({ userPassword: 'open sesame', pdfVersion: '1.7' }, (doc) => doc.text('secret'));
    expect(await sealing.intake(locked)).toMatchObject({ verdict: 'needs-password' });
  });

  test('vita-min PR#6264: owner-encrypted: a file that is only restricted passes, and is sealed', async () => {
    const restricted = await pdfkitPdf({ ownerPassword: 'boss', permissions: {}, pdfVersion: '1.7' }, (doc) => doc.text('read only'));
    expect(await verify(await sealedOf(restricted), { trust: [authority.caPem] })).toMatchObject({ intact: true, coversWholeFile: true });
  });
});

describe('forms', () => {
  test('documenso PR#1130: XFA: the form definition is taken out when the file comes in, and its sender is told', async () => {
    const form = await altered(await contractPdf(), (pdf) => {
      pdf.getCatalog().set('AcroForm', PdfDict.of({ Fields: PdfArray.of(), XFA: PdfString.fromString('<xdp/>') }));
    });
    const { presented, changes } = await presentedOf(form);
    expect(changes.join(' ')).toContain('XFA');
    expect(Buffer.from(presented).includes('/XFA')).toBe(false);
    expect(await inspect(presented)).toMatchObject({ verdict: 'accept', xfa: false });
  });

  test('docuseal#244: AcroForm NeedAppearances: what was filled in is still there after sealing', async () => {
    const filled = await pdfkitPdf({}, (doc) => {
      doc.font('Helvetica').initForm();
      doc.formText('rent', 50, 50, 200, 20, { value: '1,200 EUR' });
    });
    const asking = await altered(filled, (pdf) => {
      const form = pdf.getCatalog().get('AcroForm', pdf.getObject.bind(pdf));
      if (form instanceof PdfDict) form.set('NeedAppearances', PdfBool.of(true));
    });
    expect((await firstPage(asking)).values).toEqual(['1,200 EUR']);
    const sealed = await sealedOf(asking);
    // A reader that draws fields anew can change what they show; words of the page it cannot.
    expect(await firstPage(sealed)).toMatchObject({ values: [], text: expect.stringContaining('1,200 EUR') });
    expect(await verify(sealed, { trust: [authority.caPem] })).toMatchObject({ intact: true, changesAfterSeal: [] });
  });
});

describe('pages', () => {
  test.each([90, 180, 270])(
    'documenso (rotated pages): a page turned by %i degrees stays as its sender turned it, and the seal holds',
    async (turn) => {
      const turned = await altered(await contractPdf(), (pdf) => pdf.getPages()[0]?.dict.set('Rotate', PdfNumber.of(turn)));
      const sealed = await sealedOf(turned);
      expect((await firstPage(sealed)).rotate).toBe(turn);
      expect(await verify(sealed, { trust: [authority.caPem] })).toMatchObject({ intact: true, coversWholeFile: true });
    },
  );
});

describe('signatures and times', () => {
  test('documenso#311: prior signatures destroyed: a file that is certified against any change is refused, never flattened', async () => {
    const theirs = await sealedOf(await contractPdf());
    expect(await sealing.intake(theirs)).toMatchObject({ verdict: 'reject', why: expect.stringContaining('certified') });
  });

  test('docuseal#163: a second signature leaves the first one’s bytes as they are, and both hold', async () => {
    const theirs = await sealedOf(await contractPdf());
    const both = (await sealing.seal(sealJob(theirs))).bytes;
    expect(Buffer.from(both.subarray(0, theirs.length)).equals(theirs)).toBe(true);
    expect(await verify(both, { trust: [authority.caPem] })).toMatchObject({ intact: true, coversWholeFile: true });
  });

  test('docuseal TimestampHandler: TSA down or not there: no timestamp is claimed anywhere, in no form', async () => {
    const sealed = await sealedOf(await contractPdf());
    expect(await verify(sealed, { trust: [authority.caPem] })).toMatchObject({ timestamp: null, level: 'B-B' });
    for (const mark of ['DocTimeStamp', 'ETSI.RFC3161', 'TSTInfo']) expect(Buffer.from(sealed).includes(mark)).toBe(false);
    // id-aa-timeStampToken 1.2.840.113549.1.9.16.2.14 and id-ct-TSTInfo 1.2.840.113549.1.9.16.1.4, DER in the hex of /Contents.
    const hex = Buffer.from(sealed).toString('latin1').toLowerCase();
    for (const oid of ['2a864886f70d010910020e', '2a864886f70d0109100104']) expect(hex).not.toContain(oid);
  });

  test('documenso (name of the seal): a seal names itself as the platform’s, not as a person’s signature', async () => {
    const { signer } = await verify(await sealedOf(await contractPdf()), { trust: [authority.caPem] });
    expect(signer).toBe('Countersign seal (this machine only)');
    expect(PdfName.of('Sig').value).toBe('Sig');
  });
});
