// Signatures and initials in their boxes: typed ones in the handwriting face, drawn ones as the strokes they were drawn with.
import { DRAWN_IN } from '#core/entry.ts';
import type { Typesetter } from '../text/typesetter.ts';
import { shown } from '../text/printable.ts';
import { strokesIn, type Stroke } from './strokes.ts';

/** In points from the upper left corner of the page. */
export type Box = { readonly left: number; readonly top: number; readonly width: number; readonly height: number };

/** Blue, as ink is: what was signed stands out from what was printed. */
export const PEN = '#15306b';

/** Of the type size: how far letters reach above and below their line. The joined scripts hang lower. */
const REACH = { above: 0.86, below: 0.34 };
const DEEP = { above: 0.95, below: 0.55 };
const HANGS_LOW = /[\p{Script=Arabic}\p{Script=Devanagari}]/u;
const LARGEST = 34;
/** What the handwriting face lacks is set in faces for reading, which look louder. */
const LARGEST_UPRIGHT = 26;
const NOT_LATIN = /[^\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]/u;

export type Page = {
  readonly doc: PDFKit.PDFDocument;
  readonly text: Typesetter;
  /** Pages larger than usual paper are read from farther away. */
  readonly scale: number;
};

export function sign({ doc, text, scale }: Page, { value, box }: { value: string; box: Box }): void {
  const strokes = strokesIn(value);
  if (strokes) draw(doc, { strokes, box });
  else write({ text, largest: (NOT_LATIN.test(value) ? LARGEST_UPRIGHT : LARGEST) * scale }, { name: value, box });
}

/** Long names get smaller instead of leaving their box. */
function write({ text, largest }: { text: Typesetter; largest: number }, { name, box }: { name: string; box: Box }): void {
  const { above, below } = HANGS_LOW.test(name) ? DEEP : REACH;
  const natural = Math.min(largest, box.height / (above + below));
  const [wide] = text.lines(shown(name), { style: 'hand', size: natural });
  const size = natural * Math.min(1, box.width / Math.max(wide?.width ?? 0, 0.1));
  const [line] = text.lines(shown(name), { style: 'hand', size });
  const free = box.height - size * (above + below);
  if (line) text.draw(line, { x: box.left, baseline: box.top + free / 2 + size * above, size, colour: PEN });
}

/** A signature drawn in a corner of its field fills the box all the same, yet a dot does not become a blot. */
const MOST_ENLARGED = 2.5;

function draw(doc: PDFKit.PDFDocument, { strokes, box }: { strokes: readonly Stroke[]; box: Box }): void {
  const points = strokes.flat();
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const [left, top, right, bottom] = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
  const pen = Math.min(1.5, Math.max(0.4, box.height / 24));
  const [width, height] = [Math.max(0.1, box.width - 2 * pen), Math.max(0.1, box.height - 2 * pen)];
  const whole = Math.min(width / DRAWN_IN.width, height / DRAWN_IN.height);
  const scale = Math.min(whole * MOST_ENLARGED, width / Math.max(1, right - left), height / Math.max(1, bottom - top));
  const place = ({ x, y }: { x: number; y: number }) =>
    ({
      x: box.left + pen + (x - left) * scale,
      y: box.top + (box.height - (bottom - top) * scale) / 2 + (y - top) * scale,
    }) as const;
  doc.save().lineWidth(pen).lineCap('round').lineJoin('round').strokeColor(PEN).fillColor(PEN);
  for (const stroke of strokes) one(doc, stroke.map(place), pen);
  doc.restore();
}

/** Through the middles of the pieces, so that no corners show where the page took its points. */
function one(doc: PDFKit.PDFDocument, stroke: Stroke, pen: number): void {
  const [first, ...others] = stroke;
  const last = others.at(-1);
  if (!first) return;
  if (!last) return void doc.circle(first.x, first.y, pen * 0.8).fill(PEN);
  doc.moveTo(first.x, first.y);
  for (const [at, point] of others.slice(0, -1).entries()) {
    const next = others[at + 1] ?? last;
    doc.quadraticCurveTo(point.x, point.y, (point.x + next.x) / 2, (point.y + next.y) / 2);
  }
  doc.lineTo(last.x, last.y).stroke();
}
