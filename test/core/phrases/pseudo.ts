// A language that nobody speaks: every letter of a phrase becomes one letter, what was put into it stays, and all is longer than English.
// Whatever a view then still says in words is not from the phrases.
import { english } from '#core/phrases/en/english.ts';
import type { Phrases } from '#core/phrases/phrases.ts';

export const LETTER = 'ẋ';
/** Arguments by which a phrase chooses its words, and which it does not show. */
const KEYS = new Set(['as', 'act', 'rule', 'role', 'code', 'status', 'needs', 'documentClass', 'delegation', 'kind']);

export function pseudo(): Phrases {
  return disguised(english) as Phrases;
}

function disguised(value: unknown): unknown {
  if (typeof value === 'string') return spoken(value, []);
  if (typeof value === 'function') return (...args: unknown[]) => said(Reflect.apply(value, undefined, args), shownIn(args));
  if (Array.isArray(value)) return value.map(disguised);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, disguised(inner)]));
}

/** Some phrases give several texts at once. */
function said(result: unknown, shown: readonly string[]): unknown {
  if (typeof result === 'string') return spoken(result, shown);
  if (typeof result !== 'object' || result === null) return result;
  return Object.fromEntries(Object.entries(result).map(([key, inner]) => [key, said(inner, shown)]));
}

function spoken(text: string, shown: readonly string[]): string {
  const pieces = shown.reduce<readonly string[]>(
    (parts, one) =>
      parts.flatMap((part) =>
        shown.includes(part) ? [part] : part.split(one).flatMap((piece, at) => (at === 0 ? [piece] : [one, piece])),
      ),
    [text],
  );
  const words = pieces.map((piece) => (shown.includes(piece) ? piece : piece.replace(/\p{L}/gu, LETTER)));
  return `⟦${words.join('')}${'~'.repeat(Math.ceil(text.length * 0.4))}⟧`;
}

function shownIn(args: readonly unknown[]): string[] {
  const found = args.flatMap((arg) => stringsIn(arg, ''));
  return [...new Set(found)].filter((one) => /\p{L}/u.test(one)).toSorted((a, b) => b.length - a.length);
}

function stringsIn(value: unknown, key: string): string[] {
  if (typeof value === 'string') return KEYS.has(key) ? [] : [value];
  if (Array.isArray(value)) return value.flatMap((one) => stringsIn(one, key));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => stringsIn(inner, name));
}
