// What a signer may enter into a field, and what a field says when nothing is entered. Apart from the rules, since pages ask the same.
import type { Entry } from './fields.ts';

export const MOST_TEXT = 500;
export const MOST_DRAWN = 6000;
/** The box in which a signature is drawn. */
export const DRAWN_IN = { width: 1000, height: 400 } as const;
/**
 * All entries of one signature, as UTF-8: the acts of one command are stored as one row, and a row of DynamoDB takes 400 kB. A drawing of
 * the usual length fits into more than a hundred fields.
 */
const MOST_BYTES = 240_000;
const MOST_INITIALS = 6;

const NUMBER = String.raw`(?:0|[1-9]\d{0,3})`;
const POINT = `${NUMBER} ${NUMBER}`;
/** Strokes alone: whatever else SVG's paths can do, a pen does not. */
const PATH = new RegExp(`^(?:M${POINT}(?:L${POINT})*)+$`);

/** Whether it is a drawing, with at least one line in it and nothing outside its box. */
export function isDrawing(value: string): boolean {
  if (value.length > MOST_DRAWN || !PATH.test(value) || !value.includes('L')) return false;
  const points = value.slice(1).split(/[ML]/);
  return points.every((point) => {
    const [x = 0, y = 0] = point.split(' ').map(Number);
    return x <= DRAWN_IN.width && y <= DRAWN_IN.height;
  });
}

/**
 * One line of text that reads as it is stored: no control characters, no halves of a character, nothing that turns the direction of what
 * follows (U+202A to U+202E and U+2066 to U+2069 can make “1” read before “2”).
 */
export function isPlainLine(value: string): boolean {
  return value.isWellFormed() && !/[\p{Cc}\u2028-\u202e\u2066-\u2069]/u.test(value);
}

/** Whether one row holds them: what is drawn takes a byte a character, what is written three at most. */
export function fitTogether(entries: readonly Entry[]): boolean {
  const bytes = entries.map(({ value }) => (isDrawing(value) ? value.length : value.length * 3));
  return bytes.reduce((sum, one) => sum + one, 0) <= MOST_BYTES;
}

/** Of every word the first letter: `Jean-Luc Picard` is `JLP`. A name without letters stands for itself. */
export function initialsOf(name: string): string {
  const words = name.normalize('NFC').split(/[\s\p{Pd}]+/u);
  const letters = words.map((word) => /[\p{L}\p{N}]\p{M}*/u.exec(word)?.[0] ?? '').filter((letter) => letter !== '');
  const initials = letters.slice(0, MOST_INITIALS).join('').toUpperCase();
  return initials === '' ? name.trim() : initials;
}
