// What the faces have and how wide it runs, asked through the document's own font objects: what is measured is what will be drawn.
import { FACES, type Face } from './fonts.ts';

export type Glyphs = {
  has(face: Face, codePoint: number): boolean;
  /** In multiples of the type size. */
  width(face: Face, text: string): number;
};

type Features = PDFKit.Mixins.OpenTypeFeatures[];

/** Scripts that join or reorder letters, and marks that must find their letter. */
const NEEDS_ALL = /[\p{Script_Extensions=Hebrew}\p{Script_Extensions=Arabic}\p{Script_Extensions=Devanagari}\p{M}]/u;

/** Without these the letters stand side by side, each as wide as it is. fontkit takes an object too; the types of pdfkit know the list only. */
const LEFT_OUT = ['kern', 'mark', 'mkmk', 'liga', 'clig', 'calt', 'rlig', 'curs'];

function isPlain(face: Face, text: string): boolean {
  return face !== 'hand' && !NEEDS_ALL.test(text);
}

/**
 * How a run is shaped. Any `features`, even none, keep pdfkit from setting text word by word, which breaks such scripts and loses blanks.
 * Plain letters go without kerning and mark placement: reading those tables of Noto costs 200 ms a face, 4 ms a line. The handwriting
 * face is small, and its letters join.
 */
export function shaping(face: Face, text: string): { features: Features } {
  if (!isPlain(face, text)) return { features: [] };
  return { features: Object.fromEntries(LEFT_OUT.map((name) => [name, false])) as unknown as Features };
}

const UNIT = 1000;

export function glyphsOf(doc: PDFKit.PDFDocument): Glyphs {
  for (const [name, path] of Object.entries(FACES)) doc.registerFont(name, path);
  const opened = new Map<Face, Opened>();
  const known = new Map<string, boolean>();
  const widths = new Map<string, number>();
  const opening = (face: Face) => {
    const font = opened.get(face) ?? openedIn(doc, face);
    opened.set(face, font);
    return font;
  };
  const measured = (face: Face, text: string) => {
    if (!isPlain(face, text)) return doc.font(face).fontSize(UNIT).widthOfString(text, shaping(face, text)) / UNIT;
    const font = opening(face);
    return Array.from(text).reduce((sum, sign) => sum + remembered(widths, `${face} ${sign}`, () => advance(font, sign)), 0);
  };

  return {
    has: (face, codePoint) => remembered(known, `${face} ${codePoint}`, () => opening(face).hasGlyphForCodePoint(codePoint)),
    width: (face, text) => remembered(widths, `${face} ${text}`, () => measured(face, text)),
  };
}

function advance(font: Opened, sign: string): number {
  return font.glyphForCodePoint(sign.codePointAt(0) ?? 0).advanceWidth / font.unitsPerEm;
}

function remembered<T>(among: Map<string, T>, key: string, found: () => T): T {
  const before = among.get(key);
  if (before !== undefined) return before;
  const value = found();
  among.set(key, value);
  return value;
}

type Opened = {
  readonly unitsPerEm: number;
  hasGlyphForCodePoint(codePoint: number): boolean;
  glyphForCodePoint(codePoint: number): { readonly advanceWidth: number };
};

/** pdfkit keeps the font that it opened to itself (`_font.font`, of fontkit); opening it a second time would cost as much again. */
function openedIn(doc: PDFKit.PDFDocument, face: Face): Opened {
  const current: unknown = Reflect.get(doc.font(face), '_font');
  const font = typeof current === 'object' && current !== null && 'font' in current ? current.font : undefined;
  if (!isOpened(font)) throw new Error(`Could not look into the typeface ${face}: pdfkit keeps its fonts elsewhere than in 0.20.`);
  return font;
}

function isOpened(font: unknown): font is Opened {
  return typeof font === 'object' && font !== null && 'unitsPerEm' in font && 'hasGlyphForCodePoint' in font && 'glyphForCodePoint' in font;
}
