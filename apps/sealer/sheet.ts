// The sheet on which signature page and certificate are set: one look for both, and the few building blocks they share.
import PdfKit from 'pdfkit';
import { FONTS, type FontName } from './fonts.ts';

export const INK = {
  text: '#1b2430',
  muted: '#5b6675',
  line: '#d3d9e2',
  accent: '#1d4e80',
  tint: '#f4f7fb',
  notice: '#fdf6e3',
  noticeLine: '#d9a400',
};

const MARGIN = { top: 60, bottom: 74, side: 60 };

export type Sheet = {
  readonly doc: PDFKit.PDFDocument;
  readonly left: number;
  readonly width: number;
  /** Goes to a new page unless that much height is left. */
  room(height: number): void;
  finish(footer: string): Promise<Uint8Array>;
};

export type Paper = 'A4' | 'LETTER';

export function newSheet({ title, paper, created }: { title: string; paper: Paper; created: Date }): Sheet {
  const doc = new PdfKit({
    size: paper,
    margins: { top: MARGIN.top, bottom: MARGIN.bottom, left: MARGIN.side, right: MARGIN.side },
    bufferPages: true,
    autoFirstPage: false,
    // pdfkit derives the file's identifier from the date, so a given date keeps the bytes the same.
    info: { Title: title, Producer: 'Countersign', Creator: 'Countersign', CreationDate: created },
  });
  for (const [name, path] of Object.entries(FONTS)) doc.registerFont(name, path);
  const chunks: Uint8Array[] = [];
  doc.on('data', (chunk: Uint8Array) => chunks.push(chunk));
  const ended = new Promise<void>((done) => doc.on('end', done));
  const page = { A4: { width: 595.28, height: 841.89 }, LETTER: { width: 612, height: 792 } }[paper];
  const bottom = page.height - MARGIN.bottom;

  return {
    doc,
    left: MARGIN.side,
    width: page.width - 2 * MARGIN.side,
    room: (height) => {
      if (doc.y + height > bottom) doc.addPage();
    },
    finish: async (footer) => {
      footers({ doc, footer, y: bottom + 22, width: page.width - 2 * MARGIN.side });
      doc.end();
      await ended;
      return Buffer.concat(chunks);
    },
  };
}

function footers({ doc, footer, y, width }: { doc: PDFKit.PDFDocument; footer: string; y: number; width: number }): void {
  const { start, count } = doc.bufferedPageRange();
  for (let index = start; index < start + count; index++) {
    doc.switchToPage(index);
    // Without a bottom margin pdfkit does not start a new page for text down here.
    doc.page.margins.bottom = 0;
    rule({ doc, y: y - 8, left: MARGIN.side, width });
    doc.font('regular').fontSize(7.5).fillColor(INK.muted);
    doc.text(footer, MARGIN.side, y, { width: width - 90, lineBreak: false, ellipsis: true, height: 12 });
    doc.text(`${index + 1} of ${count}`, MARGIN.side, y, { width, align: 'right', lineBreak: false });
  }
}

export function rule({ doc, y, left, width }: { doc: PDFKit.PDFDocument; y: number; left: number; width: number }): void {
  doc
    .moveTo(left, y)
    .lineTo(left + width, y)
    .lineWidth(0.6)
    .strokeColor(INK.line)
    .stroke();
}

type Style = {
  readonly font?: FontName;
  readonly size?: number;
  readonly colour?: string;
  readonly left?: number;
  readonly width?: number;
  readonly gap?: number;
};

/** A paragraph at the current height. */
export function write(
  sheet: Sheet,
  text: string,
  { font = 'regular', size = 9.5, colour = INK.text, left = sheet.left, width = sheet.width, gap = 4 }: Style = {},
): void {
  const { doc } = sheet;
  doc
    .font(font)
    .fontSize(size)
    .fillColor(colour)
    .text(text, left, doc.y, { width, lineGap: leading(size) });
  doc.y += gap;
}

export function heightOf(sheet: Sheet, text: string, { font = 'regular', size = 9.5, width = sheet.width, gap = 4 }: Style = {}): number {
  return (
    sheet.doc
      .font(font)
      .fontSize(size)
      .heightOfString(text, { width, lineGap: leading(size) }) + gap
  );
}

/** Noto's own line height is generous: running text gets a little more, titles get less. */
function leading(size: number): number {
  return size > 13 ? size * -0.14 : size * 0.18;
}

/** Kicker, title and a line below, as both parts begin. */
export function opening(sheet: Sheet, { kicker, title, under }: { kicker: string; title: string; under: string }): void {
  const { doc } = sheet;
  doc.addPage();
  doc.rect(sheet.left, doc.y - 22, 34, 3).fill(INK.accent);
  doc.font('semibold').fontSize(8.5).fillColor(INK.accent).text(kicker.toUpperCase(), sheet.left, doc.y, { characterSpacing: 0.8 });
  doc.y += 6;
  write(sheet, title, { font: 'light', size: title.length > 90 ? 14 : 20, gap: 6 });
  write(sheet, under, { size: 9, colour: INK.muted, gap: 14 });
}

export function heading(sheet: Sheet, text: string): void {
  sheet.room(70);
  sheet.doc.y += 12;
  write(sheet, text, { font: 'semibold', size: 11.5, colour: INK.accent, gap: 2 });
  rule({ doc: sheet.doc, y: sheet.doc.y, left: sheet.left, width: sheet.width });
  sheet.doc.y += 8;
}

const LABEL_WIDTH = 112;

/** A label and its value side by side. */
export function row(sheet: Sheet, label: string, value: string): void {
  const style = { left: sheet.left + LABEL_WIDTH, width: sheet.width - LABEL_WIDTH, gap: 5 };
  sheet.room(Math.min(heightOf(sheet, value, style), 300));
  const { y } = sheet.doc;
  write(sheet, label, { colour: INK.muted, width: LABEL_WIDTH - 10, gap: 0 });
  const below = sheet.doc.y;
  sheet.doc.y = y;
  write(sheet, value, style);
  sheet.doc.y = Math.max(sheet.doc.y, below + 5);
}

export function notice(sheet: Sheet, text: string): void {
  const style = { size: 9, left: sheet.left + 14, width: sheet.width - 28, gap: 0 };
  const height = heightOf(sheet, text, style) + 16;
  sheet.room(height + 8);
  const { doc } = sheet;
  const { y } = doc;
  doc.rect(sheet.left, y, sheet.width, height).fill(INK.notice);
  doc.rect(sheet.left, y, 3, height).fill(INK.noticeLine);
  doc.y = y + 8;
  write(sheet, text, style);
  doc.y = y + height + 8;
}
