// Documents that keep something from some of their readers are refused, and what it is is named.
import { PdfArray, PdfDict, PdfName, PdfNumber, PdfString, PDF } from '@libpdf/core';
import { describe, expect, it } from 'vitest';
import { concealedIn } from '#apps/sealer/concealed.ts';
import { present } from '#apps/sealer/present.ts';
import { altered, contractPdf } from '../../support/pdf.ts';

const name = PdfName.of.bind(PdfName);
const text = PdfString.fromString.bind(PdfString);
const box = (...sides: readonly number[]) => PdfArray.of(...sides.map((side) => PdfNumber.of(side)));

async function concealed(change: (pdf: PDF) => void): Promise<string | undefined> {
  return concealedIn(await PDF.load(await altered(await contractPdf(), change)));
}

function layered(
  pdf: PDF,
  { state = {}, usage = {} }: { state?: Record<string, PdfName>; usage?: Record<string, PdfDict> },
  isOff = false,
): void {
  const layer = pdf.register(PdfDict.of({ Type: name('OCG'), Name: text('Small print'), Usage: PdfDict.of(usage) }));
  const shown = PdfDict.of({ ...state, OFF: isOff ? PdfArray.of(layer) : PdfArray.of() });
  pdf.getCatalog().set('OCProperties', PdfDict.of({ OCGs: PdfArray.of(layer), D: shown }));
}

type Field = { readonly called: string; readonly rect?: PdfArray; readonly flags?: number; readonly isOnPage?: boolean };

function formed(pdf: PDF, fields: readonly Field[]): void {
  const made = fields.map(({ called, rect = box(50, 50, 90, 70), flags = 0, isOnPage = true }) => ({
    isOnPage,
    ref: pdf.register(PdfDict.of({ Subtype: name('Widget'), FT: name('Tx'), T: text(called), Rect: rect, Ff: PdfNumber.of(flags) })),
  }));
  pdf.getCatalog().set('AcroForm', PdfDict.of({ Fields: PdfArray.of(...made.map(({ ref }) => ref)) }));
  const seen = made.filter(({ isOnPage }) => isOnPage).map(({ ref }) => ref);
  pdf.getPages()[0]?.dict.set('Annots', PdfArray.of(...seen));
}

describe('layers', () => {
  it.each<[string, (pdf: PDF) => void]>([
    ['is hidden', (pdf) => layered(pdf, {}, true)],
    ['is hidden because all are to begin with', (pdf) => layered(pdf, { state: { BaseState: name('OFF') } })],
    ['is only printed', (pdf) => layered(pdf, { usage: { View: PdfDict.of({ ViewState: name('OFF') }) } })],
    ['is only shown on screen', (pdf) => layered(pdf, { usage: { Print: PdfDict.of({ PrintState: name('OFF') }) } })],
  ])('make a document refused by name where one %s', async (_, change) => {
    expect(await concealed(change)).toContain('“Small print”');
  });

  it('that all see alike are no reason', async () => {
    expect(await concealed((pdf) => layered(pdf, {}))).toBeUndefined();
  });
});

describe('form fields', () => {
  it('of one name are named', async () => {
    expect(await concealed((pdf) => formed(pdf, [{ called: 'rent' }, { called: 'deposit' }, { called: 'rent' }]))).toContain(
      'same name (“rent”)',
    );
  });

  it.each<[string, Field]>([
    ['stands on no page', { called: 'rent', flags: 2, isOnPage: false }],
    ['has no size', { called: 'rent', flags: 2, rect: box(50, 50, 50, 70) }],
  ])('that have to be filled in are named where one %s', async (_, field) => {
    expect(await concealed((pdf) => formed(pdf, [field]))).toContain('has to be filled in (“rent”)');
  });

  it('that may stay empty can lie anywhere', async () => {
    expect(await concealed((pdf) => formed(pdf, [{ called: 'rent', isOnPage: false }]))).toBeUndefined();
  });
});

describe('taking such a document in', () => {
  it('is refused with the reason', async () => {
    const file = await altered(await contractPdf(), (pdf) => layered(pdf, {}, true));
    expect(await present(file)).toMatchObject({ verdict: 'reject', why: expect.stringContaining('“Small print”') });
  });
});
