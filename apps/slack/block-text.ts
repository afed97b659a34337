// Text on its way into Slack: nothing unseen in it, nothing that Slack would read as markup, never longer than Slack takes.
import type { types } from '@slack/bolt';

/**
 * C0, C1, soft hyphen, bidirectional and zero-width characters, fillers, line separators, interlinear annotation, tags: what cannot be
 * seen can make a text read as something else.
 */
const UNSEEN =
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u00AD\u061C\u115F\u1160\u180E\u200B-\u200F\u2028-\u202E\u2060-\u2069\u3164\uFEFF\uFFA0\uFFF9-\uFFFB\u{E0000}-\u{E007F}]/gu;

const GRAPHEMES = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** A text object must hold something. */
const NOTHING = '–';

export function oneLine(text: string): string {
  return seen(text).replace(/\s+/gu, ' ').trim();
}

/** Several lines, each trimmed at its end. */
export function severalLines(text: string): string {
  return seen(text.replace(/\r\n?/g, '\n'))
    .split('\n')
    .map((line) => line.replace(/\s/gu, ' ').trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** Half a surrogate pair is no character, and Slack takes no JSON with one. */
function seen(text: string): string {
  return text.toWellFormed().replace(UNSEEN, '');
}

/**
 * Cuts between what people see as characters, and says so by “…”.
 * @param write how a piece is written in the end: its written length is what counts
 */
export function clip(text: string, most: number, write: (piece: string) => string = asItIs): string {
  const whole = write(text);
  if (whole.length <= most) return whole;
  let kept = '';
  for (const { segment } of GRAPHEMES.segment(text)) {
    const next = write(segment);
    if (kept.length + next.length + 1 > most) break;
    kept += next;
  }
  return `${kept.trimEnd()}…`;
}

function asItIs(text: string): string {
  return text;
}

/** Slack's control characters, in every text object whatever its type (docs.slack.dev/messaging/formatting-message-text#escaping). */
function escapeControls(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

const LOOKALIKE: Readonly<Record<string, string>> = { '*': '∗', '~': '∼', '`': 'ˋ' };

/**
 * Someone's text among our own markup. mrkdwn has no escape for its marks, so that they are replaced by characters that look alike:
 * an underscore only where it could open or close italics, a colon only where it could begin an emoji.
 */
function withoutMarks(text: string): string {
  return text
    .replace(/[*~`]/g, (mark) => LOOKALIKE[mark] ?? mark)
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, 'ˍ')
    .replace(/:(?=[\p{L}\p{N}_+'-]+:)/gu, '∶');
}

/** Text as it is, without any markup: what people wrote stands there unchanged. */
export function plain(text: string, most: number): types.PlainTextElement {
  return { type: 'plain_text', text: clip(text === '' ? NOTHING : text, most, escapeControls), emoji: false };
}

/** Our own markup around text that was made harmless; `verbatim`, so that Slack looks for no links and names in it. */
export function marked(mrkdwn: string): types.MrkdwnElement {
  return { type: 'mrkdwn', text: mrkdwn, verbatim: true };
}

/** Someone's text for `marked`. */
export function harmless(text: string, most: number): string {
  return clip(withoutMarks(text), most, escapeControls);
}

/** Bold, unless there is nothing to be bold. */
export function bold(text: string, most: number): string {
  const inner = harmless(text, most - 2);
  return inner === '' ? NOTHING : `*${inner}*`;
}

export type Shares = { readonly items: number; readonly each: number; readonly total: number };

/** As many of the texts as fit, in their order; the one that exceeds is cut. `left`: how many did not fit. */
export function sharing<T>(
  all: readonly T[],
  { items, each, total }: Shares,
  write: (one: T, most: number) => string,
): { readonly texts: readonly string[]; readonly left: number } {
  const texts: string[] = [];
  let room = total;
  for (const one of all.slice(0, items)) {
    if (room < MOST_CUT) break;
    const text = write(one, Math.min(each, room));
    room -= text.length;
    texts.push(text);
  }
  return { texts, left: all.length - texts.length };
}

/** Less than so many characters of a text tell nothing. */
const MOST_CUT = 20;
