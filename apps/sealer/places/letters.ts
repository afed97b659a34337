// The letters of one page, and where each stands: in the page's own space, as PDFium sees them.
import type { Pdfium } from './pdfium.ts';

/** In units of the page's own space. */
export type Box = { readonly left: number; readonly bottom: number; readonly right: number; readonly top: number };

/**
 * @property box with room for the tallest and the lowest letters of its face
 * @property x @property y where it stands on its line
 * @property size of its face as drawn, in units of the page
 */
export type Letter = { readonly box: Box; readonly x: number; readonly y: number; readonly size: number; readonly isSeen: boolean };

export type PageText = {
  readonly text: string;
  /** @param at index in the text @returns undefined for what stands nowhere, e.g. the end of a line */
  letter(at: number): Letter | undefined;
};

/** @param index of the page, 0-based @returns undefined where the page cannot be read */
export function withTextOf<Result>(pdfium: Pdfium, index: number, use: (page: PageText) => Result): Result | undefined {
  const { api } = pdfium;
  const page = api.FPDF_LoadPage(pdfium.document, index);
  if (page === 0) return undefined;
  const letters = api.FPDFText_LoadPage(page);
  try {
    return letters === 0 ? undefined : use({ text: textOf(pdfium, letters), letter: (at) => letterOf(pdfium, letters, at) });
  } finally {
    if (letters !== 0) api.FPDFText_ClosePage(letters);
    api.FPDF_ClosePage(page);
  }
}

function textOf({ api, read, text }: Pdfium, letters: number): string {
  const count = api.FPDFText_CountChars(letters);
  if (count <= 0) return '';
  // A letter outside the basic plane takes two units; the count that comes back holds a closing zero.
  return read((count * 2 + 1) * 2, (address) => text(address, Math.max(0, api.FPDFText_GetText(letters, 0, count, address) - 1)));
}

/** Brighter than this is white on white. */
const WHITE = 0xf0;
const TRANSPARENT = 0x10;
/** Smaller than this is a speck. */
const TINY = 3;
const INVISIBLE = 3;

function letterOf({ api, read, float, double, int }: Pdfium, letters: number, at: number): Letter | undefined {
  const index = api.FPDFText_GetCharIndexFromTextIndex(letters, at);
  if (index < 0 || api.FPDFText_IsGenerated(letters, index) === 1) return undefined;
  return read(64, (address) => {
    const floats = (count: number) => Array.from({ length: count }, (_, nth) => float(address + 4 * nth));
    if (!api.FPDFText_GetLooseCharBox(letters, index, address)) return undefined;
    const [left = 0, top = 0, right = 0, bottom = 0] = floats(4);
    if (!api.FPDFText_GetCharOrigin(letters, index, address, address + 8)) return undefined;
    const [x, y] = [double(address), double(address + 8)];
    const [a = 1, b = 0, c = 0, d = 1] = api.FPDFText_GetMatrix(letters, index, address) ? floats(4) : [];
    const size = api.FPDFText_GetFontSize(letters, index) * Math.sqrt(Math.abs(a * d - b * c));
    const isColoured = api.FPDFText_GetFillColor(letters, index, address, address + 4, address + 8, address + 12);
    const [red, green, blue, alpha] = isColoured ? [0, 4, 8, 12].map((offset) => int(address + offset)) : [0, 0, 0, 255];
    const isInked = Math.min(red ?? 0, green ?? 0, blue ?? 0) < WHITE && (alpha ?? 255) >= TRANSPARENT;
    const mode = api.FPDFTextObj_GetTextRenderMode(api.FPDFText_GetTextObject(letters, index));
    const box = { left: Math.min(left, right), bottom: Math.min(top, bottom), right: Math.max(left, right), top: Math.max(top, bottom) };
    return { box, x, y, size, isSeen: isInked && mode !== INVISIBLE && size >= TINY };
  });
}
