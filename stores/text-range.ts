// Ranges of keys by their UTF-8 bytes. Bytes order code points as their numbers do; JavaScript's own comparison, by UTF-16 units, puts
// everything beyond U+FFFF before U+E000.

/** Negative, zero or positive, as `toSorted` wants it. */
export function compareBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/**
 * The least text, by UTF-8 bytes, that is greater than everything that begins with `prefix`: the last code point that can be raised is
 * raised. Surrogates are no code points. @returns undefined when there is no such text.
 */
export function prefixEnd(prefix: string): string | undefined {
  const points = Array.from(prefix, (char) => char.codePointAt(0) ?? 0);
  while (points.at(-1) === 0x10ffff) points.pop();
  const last = points.pop();
  if (last === undefined) return undefined;
  return String.fromCodePoint(...points, last === 0xd7ff ? 0xe000 : last + 1);
}
