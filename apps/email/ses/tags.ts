// Which message of ours an event of Amazon SES is about: carried by message tags, whose values SES holds to `[A-Za-z0-9_.@-]`.
// Other characters travel as a full stop and two hexadecimal digits for each of their UTF-8 bytes.

const MOST_CHARS = 256;

export function tagValue(text: string): string {
  const escaped = Array.from(text, (char) => (/^[A-Za-z0-9_-]$/.test(char) ? char : hexOf(char))).join('');
  if (escaped.length <= MOST_CHARS) return escaped;
  throw new Error(`Could not send by Amazon SES: a message tag would take ${escaped.length} characters of ${MOST_CHARS}. Use shorter ids.`);
}

/** @returns undefined for a value that `tagValue` does not write */
export function tagText(value: string): string | undefined {
  if (!/^(?:[A-Za-z0-9_-]|\.[0-9a-f]{2})*$/.test(value)) return undefined;
  const bytes = Array.from(value.matchAll(/\.([0-9a-f]{2})|[^.]/g), ([char, hex]) =>
    hex === undefined ? char.charCodeAt(0) : parseInt(hex, 16),
  );
  return Buffer.from(bytes).toString('utf8');
}

function hexOf(char: string): string {
  return Array.from(Buffer.from(char, 'utf8'), (byte) => `.${byte.toString(16).padStart(2, '0')}`).join('');
}
