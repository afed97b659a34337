// Text and dates within their boxes: as large as reads well, wrapped, smaller where it must be, never smaller than can be read.
import { shown } from '../text/printable.ts';
import type { TextLine, Typesetter } from '../text/typesetter.ts';
import type { Box, Page } from './pen.ts';

const INK = '#101820';
/** Smaller than this nobody reads on paper. */
const SMALLEST = 5;
const USUAL = 11;
const STEP = 0.5;
/** From one line to the next, and of one alone, in type sizes. */
const LEADING = 1.22;
const ALONE = 1.05;
/** Of the height of a line, what stands above its letters' feet. */
const FEET = 0.78;
/** White at both sides. */
const MARGIN = 2;

type Paragraphs = { readonly content: string; readonly box: Box };
type Set = { readonly lines: readonly TextLine[]; readonly size: number };

/** @param more stands where the text is cut off @returns whether all of it is there */
export function write(page: Page, { content, box, more }: Paragraphs & { more: string }): boolean {
  const { text, scale } = page;
  const plain = shown(content);
  const margin = Math.min(MARGIN, box.width / 20);
  const inner = { ...box, left: box.left + margin, width: box.width - 2 * margin };
  const whole = fitted(text, { content: plain, box: inner, largest: USUAL * scale });
  put(page, { set: whole ?? cut(text, { content: plain, box: inner, more }), box: inner, isTurned: startsAtRight(content) });
  return whole !== undefined;
}

/** The first of several ways of writing the same that fits; the last one is made to fit. */
export function writeOneOf(page: Page, { ways, box }: { ways: readonly string[]; box: Box }): void {
  const { text, scale } = page;
  const largest = Math.min(USUAL * scale, box.height / ALONE);
  const size = (way: string) => largest * Math.min(1, box.width / Math.max(0.1, oneLine(text, way, largest)?.width ?? 0.1));
  const way = ways.find((one) => size(one) >= Math.min(largest, USUAL * 0.65)) ?? ways.at(-1) ?? '';
  const line = oneLine(text, way, size(way));
  put(page, { set: { lines: line ? [line] : [], size: size(way) }, box, isTurned: false });
}

function oneLine(text: Typesetter, content: string, size: number): TextLine | undefined {
  return text.lines(content, { style: 'regular', size })[0];
}

function fitted(text: Typesetter, { content, box, largest }: Paragraphs & { largest: number }): Set | undefined {
  const most = Math.max(SMALLEST, Math.min(largest, box.height / ALONE));
  for (let size = most; size >= SMALLEST; size = size > SMALLEST ? Math.max(SMALLEST, size - STEP) : 0) {
    const lines = text.lines(content, { style: 'regular', size, width: box.width });
    if (heightOf(lines.length, size) <= box.height + 0.5 && lines.every(({ width }) => width <= box.width + 0.5)) return { lines, size };
  }
  return undefined;
}

/** As much of the beginning as has room together with the sign that there is more. */
function cut(text: Typesetter, { content, box, more }: Paragraphs & { more: string }): Set {
  const signs = Array.from(content);
  const set = (count: number) => ({ content: `${signs.slice(0, count).join('').trimEnd()}… ${more}`, box, largest: SMALLEST });
  let [fits, tooMany] = [0, signs.length];
  while (tooMany - fits > 1) {
    const middle = (fits + tooMany) >> 1;
    if (fitted(text, set(middle))) fits = middle;
    else tooMany = middle;
  }
  const found = fits > 0 ? fitted(text, set(fits)) : undefined;
  // A box with no room even for that shows that there is something, and no more.
  return found ?? { lines: text.lines('…', { style: 'regular', size: SMALLEST }), size: SMALLEST };
}

function heightOf(lines: number, size: number): number {
  return size * (ALONE + LEADING * (lines - 1));
}

/** A single line stands in the middle of its box, as on a form; several begin at its top. */
function put({ doc, text }: Page, { set, box, isTurned }: { set: Set; box: Box; isTurned: boolean }): void {
  const { lines, size } = set;
  const free = lines.length > 1 ? 0 : box.height - heightOf(lines.length, size);
  doc.save();
  for (const [index, line] of lines.entries()) {
    const x = isTurned ? box.left + box.width - line.width : box.left;
    text.draw(line, { x, baseline: box.top + free / 2 + size * (FEET + 0.08 + LEADING * index), size, colour: INK });
  }
  doc.restore();
}

/** The first letter with a direction says where a paragraph begins (UAX #9, P2). */
function startsAtRight(content: string): boolean {
  const [letter = ''] = /\p{L}/u.exec(content) ?? [];
  return /[\p{Script=Hebrew}\p{Script=Arabic}]/u.test(letter);
}
