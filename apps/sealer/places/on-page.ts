// From a page's own space to places as people see them, and how large a place is where nothing else says it.
import type { FieldKind, Place } from '#core/fields.ts';
import { shownSize, type PageBox } from '../marks/page-box.ts';

type Corners = { readonly left: number; readonly bottom: number; readonly right: number; readonly top: number };

/** In points at type of the usual size; a signature needs the most room. */
const SIZES: Readonly<Record<FieldKind, { readonly width: number; readonly height: number }>> = {
  signature: { width: 140, height: 36 },
  initials: { width: 48, height: 28 },
  date: { width: 80, height: 16 },
  text: { width: 160, height: 16 },
  checkbox: { width: 12, height: 12 },
};
const USUAL_TYPE = 12;

/** From the upper left corner of the page as shown, in points. */
export function shownPoint({ left, bottom, right, top, turned, unit }: PageBox, { x, y }: { x: number; y: number }): [number, number] {
  if (turned === 90) return [(y - bottom) * unit, (x - left) * unit];
  if (turned === 180) return [(right - x) * unit, (y - bottom) * unit];
  if (turned === 270) return [(top - y) * unit, (right - x) * unit];
  return [(x - left) * unit, (top - y) * unit];
}

export function shownPlace(box: PageBox, { corners, page }: { corners: Corners; page: number }): Place {
  const [x, y] = shownPoint(box, { x: corners.left, y: corners.bottom });
  const [otherX, otherY] = shownPoint(box, { x: corners.right, y: corners.top });
  return rounded({ page, left: Math.min(x, otherX), top: Math.min(y, otherY), width: Math.abs(x - otherX), height: Math.abs(y - otherY) });
}

/** @returns undefined for what lies beside the part of the page that is shown */
export function clipped(box: PageBox, { page, left, top, width, height }: Place): Place | undefined {
  const paper = shownSize(box);
  const [right, bottom] = [Math.min(paper.width, left + width), Math.min(paper.height, top + height)];
  const [from, above] = [Math.max(0, left), Math.max(0, top)];
  // A place that nobody could see anything in is none.
  return right - from < 1 || bottom - above < 1
    ? undefined
    : rounded({ page, left: from, top: above, width: right - from, height: bottom - above });
}

/** @property left @property baseline where the words stand that ask for it @property type their size */
type Stand = { readonly page: number; readonly left: number; readonly baseline: number; readonly type: number };

/** On the words' baseline, as large as usual where the page has room for it, and within the page. */
export function standing(box: PageBox, { kind, stand }: { kind: FieldKind; stand: Stand }): Place {
  const paper = shownSize(box);
  const grown = Math.max(1, stand.type / USUAL_TYPE);
  const [width, height] = [Math.min(SIZES[kind].width * grown, paper.width), Math.min(SIZES[kind].height * grown, paper.height)];
  const within = (at: number, most: number) => Math.max(0, Math.min(at, most));
  const [left, top] = [within(stand.left, paper.width - width), within(stand.baseline - height, paper.height - height)];
  return rounded({ page: stand.page, left, top, width, height });
}

/** A hundredth of a point is less than any printer shows, and the record keeps it for years. */
function rounded({ page, left, top, width, height }: Place): Place {
  const [l, t, w, h] = [left, top, width, height].map((side) => Math.round(side * 100) / 100);
  return { page, left: l ?? 0, top: t ?? 0, width: w ?? 0, height: h ?? 0 };
}
