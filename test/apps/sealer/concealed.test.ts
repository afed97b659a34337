// Documents that keep something from some of their readers are refused, and what it is is named.
import { PdfArray, PdfDict, PdfName, PdfNumber, PdfString, PDF, type PdfRef } from '@libpdf/core';
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
  { state = {}, usage = {}, switchedBy }: { state?: Record<string, PdfName>; usage?: Record<string, PdfDict>; switchedBy?: string },
  isOff = false,
): PdfRef {
  const layer = pdf.register(PdfDict.of({ Type: name('OCG'), Name: text('Small print'), Usage: PdfDict.of(usage) }));
  const shown = PdfDict.of({ ...state, OFF: isOff ? PdfArray.of(layer) : PdfArray.of() });
  if (switchedBy !== undefined)
    shown.set('AS', PdfArray.of(PdfDict.of({ Event: name('View'), Category: PdfArray.of(name(switchedBy)), OCGs: PdfArray.of(layer) })));
  pdf.getCatalog().set('OCProperties', PdfDict.of({ OCGs: PdfArray.of(layer), D: shown }));
  return layer;
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
    ['is only shown large', (pdf) => layered(pdf, { usage: { Zoom: PdfDict.of({ min: PdfNumber.of(4) }) }, switchedBy: 'Zoom' })],
    [
      'is only for some people',
      (pdf) => layered(pdf, { usage: { User: PdfDict.of({ Name: text('Bea'), Type: name('Ind') }) }, switchedBy: 'User' }),
    ],
    ['is left out of copies', (pdf) => layered(pdf, { usage: { Export: PdfDict.of({ ExportState: name('OFF') }) }, switchedBy: 'Export' })],
  ])('make a document refused by name where one %s', async (_, change) => {
    expect(await concealed(change)).toContain('“Small print”');
  });

  it('that all see alike are no reason', async () => {
    expect(await concealed((pdf) => layered(pdf, {}))).toBeUndefined();
  });

  it('that state for whom they are, without being switched by it, are no reason', async () => {
    const usage = { User: PdfDict.of({ Name: text('Bea') }), Zoom: PdfDict.of({ min: PdfNumber.of(4) }) };
    expect(await concealed((pdf) => layered(pdf, { usage }))).toBeUndefined();
  });

  it.each<[string, (layer: PdfRef) => PdfDict, boolean]>([
    ['all are off', (layer) => PdfDict.of({ OCGs: layer, P: name('AllOff') }), true],
    ['any is off', (layer) => PdfDict.of({ OCGs: PdfArray.of(layer), P: name('AnyOff') }), true],
    ['an expression denies one', (layer) => PdfDict.of({ VE: PdfArray.of(name('Not'), layer) }), true],
    ['one of two holds', (layer) => PdfDict.of({ VE: PdfArray.of(name('Or'), layer, PdfArray.of(name('Not'), layer)) }), false],
    ['any is on', (layer) => PdfDict.of({ OCGs: layer, P: name('AnyOn') }), false],
    ['all are on, as is the rule', (layer) => PdfDict.of({ OCGs: layer }), false],
  ])('make a document refused where something is shown only while %s, if that hides it', async (_, membership, isHidden) => {
    const why = await concealed((pdf) => {
      const dict = membership(layered(pdf, {}));
      dict.set('Type', name('OCMD'));
      const properties = PdfDict.of({ Small: pdf.register(dict) });
      pdf.getPages()[0]?.dict.set('Resources', PdfDict.of({ Properties: properties }));
    });
    if (isHidden) expect(why).toContain('a layer that is hidden');
    else expect(why).toBeUndefined();
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
    ['lies beside the page', { called: 'rent', flags: 2, rect: box(-90, 50, -50, 70) }],
  ])('that have to be filled in are named where one %s', async (_, field) => {
    expect(await concealed((pdf) => formed(pdf, [field]))).toContain('has to be filled in (“rent”)');
  });

  it('of one name are no reason where they are the buttons of one group', async () => {
    const why = await concealed((pdf) => {
      formed(pdf, []);
      const button = () => pdf.register(PdfDict.of({ Subtype: name('Widget'), T: text('choice'), Rect: box(50, 50, 90, 70) }));
      const group = PdfDict.of({ FT: name('Btn'), Ff: PdfNumber.of(0xc000), T: text('choice'), Kids: PdfArray.of(button(), button()) });
      pdf.getCatalog().set('AcroForm', PdfDict.of({ Fields: PdfArray.of(pdf.register(group)) }));
    });
    expect(why).toBeUndefined();
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
