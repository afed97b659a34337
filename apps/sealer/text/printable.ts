// Makes other people's text safe to print: nothing in it may move, hide or reorder what stands there.

/** Signs that are not seen, or that change how others are seen; marks without a letter, and more than three on one. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|(?<=^|\s)\p{M}|(?<=\p{M}{3})\p{M}/gu;
/** Joiners decide how Arabic and Indic letters are written; elsewhere they only hide. */
const JOINED = /[\p{Script=Arabic}\p{Script=Devanagari}]\p{M}*$/u;
/** Japanese names tell variants of one sign apart by an invisible selector (UTS #37). */
const VARIANT = /^[\ufe00-\ufe02\u{e0100}-\u{e01ef}]$/u;

/** Line breaks become spaces; every sign that would not be seen, or not as itself, is spelt out: `‹U+202E›`. */
export function printable(text: string): string {
  const plain = text.normalize('NFC').replace(/\s+/g, ' ').trim();
  return plain.replace(UNSEEN, (sign, at: number) => (isKept(plain, sign, at) ? sign : spelt(sign)));
}

function isKept(text: string, sign: string, at: number): boolean {
  if (sign === '\u200c' || sign === '\u200d')
    return JOINED.test(text.slice(0, at)) && /^[\p{Script=Arabic}\p{Script=Devanagari}]/u.test(text.slice(at + 1));
  return VARIANT.test(sign) && /\p{Script=Han}$/u.test(text.slice(0, at));
}

export function spelt(sign: string): string {
  return `‹${codeOf(sign)}›`;
}

function codeOf(sign: string): string {
  return `U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

const ISOLATE = { start: '\u2068', end: '\u2069' };

/** Printable, and of its own direction: an Arabic name in a German sentence leaves the rest of the sentence in order (UAX #9, FSI). */
export function shown(text: string): string {
  return `${ISOLATE.start}${printable(text)}${ISOLATE.end}`;
}
