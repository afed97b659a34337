// Makes other people's text safe to print on a certificate: nothing in it may move, hide or reorder what stands there.
import type { Instant } from '#core/time.ts';

/** What Noto Sans can show: Latin, Greek, Cyrillic, punctuation, currency. */
const SHOWN =
  /[ -~\u00a0-\u00ac\u00ae-\u052f\u1e00-\u1fff\u2010-\u2027\u2030-\u205e\u2070-\u209c\u20a0-\u20bf\u2103\u2113\u2116\u2120-\u2122\u2190-\u2193\u2212]/;

/** Line breaks become spaces; every other sign that would not be seen, or not as itself, is spelt out: `‹U+202E›`. */
export function printable(text: string): string {
  const spaced = text.normalize('NFC').replace(/\s+/g, ' ').trim();
  return Array.from(spaced, (char) =>
    SHOWN.test(char) ? char : `‹U+${char.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}›`,
  ).join('');
}

const MONTHS = 'January February March April May June July August September October November December'.split(' ');

/** `24 November 2026, 18:20:00 UTC` */
export function utc(at: Instant): string {
  const [year = '', month = '', day = ''] = at.slice(0, 10).split('-');
  return `${Number(day)} ${MONTHS[Number(month) - 1] ?? ''} ${year}, ${at.slice(11, 19)} UTC`;
}

/** A fingerprint in two lines of four groups, which the eye can compare. */
export function grouped(hash: string): string {
  return hash.replace(/(.{8})(?=.)/g, '$1 ').replace(/^(.{35}) /, '$1\n');
}

export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
