// Other people's text, made safe to read: without characters that turn the order of what follows, hide it, or ring a bell.

/** Bidirectional overrides and isolates (U+202A–202E, U+2066–2069), marks, zero-width characters, and controls but tab and line feed. */
const MISLEADING = /[\u202a-\u202e\u2066-\u2069\u200b\u200e\u200f\u2060\ufeff\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

export function tidy(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(MISLEADING, '');
}
