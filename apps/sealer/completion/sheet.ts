// The sheet on which signature page and certificate are set: paper, ink, running text and page breaks, footers.
import PdfKit from 'pdfkit';
import { NO_FONT, type Style } from '../text/fonts.ts';
import { typesetter, type TextLine, type Typesetter } from '../text/typesetter.ts';

export const INK = {
  text: '#1b2430',
  muted: '#5b6675',
  line: '#d3d9e2',
  accent: '#1d4e80',
  done: '#1f7a4d',
  tint: '#f4f7fb',
  notice: '#fdf6e3',
  noticeLine: '#d9a400',
};

const MARGIN = { top: 58, bottom: 64, side: 60 };
const PAPERS = { A4: { width: 595.28, height: 841.89 }, LETTER: { width: 612, height: 792 } };

export type Paper = keyof typeof PAPERS;

export type Sheet = {
  readonly doc: PDFKit.PDFDocument;
  readonly left: number;
  readonly width: number;
  readonly text: Typesetter;
  /** Goes to a new page unless that much height is left. */
  room(height: number): void;
  /** @param pageOf words for `2 of 5` */
  finish(footer: string, pageOf: (page: { number: number; of: number }) => string): Promise<Uint8Array>;
};

type Making = { readonly title: string; readonly paper: Paper; readonly created: Date; readonly language: string };

export function newSheet({ title, paper, created, language }: Making): Sheet {
  const doc = new PdfKit({
    size: paper,
    margins: { top: MARGIN.top, bottom: MARGIN.bottom, left: MARGIN.side, right: MARGIN.side },
    bufferPages: true,
    autoFirstPage: false,
    font: NO_FONT,
    lang: language,
    // pdfkit derives the file's identifier from the date, so a given date keeps the bytes the same.
    info: { Title: title, Producer: 'Countersign', Creator: 'Countersign', CreationDate: created },
  });
  const chunks: Uint8Array[] = [];
  doc.on('data', (chunk: Uint8Array) => chunks.push(chunk));
  const ended = new Promise<void>((done) => doc.on('end', done));
  const page = PAPERS[paper];
  const bottom = page.height - MARGIN.bottom;
  const sheet: Sheet = {
    doc,
    left: MARGIN.side,
    width: page.width - 2 * MARGIN.side,
    text: typesetter(doc, language),
    room: (height) => {
      if (doc.y + height > bottom) doc.addPage();
    },
    finish: async (footer, pageOf) => {
      footers(sheet, { footer, pageOf, y: bottom + 16 });
      doc.end();
      await ended;
      return Buffer.concat(chunks);
    },
  };
  return sheet;
}

type Footer = { readonly footer: string; readonly pageOf: (page: { number: number; of: number }) => string; readonly y: number };

function footers(sheet: Sheet, { footer, pageOf, y }: Footer): void {
  const { doc, left, width, text } = sheet;
  const style = { style: 'regular', size: 7.5 } as const;
  const [line] = text.lines(footer, { ...style, width: width - 60 });
  const { start, count } = doc.bufferedPageRange();
  for (let index = start; index < start + count; index++) {
    doc.switchToPage(index);
    rule(sheet, { y: y - 8 });
    const [number] = text.lines(pageOf({ number: index + 1, of: count }), style);
    if (line) text.draw(line, { x: left, baseline: y + 8, size: style.size, colour: INK.muted });
    if (number) text.draw(number, { x: left + width - number.width, baseline: y + 8, size: style.size, colour: INK.muted });
  }
}

export function rule(
  { doc, left, width }: Sheet,
  { y, over = { left, width } }: { y: number; over?: { left: number; width: number } },
): void {
  doc.moveTo(over.left, y);
  doc.lineTo(over.left + over.width, y);
  doc.lineWidth(0.6).strokeColor(INK.line).stroke();
}

export type Setting = {
  readonly style?: Style;
  readonly size?: number;
  readonly colour?: string;
  readonly left?: number;
  readonly width?: number;
  /** White below the paragraph. */
  readonly gap?: number;
};

/** A paragraph at the current height; it may run over to the next page, line by line. */
export function write(sheet: Sheet, text: string, setting: Setting = {}): void {
  const { doc } = sheet;
  const { size = 9.5, colour = INK.text, left = sheet.left, gap = 4 } = setting;
  const step = leading(size);
  for (const line of set(sheet, text, setting)) {
    sheet.room(step);
    sheet.text.draw(line, { x: left, baseline: doc.y + step * 0.74, size, colour });
    doc.y += step;
  }
  doc.y += gap;
}

export function heightOf(sheet: Sheet, text: string, setting: Setting = {}): number {
  return set(sheet, text, setting).length * leading(setting.size ?? 9.5) + (setting.gap ?? 4);
}

function set(sheet: Sheet, text: string, { style = 'regular', size = 9.5, width = sheet.width }: Setting): TextLine[] {
  return sheet.text.lines(text, { style, size, width });
}

/** Running text stands airier than titles; both leave room for the marks of Arabic and Vietnamese. */
function leading(size: number): number {
  return size * (size > 13 ? 1.25 : 1.44);
}
