// Text from outside as lines that rules can look at: caps first, since every later step is a regular expression on one line.
import { lineAt } from './match.ts';

const MOST_CHARS = 64 * 1024;
const MOST_LINES = 2000;
const MOST_LINE_CHARS = 500;

/** Stands where text was cut off. It is no part of any phrase, so a text that was cut can never read as a decision. */
export const CUT = '[…]';

/** Zero-width characters, soft hyphen, word joiner, byte-order mark, directional marks, embeddings and isolates. */
const UNSEEN = /[\u00AD\u061C\u180E\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g;

/** @returns lines without trailing blanks; the last one is `CUT` when there was more than the caps allow. */
export function toLines(text: string): string[] {
  const capped = text.slice(0, MOST_CHARS);
  const all = capped
    .normalize('NFC')
    .replace(UNSEEN, '')
    .replace(/[\u00A0\u202F\t]/g, ' ')
    .split(/\r\n|[\r\n\u2028\u2029]/);
  const lines = all
    .slice(0, MOST_LINES)
    .map((line) => (line.length > MOST_LINE_CHARS ? `${line.slice(0, MOST_LINE_CHARS)}${CUT}` : line.trimEnd()));
  return text.length > MOST_CHARS || all.length > MOST_LINES ? [...lines, CUT] : lines;
}

/** Without blank lines at either end, and no more than one in a row. */
export function tidy(lines: readonly string[]): string {
  const kept = lines.filter((line, index) => line.trim() !== '' || lineAt(lines, index - 1).trim() !== '');
  return kept.join('\n').trim();
}
