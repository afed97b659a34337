// Where the ink of a mark is: a page as it was against the page as it is, in points from the upper left corner.
import { pageImage } from './page-images.ts';

type Ink = {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  /** Whether there is some next to this point. */
  isAt(x: number, y: number): boolean;
};

type Question = {
  /** 1-based. */
  readonly page?: number;
  /** Points to a unit of the page: PDFium draws units. */
  readonly unit?: number;
  /** Pixels to a point. */
  readonly scale?: number;
};

const SEEN = 40;

/** @returns the smallest box round everything that differs; nothing where nothing does */
export function inkBetween(
  before: Uint8Array,
  after: Uint8Array,
  { page: number = 1, unit = 1, scale = 2 }: Question = {},
): Ink | undefined {
  const [was, is] = [before, after].map((file) => pageImage(file, { number, scale: scale * unit }));
  if (!was || !is || was.width !== is.width || was.height !== is.height)
    throw new Error(`Page ${number} is not of one size in both files.`);
  const points: { readonly x: number; readonly y: number }[] = [];
  for (let at = 0; at < was.rgba.length; at++) {
    if (Math.abs((was.rgba[at] ?? 0) - (is.rgba[at] ?? 0)) <= SEEN) continue;
    const pixel = at >> 2;
    points.push({ x: (pixel % was.width) / scale, y: Math.floor(pixel / was.width) / scale });
  }
  if (points.length === 0) return undefined;
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const near = Math.max(2, 1.5 / scale);
  return {
    left: xs.reduce((a, b) => Math.min(a, b)),
    top: ys.reduce((a, b) => Math.min(a, b)),
    right: xs.reduce((a, b) => Math.max(a, b)) + 1 / scale,
    bottom: ys.reduce((a, b) => Math.max(a, b)) + 1 / scale,
    isAt: (x, y) => points.some((one) => Math.hypot(one.x - x, one.y - y) <= near),
  };
}

type Area = { readonly left: number; readonly top: number; readonly width: number; readonly height: number };

/** @returns the sides at which ink leaves its place; `nothing` where there is none */
export function beyond({ left, top, width, height }: Area, ink: Ink | undefined, slack = 1.5): readonly string[] {
  if (!ink) return ['nothing'];
  const sides = {
    left: ink.left < left - slack,
    top: ink.top < top - slack,
    right: ink.right > left + width + slack,
    bottom: ink.bottom > top + height + slack,
  };
  return Object.entries(sides).flatMap(([side, isBeyond]) => (isBeyond ? [side] : []));
}
