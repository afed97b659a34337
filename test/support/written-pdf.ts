// A page with words at points of the page as it is shown, whatever its box, turn and unit: the content is written by hand, so that nothing
// but the standard says where they are (ISO 32000-1 §7.7.3.3, §9.4.2).
import { PdfArray, PdfDict, PdfName, PdfNumber, PdfStream } from '@libpdf/core';
import { altered, pdfkitPdf } from './pdf.ts';

type Sides = readonly [left: number, bottom: number, right: number, top: number];
export type PaperKind = { readonly box: Sides; readonly crop?: Sides; readonly rotate?: number; readonly unit?: number };

/**
 * @property left @property baseline from the upper left corner of what is shown, in the page's own units
 * @property turned counterclockwise, as shown
 * @property colour operators before the text
 */
export type Words = {
  readonly words: string;
  readonly left: number;
  readonly baseline: number;
  readonly size: number;
  readonly turned?: 0 | 90;
  readonly colour?: string;
};

export async function writtenPdf(words: readonly Words[], paper: PaperKind): Promise<Uint8Array> {
  const blank = await pdfkitPdf({ size: 'A4' }, () => {});
  return altered(blank, (pdf) => {
    const page = pdf.getPages()[0]?.dict;
    if (!page) throw new Error('The blank file has no page.');
    const font = PdfDict.of({ Type: PdfName.of('Font'), Subtype: PdfName.of('Type1'), BaseFont: PdfName.of('Helvetica') });
    page.set('Resources', PdfDict.of({ Font: PdfDict.of({ F1: font }) }));
    page.set('MediaBox', numbers(paper.box));
    page.delete('CropBox');
    if (paper.crop) page.set('CropBox', numbers(paper.crop));
    if (paper.rotate !== undefined) page.set('Rotate', PdfNumber.of(paper.rotate));
    if (paper.unit !== undefined) page.set('UserUnit', PdfNumber.of(paper.unit));
    page.set('Contents', pdf.register(PdfStream.fromDict({}, Buffer.from(words.map((one) => operators(one, paper)).join('\n'), 'latin1'))));
  });
}

function operators(
  { words, left, baseline, size, turned = 0, colour = '0 0 0 rg' }: Words,
  { box, crop = box, rotate = 0 }: PaperKind,
): string {
  const [l, b, r, t] = crop;
  const turn = ((rotate % 360) + 360) % 360;
  const [x, y] =
    turn === 90
      ? [l + baseline, b + left]
      : turn === 180
        ? [r - left, b + baseline]
        : turn === 270
          ? [r - baseline, t - left]
          : [l + left, t - baseline];
  const angle = ((turn + turned) * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)].map((part) => Math.round(part));
  return `BT ${colour} /F1 ${size} Tf ${cos} ${sin} ${-(sin ?? 0)} ${cos} ${x} ${y} Tm (${words}) Tj ET`;
}

function numbers(values: readonly number[]): PdfArray {
  return new PdfArray(values.map((value) => PdfNumber.of(value)));
}
