// Where a page has ink when it is shown: the box around it, within a part of the page or all of it.
import type { Place } from '#core/fields.ts';
import { pageImages } from './page-images.ts';

const SCALE = 1;
/** Lighter than this is the rim of a letter. */
const DARK = 128;

/** @returns one place for each page that has any, in points */
export function inkIn(file: Uint8Array, within?: Omit<Place, 'page'>): Place[] {
  return pageImages(file, SCALE).flatMap(({ width, height, rgba }, index) => {
    const area = within ?? { left: 0, top: 0, width, height };
    const points = Array.from({ length: width * height }, (_, at) => ({ x: at % width, y: Math.floor(at / width), at })).filter(
      ({ x, y, at }) => x >= area.left && x < area.left + area.width && y >= area.top && y < area.top + area.height && isDark(rgba, at),
    );
    if (points.length === 0) return [];
    const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
    const least = (values: readonly number[]) => values.reduce((one, other) => Math.min(one, other));
    const most = (values: readonly number[]) => values.reduce((one, other) => Math.max(one, other));
    return [{ page: index + 1, left: least(xs), top: least(ys), width: most(xs) - least(xs) + 1, height: most(ys) - least(ys) + 1 }];
  });
}

function isDark(rgba: Uint8Array, at: number): boolean {
  return (rgba[at * 4] ?? 255) < DARK;
}
