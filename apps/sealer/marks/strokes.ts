// A drawing as the page sends it: `M10 20L30 25…`, each `M` the beginning of a stroke.
import { isDrawing } from '#core/entry.ts';

type Point = { readonly x: number; readonly y: number };
export type Stroke = readonly Point[];

/** @returns nothing for what is no drawing, as a typed name */
export function strokesIn(value: string): readonly Stroke[] | undefined {
  if (!isDrawing(value)) return undefined;
  return value
    .split('M')
    .slice(1)
    .map((stroke) => stroke.split('L').map(pointOf));
}

function pointOf(pair: string): Point {
  const [x = 0, y = 0] = pair.split(' ').map(Number);
  return { x, y };
}
