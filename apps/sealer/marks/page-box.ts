// The part of a page that readers show, and the way from points on it to the page's own space (ISO 32000-1 §7.7.3.3, §8.3.2.3).
// LibPDF takes the upper right corner of a box for its width and height, so the arrays are read here.
import { PdfArray, PdfDict, PdfNumber, type PDF, type PdfObject } from '@libpdf/core';
import { resolve } from '../attachment.ts';

export type PageBox = {
  /** In units of the page's own space. */
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
  readonly top: number;
  /** Clockwise, when shown. */
  readonly turned: 0 | 90 | 180 | 270;
  /** Points to a unit. */
  readonly unit: number;
};

type Sides = Pick<PageBox, 'left' | 'bottom' | 'right' | 'top'>;

/** What readers assume where a page says nothing. */
const LETTER: Sides = { left: 0, bottom: 0, right: 612, top: 792 };
/** Trees of pages are never this deep; a circular one is. */
const DEEPEST = 64;

export function pageBox(pdf: PDF, page: PdfDict): PageBox {
  const media = sidesOf(pdf, inherited(pdf, page, 'MediaBox')) ?? LETTER;
  const crop = sidesOf(pdf, inherited(pdf, page, 'CropBox'));
  const shown = (crop && common(crop, media)) ?? media;
  const rotate = numberOf(pdf, inherited(pdf, page, 'Rotate')) ?? 0;
  const unit = numberOf(pdf, page.get('UserUnit')) ?? 1;
  return { ...shown, turned: quarterTurns(rotate), unit: unit > 0 ? unit : 1 };
}

/** An entry of a page, or of the nearest node above it that has one (§7.7.3.4). */
export function inherited(pdf: PDF, page: PdfDict, key: string): PdfObject | undefined {
  let node: PdfObject | undefined = page;
  for (let depth = 0; depth < DEEPEST && node instanceof PdfDict; depth++) {
    const value = resolve(pdf, node.get(key));
    if (value && value.type !== 'null') return value;
    node = resolve(pdf, node.get('Parent'));
  }
  return undefined;
}

/** The page as shown, in points. */
export function shownSize({ left, bottom, right, top, turned, unit }: PageBox): { readonly width: number; readonly height: number } {
  const [across, up] = [(right - left) * unit, (top - bottom) * unit];
  return turned === 90 || turned === 270 ? { width: up, height: across } : { width: across, height: up };
}

/** Leads from points of the shown page, counted from its lower left corner, to the page's own space: `a b c d e f` of §8.3.4. */
export function toPageSpace({ left, bottom, right, top, turned, unit }: PageBox): readonly number[] {
  const one = 1 / unit;
  if (turned === 90) return [0, one, -one, 0, right, bottom];
  if (turned === 180) return [-one, 0, 0, -one, right, top];
  if (turned === 270) return [0, -one, one, 0, left, top];
  return [one, 0, 0, one, left, bottom];
}

/** Corners may come in any order. */
function sidesOf(pdf: PDF, box: PdfObject | undefined): Sides | undefined {
  if (!(box instanceof PdfArray) || box.length < 4) return undefined;
  const [x = 0, y = 0, otherX = 0, otherY = 0] = box.toArray().map((side) => numberOf(pdf, side) ?? 0);
  const sides = { left: Math.min(x, otherX), bottom: Math.min(y, otherY), right: Math.max(x, otherX), top: Math.max(y, otherY) };
  return sides.right > sides.left && sides.top > sides.bottom ? sides : undefined;
}

/** A crop box that lies beside the paper is ignored, as readers do. */
function common(one: Sides, other: Sides): Sides | undefined {
  const sides = {
    left: Math.max(one.left, other.left),
    bottom: Math.max(one.bottom, other.bottom),
    right: Math.min(one.right, other.right),
    top: Math.min(one.top, other.top),
  };
  return sides.right > sides.left && sides.top > sides.bottom ? sides : undefined;
}

function quarterTurns(rotate: number): PageBox['turned'] {
  const turned = ((rotate % 360) + 360) % 360;
  return turned === 90 || turned === 180 || turned === 270 ? turned : 0;
}

function numberOf(pdf: PDF, object: PdfObject | undefined): number | undefined {
  const found = resolve(pdf, object);
  return found instanceof PdfNumber && Number.isFinite(found.value) ? found.value : undefined;
}
