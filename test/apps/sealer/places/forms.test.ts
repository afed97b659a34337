// Forms: which fields become places to fill in, and that what is filled in stays as it was shown when they become part of the pages.
import { PdfArray, PdfBool, PdfDict, PdfName, PdfNumber, PdfStream, PdfString, type PDF } from '@libpdf/core';
import { describe, expect, it } from 'vitest';
import { intake } from '#apps/sealer/intake.ts';
import type { Intake } from '#core/sealing.ts';
import { formPdf, widget } from '../../../support/form-pdf.ts';
import { inkIn } from '../../../support/page-ink.ts';
import { textOfPages } from '../../../support/pdf.ts';

type Accepted = Extract<Intake, { verdict: 'accept' }>;

async function taken(file: Uint8Array): Promise<Accepted> {
  const result = await intake(file);
  if (result.verdict !== 'accept') throw new Error(`Refused: ${result.why}`);
  return result;
}

const shown = ({ presented }: Accepted) => Buffer.from(presented).toString('latin1');
const name = (value: string) => PdfName.of(value);
const rect = (...sides: number[]) => new PdfArray(sides.map((side) => PdfNumber.of(side)));

describe('fields of a form', () => {
  it('that are empty become places with their labels, and those who fill them in where their names say so', async () => {
    const { places } = await taken(
      await formPdf([
        widget('Tx', { T: 'form1[0].title[0]', Rect: [100, 700, 260, 716] }),
        widget('Tx', { T: 'a', TU: 'Your job title', Ff: 2, Rect: [100, 660, 260, 676] }),
        widget('Tx', { T: 'sign:2', Rect: [100, 600, 260, 640] }),
        widget('Btn', { T: '/cb1/', TU: 'I agree', Rect: [100, 560, 112, 572] }),
        widget('Sig', { T: 'Signature1', Rect: [300, 560, 112, 600] }),
      ]),
    );
    expect(places?.map(({ placedBy, ...place }) => [placedBy, place.kind, place.who, place.label, place.isRequired])).toEqual([
      ['form-field', 'text', undefined, 'title', false],
      ['form-field', 'text', undefined, 'Your job title', true],
      ['form-field', 'signature', 2, '', false],
      ['form-field', 'checkbox', 1, 'I agree', false],
      ['form-field', 'signature', undefined, '', false],
    ]);
    expect(places?.map(({ place }) => place).at(0)).toEqual({ page: 1, left: 100, top: 842 - 716, width: 160, height: 16 });
    expect(places?.map(({ place }) => place).at(-1)).toEqual({ page: 1, left: 112, top: 842 - 600, width: 188, height: 40 });
  });

  it('that are filled in, locked, hidden, without size, lists or buttons are asked of nobody', async () => {
    const at = [100, 700, 260, 716] as const;
    const { places, changes } = await taken(
      await formPdf([
        widget('Tx', { T: 'filled', V: PdfString.fromString('Northwind'), Rect: at }),
        widget('Tx', { T: 'locked', Ff: 1, Rect: at }),
        widget('Tx', { T: 'hidden', F: 2, Rect: at }),
        widget('Tx', { T: 'secret', F: 32, V: PdfString.fromString('nobody sees this'), Rect: at }),
        widget('Tx', { T: 'flat', Rect: [100, 700, 100, 716] }),
        widget('Tx', { T: 'elsewhere', Rect: [1000, 700, 1100, 716] }),
        widget('Btn', { T: 'ticked', AS: name('Yes'), Rect: [100, 600, 112, 612] }),
        widget('Btn', { T: 'push', Ff: 1 << 16, Rect: at }),
        widget('Btn', { T: 'radio', Ff: 1 << 15, Rect: at }),
        widget('Ch', { T: 'list', Rect: at }),
      ]),
    );
    expect(places).toEqual([]);
    expect(changes).toEqual([
      'Its form was made part of the pages: what was filled in stays as it was shown.',
      'Lists and radio buttons stay as they are; nobody is asked to choose.',
      'Form fields that no page shows were removed with what was in them: “secret”.',
    ]);
  });

  it('are gone from the presented document, with what no page shows and with the scripts that hang on them', async () => {
    const plain = await taken(
      await formPdf([
        widget('Tx', { T: 'a', V: PdfString.fromString('seen'), Rect: [100, 700, 260, 716] }),
        widget('Tx', { T: 'b', F: 2, V: PdfString.fromString('zaubernuss'), Rect: [100, 600, 260, 616] }),
      ]),
    );
    expect(shown(plain)).not.toMatch(/AcroForm|Widget|zaubernuss/);
    expect(await textOfPages(plain.presented)).toEqual([expect.stringContaining('seen')]);
  });
});

describe('what is filled in', () => {
  it('is shown as its file says it, scaled and turned into its field', async () => {
    const look = PdfStream.fromDict(
      { Subtype: name('Form'), BBox: rect(0, 0, 10, 20), Matrix: rect(0, 1, -1, 0, 0, 0) },
      Buffer.from('0 0 10 20 re f'),
    );
    const file = await formPdf([widget('Tx', { T: 'a', Rect: [100, 700, 300, 740], AP: (pdf) => PdfDict.of({ N: pdf.register(look) }) })]);
    const { presented } = await taken(file);
    expect(inkIn(presented)).toEqual([{ page: 1, left: 100, top: 102, width: 200, height: 40 }]);
  });

  it('is written where its file does not say how it looks: one line, lines, combs, secrets, ticks, dots and captions', async () => {
    const value = (text: string) => PdfString.fromString(text);
    const fields = [
      widget('Tx', { T: 'a', V: value('Łukasz 山田 مرحبا'), Rect: [100, 780, 300, 800] }),
      widget('Tx', {
        T: 'b',
        V: value('first line\rsecond line that is much longer than its field is wide'),
        Ff: 1 << 12,
        Rect: [100, 700, 300, 760],
      }),
      widget('Tx', { T: 'c', V: value('12345'), Ff: 1 << 24, MaxLen: 8, Rect: [100, 660, 300, 680] }),
      widget('Tx', { T: 'd', V: value('geheim'), Ff: 1 << 13, Rect: [100, 620, 300, 640] }),
      widget('Btn', { T: 'e', AS: name('Yes'), Rect: [100, 580, 112, 592] }),
      widget('Btn', { T: 'f', AS: name('On'), Ff: 1 << 15, Rect: [100, 540, 112, 552] }),
      widget('Btn', { T: 'g', Ff: 1 << 16, MK: () => PdfDict.of({ CA: value('Print'), BC: rect(0.5) }), Rect: [100, 500, 160, 520] }),
      widget('Ch', {
        T: 'h',
        V: value('de'),
        Opt: () => PdfArray.of(PdfArray.of(value('de'), value('Germany'))),
        Rect: [100, 460, 200, 480],
      }),
    ];
    const { presented } = await taken(await formPdf(fields));
    const [text = ''] = await textOfPages(presented);
    for (const words of ['Łukasz', '山田', 'first line', 'second line', 'wide', '******', 'Print', 'Germany'])
      expect(text).toContain(words);
    expect(text.replace(/\s/g, '')).toContain('12345');
    expect(text).not.toContain('geheim');
    // Ink in every field, and none outside of them.
    for (const top of [42, 82, 162, 202, 250, 290, 322, 362])
      expect(inkIn(presented, { left: 100, top, width: 200, height: 62 }), `${top}`).not.toEqual([]);
    expect(inkIn(presented, { left: 305, top: 0, width: 290, height: 842 })).toEqual([]);
  });

  it('is written anew where the file asks for that and shows something else, and where it shows nothing', async () => {
    const stale = (words: string) => (pdf: PDF) =>
      PdfDict.of({
        N: pdf.register(PdfStream.fromDict({ Subtype: name('Form'), BBox: rect(0, 0, 160, 16) }, Buffer.from(`/Tx BMC ${words} EMC`))),
      });
    const field = (words: string) =>
      widget('Tx', { T: 'a', V: PdfString.fromString('Contoso'), Rect: [100, 700, 260, 716], AP: stale(words) });
    const old = 'BT /Helv 9 Tf 2 4 Td (old name) Tj ET';
    const [anew = ''] = await textOfPages((await taken(await formPdf([field(old)], { NeedAppearances: PdfBool.of(true) }))).presented);
    expect(anew).toContain('Contoso');
    expect(anew).not.toContain('old name');
    const [empty = ''] = await textOfPages((await taken(await formPdf([field('')]))).presented);
    expect(empty).toContain('Contoso');
    const [asShown = ''] = await textOfPages((await taken(await formPdf([field(old)]))).presented);
    expect(asShown).toContain('old name');
  });

  it('stays above what somebody drew beneath it', async () => {
    const black = PdfStream.fromDict({ Subtype: name('Form'), BBox: rect(0, 0, 200, 60) }, Buffer.from('0 0 200 60 re f'));
    const white = PdfStream.fromDict({ Subtype: name('Form'), BBox: rect(0, 0, 100, 20) }, Buffer.from('1 g 0 0 100 20 re f'));
    const file = await formPdf([
      widget('', { Subtype: name('Square'), Rect: [100, 700, 300, 760], AP: (pdf) => PdfDict.of({ N: pdf.register(black) }) }),
      widget('Tx', { T: 'a', Rect: [150, 720, 250, 740], AP: (pdf) => PdfDict.of({ N: pdf.register(white) }) }),
    ]);
    const { presented } = await taken(file);
    expect(inkIn(presented, { left: 152, top: 104, width: 96, height: 16 })).toEqual([]);
    expect(inkIn(presented, { left: 110, top: 84, width: 30, height: 50 })).not.toEqual([]);
  });

  it('is presented in the same bytes each time', async () => {
    const file = await formPdf([widget('Tx', { T: 'a', V: PdfString.fromString('Bea'), Rect: [100, 700, 260, 716] })]);
    const [one, other] = [await taken(file), await taken(file)];
    expect(Buffer.from(one.presented).equals(other.presented)).toBe(true);
  });
});
