// Which lines of a reply are our own mail quoted back, however the reply's program wrapped or indented it.
import { itemAt, lineAt } from './match.ts';

export type SentText = { readonly squashed: string };

const MOST_SENT_CHARS = 32 * 1024;
/** Shorter pieces also occur by chance, so they count only where they continue the line before. */
const TELLING_CHARS = 20;

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

/** Reads on from where the line before was found, so that the short tail of a wrapped sentence is known too; and back from where the next was. */
export function originsOf(lines: readonly string[], { squashed }: SentText): LineOrigin[] {
  const texts = lines.map(squash);
  const places = placesOf(texts, squashed);
  return texts.map((text, index) => (text === '' ? 'blank' : itemAt(places, index, -1) < 0 ? 'theirs' : 'ours'));
}

/** Where each line begins in what we sent; -1 for what is not in it. */
function placesOf(texts: readonly string[], squashed: string): number[] {
  const places = texts.map(() => -1);
  let expected = -1;
  for (const [index, text] of texts.entries()) {
    if (text === '' || squashed === '') continue;
    const continues = expected >= 0 && squashed.startsWith(text, expected);
    const found = continues ? expected : text.length >= TELLING_CHARS ? squashed.indexOf(text) : -1;
    places[index] = found;
    expected = found < 0 ? -1 : found + text.length;
  }
  // A short heading above a line of ours, as it stood there in what we sent.
  let next = -1;
  for (let index = texts.length - 1; index >= 0; index -= 1) {
    const text = lineAt(texts, index);
    if (text === '') continue;
    const place = itemAt(places, index, -1);
    if (place < 0 && next >= text.length && squashed.startsWith(text, next - text.length)) places[index] = next - text.length;
    next = itemAt(places, index, -1);
  }
  return places;
}

/** How much of these lines is ours, 0 to 1. */
export function shareOfOurs(origins: readonly LineOrigin[]): number {
  const ours = origins.filter((origin) => origin === 'ours').length;
  const theirs = origins.filter((origin) => origin === 'theirs').length;
  return ours === 0 ? 0 : ours / (ours + theirs);
}
