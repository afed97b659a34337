// Which lines of a reply are our own mail quoted back, however the reply's program wrapped or indented it.

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

/** Reads on from where the line before was found, so that the short tail of a wrapped sentence is known too. */
export function originsOf(lines: readonly string[], { squashed }: SentText): LineOrigin[] {
  let expected = -1;
  return lines.map((line) => {
    const text = squash(line);
    if (text === '') return 'blank';
    if (squashed === '') return 'theirs';
    if (expected >= 0 && squashed.startsWith(text, expected)) {
      expected += text.length;
      return 'ours';
    }
    const found = text.length >= TELLING_CHARS ? squashed.indexOf(text) : -1;
    expected = found < 0 ? -1 : found + text.length;
    return found < 0 ? 'theirs' : 'ours';
  });
}

/** How much of these lines is ours, 0 to 1. */
export function shareOfOurs(origins: readonly LineOrigin[]): number {
  const ours = origins.filter((origin) => origin === 'ours').length;
  const theirs = origins.filter((origin) => origin === 'theirs').length;
  return ours === 0 ? 0 : ours / (ours + theirs);
}
