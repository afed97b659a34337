// Files that any reader shows although they are not as the standard has them: they are written anew, or whoever asks before sending is
// told why they are not taken.
import { PdfArray, PdfDict, PdfName, PdfString } from '@libpdf/core';
import { describe, expect, it } from 'vitest';
import { inspect } from '#apps/sealer/inspect.ts';
import { intake } from '#apps/sealer/intake.ts';
import {
  lockedWithoutId,
  withPageInList,
  withPageLost,
  withPageTwice,
  withPageUncalled,
  withPrevOff,
  withShortFilterName,
} from '../../support/odd-pdf.ts';
import { altered, contractPdf, pdfkitPdf, textOfPages } from '../../support/pdf.ts';

const ANEW = 'Its structure is damaged or unusual, so it was written anew; its pages say what they said.';

describe('a file of unusual structure', () => {
  it.each([
    ['whose newest section misses the one before', withPrevOff, 3],
    ['with a short name of a filter', withShortFilterName, 1],
    ['whose page is lost in its newest section', withPageLost, 1],
    ['whose page stands in the list of pages itself', withPageInList, 1],
    ['with a page that is listed twice', withPageTwice, 2],
    ['whose page is not called one', withPageUncalled, 1],
    ['that is locked and has no identifier', lockedWithoutId, 1],
  ])('%s is taken with all its text, and the sender is told', async (_, make, pages) => {
    const file = await make();
    expect(await inspect(file)).toMatchObject({ verdict: 'accept', why: null, pages });
    const taken = await intake(file);
    if (taken.verdict !== 'accept') throw new Error(`Refused: ${taken.why}`);
    expect(taken.changes[0]).toBe(ANEW);
    expect(await inspect(taken.presented)).toMatchObject({ verdict: 'accept', why: null, pages, encrypted: false });
    expect(await textOfPages(taken.presented)).toEqual(await textOfPages(file));
    expect((await textOfPages(taken.presented)).join('')).toMatch(/Payable within 30 days|Fees are due within thirty days/);
    expect(await intake(file)).toEqual(taken);
  });

  it('is told apart from a file as it should be', async () => {
    expect(await intake(await contractPdf())).toMatchObject({ verdict: 'accept', changes: [] });
  });

  it('that was locked is told to have been unlocked', async () => {
    expect(await intake(lockedWithoutId())).toMatchObject({ changes: [ANEW, expect.stringContaining('owner password')] });
  });
});

describe('a file that opens and cannot be sent', () => {
  it('is told apart before it is sent, with the reason that sending would give', async () => {
    const file = await altered(await contractPdf(), (pdf) => {
      const layer = pdf.register(PdfDict.of({ Type: PdfName.of('OCG'), Name: PdfString.fromString('Draft') }));
      const settings = PdfDict.of({ OFF: PdfArray.of(layer) });
      pdf.getCatalog().set('OCProperties', PdfDict.of({ OCGs: PdfArray.of(layer), D: settings }));
      pdf.getPages()[0]?.dict.set('Resources', PdfDict.of({ Properties: PdfDict.of({ Draft: layer }) }));
    });
    const [found, taken] = [await inspect(file), await intake(file)];
    expect(taken).toMatchObject({ verdict: 'reject', why: expect.stringContaining('“Draft”') });
    expect(found).toMatchObject({ verdict: 'accept', pages: 3 });
    expect(found.why).toBe(`It opens, but is not taken for signing. ${'why' in taken ? taken.why : ''}`);
  });

  it('is told apart from one that only has a password against changes', async () => {
    const restricted = await pdfkitPdf({ ownerPassword: 'boss', permissions: {}, pdfVersion: '1.7' }, (doc) => doc.text('read only'));
    expect(await inspect(restricted)).toMatchObject({ verdict: 'accept', why: null });
  });
});
