// The building blocks of the pages: how they open, headings, labels beside values, notices. One look for signature page and certificate.
import { heightOf, INK, rule, write, type Setting, type Sheet } from './sheet.ts';

/** Kicker, title and a line below, as every part begins. @param aside kept free at the right of them */
export function opening(
  sheet: Sheet,
  { kicker, title, under, aside = 0 }: { kicker: string; title: string; under: string; aside?: number },
): void {
  const { doc } = sheet;
  const width = sheet.width - aside;
  doc.addPage();
  doc.rect(sheet.left, doc.y - 22, 34, 3).fill(INK.accent);
  write(sheet, kicker.toUpperCase(), { style: 'semibold', size: 8.5, colour: INK.accent, width, gap: 3 });
  write(sheet, title, { style: 'light', size: title.length > 90 ? 14 : 20, width, gap: 5 });
  write(sheet, under, { size: 9, colour: INK.muted, width, gap: 12 });
}

export function heading(sheet: Sheet, text: string): void {
  sheet.room(76);
  sheet.doc.y += 8;
  write(sheet, text, { style: 'semibold', size: 11.5, colour: INK.accent, gap: 2 });
  rule(sheet, { y: sheet.doc.y });
  sheet.doc.y += 7;
}

/** Each stays on one page where it fits. */
export function paragraphs(sheet: Sheet, texts: readonly string[]): void {
  const setting = { size: 9, gap: 5 };
  for (const text of texts) {
    sheet.room(Math.min(300, heightOf(sheet, text, { ...setting, gap: 0 })));
    write(sheet, text, setting);
  }
}

export type Column = readonly (readonly [string, Setting])[];

/** Two columns that begin at one height; the next thing stands below the longer one. Either may run over to the next page. */
export function beside(sheet: Sheet, { left, right, at, gap = 5 }: { left: Column; right: Column; at: number; gap?: number }): void {
  const { doc } = sheet;
  const rightSide = { left: sheet.left + at, width: sheet.width - at };
  // Together where they fit on a page, so that a name and what it stands for are not torn apart.
  sheet.room(Math.min(300, Math.max(tall(sheet, left, { width: at - 12 }), tall(sheet, right, rightSide))));
  const [page, y] = [doc.page, doc.y];
  for (const [text, setting] of left) write(sheet, text, { width: at - 12, gap: 0, ...setting });
  const below = doc.page === page ? doc.y : y;
  doc.y = doc.page === page ? y : doc.y;
  const start = doc.page;
  for (const [text, setting] of right) write(sheet, text, { ...rightSide, gap: 0, ...setting });
  doc.y = (doc.page === start ? Math.max(doc.y, below) : doc.y) + gap;
}

function tall(sheet: Sheet, column: Column, place: Setting): number {
  return column.reduce((sum, [text, setting]) => sum + heightOf(sheet, text, { ...place, gap: 0, ...setting }), 0);
}

const LABEL_WIDTH = 112;

/** A label and its value side by side. */
export function row(sheet: Sheet, label: string, value: string): void {
  beside(sheet, { left: [[label, { colour: INK.muted }]], right: [[value, {}]], at: LABEL_WIDTH });
}

export function notice(sheet: Sheet, text: string): void {
  framed(sheet, { fill: INK.notice, edge: INK.noticeLine, column: [[text, { size: 9 }]] });
}

/** A tinted band with an edge at its left. */
export function framed(sheet: Sheet, { fill, edge, column }: { fill: string; edge: string; column: Column }): void {
  const { doc } = sheet;
  const inside = { left: sheet.left + 14, width: sheet.width - 28 };
  const height = tall(sheet, column, inside) + 16;
  sheet.room(height + 8);
  const { y } = doc;
  doc.rect(sheet.left, y, sheet.width, height).fill(fill);
  doc.rect(sheet.left, y, 3, height).fill(edge);
  doc.y = y + 8;
  for (const [text, setting] of column) write(sheet, text, { ...inside, gap: 0, ...setting });
  doc.y = y + height + 8;
}
