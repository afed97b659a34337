// Which lines of a reply are our own mail quoted back, however the reply's program wrapped or indented it.
import { caught, itemAt, lineAt } from './match.ts';

export type SentText = { readonly squashed: string };

const MOST_SENT_CHARS = 32 * 1024;
/** Shorter pieces also occur by chance, so they count only where they continue the line before. */
const TELLING_CHARS = 20;
/** Of one line: in both parts of a request, its reminders, and what was answered. */
const MOST_PLACES = 12;
const LEAST_MARKED = 4;

/** Letters and digits only: wrapping, markup, quotation marks and link rewriting differ between what was sent and what comes back. */
function squash(text: string): string {
  return text
    .replace(/<?https?:\/\/[^\s>]*>?/g, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

export function sentTextOf(texts: readonly string[]): SentText {
  return { squashed: squash(texts.join('\n').slice(0, MOST_SENT_CHARS).normalize('NFC')) };
}

export type LineOrigin = 'ours' | 'theirs' | 'blank';

/**
 * Reads on from where the line before was found, so that the short tail of a wrapped sentence is known too; and back from where the next
 * was. What was sent says some things twice, so every place at which a line is found is followed.
 */
export function originsOf(lines: readonly string[], { squashed }: SentText): LineOrigin[] {
  const texts = lines.map(squash);
  const places = placesOf(texts, squashed);
  const origins = texts.map((text, index): LineOrigin =>
    text === '' ? 'blank' : itemAt(places, index, []).length > 0 ? 'ours' : 'theirs',
  );
  return origins.map((origin, index) => (origin === 'blank' && isRuleOfOurs(lines, origins, index) ? 'ours' : origin));
}

/** Dashes that we drew between two lines of ours. */
function isRuleOfOurs(lines: readonly string[], origins: readonly LineOrigin[], index: number): boolean {
  if (lineAt(lines, index).trim() === '') return false;
  const isWritten = (origin: LineOrigin): boolean => origin !== 'blank';
  return origins.slice(0, index).findLast(isWritten) === 'ours' && origins.slice(index + 1).find(isWritten) === 'ours';
}

/** Where each line begins in what we sent; nowhere for what is not in it. */
function placesOf(texts: readonly string[], squashed: string): number[][] {
  const places = texts.map((): number[] => []);
  if (squashed === '') return places;
  let ends: number[] = [];
  for (const [index, text] of texts.entries()) {
    if (text === '') continue;
    const found = new Set(ends.filter((end) => squashed.startsWith(text, end)));
    if (text.length >= TELLING_CHARS) for (const place of allOf(squashed, text)) found.add(place);
    places[index] = [...found];
    ends = [...found].map((place) => place + text.length);
  }
  // A short heading above a line of ours, as it stood there in what we sent.
  let next: readonly number[] = [];
  for (let index = texts.length - 1; index >= 0; index -= 1) {
    const text = lineAt(texts, index);
    if (text === '') continue;
    const before = next.map((place) => place - text.length).filter((place) => place >= 0 && squashed.startsWith(text, place));
    if (itemAt(places, index, []).length === 0) places[index] = before;
    next = itemAt(places, index, []);
  }
  return places;
}

/** The first places of a text, not overlapping. */
function allOf(squashed: string, text: string): number[] {
  const places: number[] = [];
  let place = squashed.indexOf(text);
  while (place >= 0 && places.length < MOST_PLACES) {
    places.push(place);
    place = squashed.indexOf(text, place + text.length);
  }
  return places;
}

/** What stands before most lines of ours that came back, where a program marks a quotation in its own way. */
export function marksOfOurs(lines: readonly string[], sent: SentText): ReadonlySet<string> {
  const counts = new Map<string, number>();
  if (sent.squashed === '') return new Set();
  for (const [index, origin] of originsOf(lines, sent).entries()) {
    const mark = caught(/^\s*([^\p{L}\p{N}\s•-][^\p{L}\p{N}\s]{0,2})/u.exec(lineAt(lines, index)), 1);
    if (origin === 'ours' && mark !== '') counts.set(mark, (counts.get(mark) ?? 0) + 1);
  }
  return new Set([...counts].flatMap(([mark, count]) => (count >= LEAST_MARKED ? [mark] : [])));
}

/** How much of these lines is ours, 0 to 1. */
export function shareOfOurs(origins: readonly LineOrigin[]): number {
  const ours = origins.filter((origin) => origin === 'ours').length;
  const theirs = origins.filter((origin) => origin === 'theirs').length;
  return ours === 0 ? 0 : ours / (ours + theirs);
}
