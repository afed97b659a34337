// The words in a document's text, or the name of a form field, that ask for something at their place: `{{sign:1}}`, `{{text:2:Job title}}`,
// `/sn1/`.
import type { FieldKind } from '#core/fields.ts';

/** @property who the n-th of those who sign, 1-based @property label '' where nothing is said */
export type Asked = { readonly kind: FieldKind; readonly who: number; readonly label: string; readonly isRequired: boolean };

/** @property at index and length in the text */
export type Anchor = Asked & { readonly name: string; readonly at: number; readonly length: number };

const KINDS: Readonly<Record<string, FieldKind>> = {
  sign: 'signature',
  signature: 'signature',
  initial: 'initials',
  initials: 'initials',
  date: 'date',
  text: 'text',
  check: 'checkbox',
  checkbox: 'checkbox',
  sn: 'signature',
  in: 'initials',
  ds: 'date',
  tx: 'text',
  cb: 'checkbox',
};

/** Programs that set text with wide or uneven spacing leave gaps that read as spaces, also within a word; a line may break anywhere. */
const GAP = '\\s{0,9}';
const gapped = (word: string) => Array.from(word).join(GAP);
const WORDS = ['signature', 'sign', 'initials', 'initial', 'date', 'text', 'checkbox', 'check'].map(gapped).join('|');
const NUMBER = `([1-9]${GAP}\\d?)`;
const [OPEN, CLOSE] = [`\\{${GAP}\\{${GAP}`, `${GAP}\\}${GAP}\\}`];
const LONG = `${OPEN}(${WORDS})${GAP}:${GAP}${NUMBER}${GAP}(?::([^{}]{0,200}?))?(\\?)?${CLOSE}`;
/** Not within a path or an address, which may hold `/in1/` as well; side by side they touch with their strokes. */
const TYPES = '(?:sn|in|ds|tx|cb)';
const SHORT = `(?<![\\w.%~-]|(?<!/${TYPES}\\d{1,2})/)/(sn|in|ds|tx|cb)([1-9]\\d?)/(?![\\w%~-]|/(?!${TYPES}\\d{1,2}/))`;
const ANCHOR = new RegExp(`${LONG}|${SHORT}`, 'gi');
/** As good as surely meant for one, and not read. */
const NEAR = new RegExp(`${OPEN}(?:${WORDS})${GAP}(?:[:;=][^{}]{0,60})?${CLOSE}`, 'gi');

const LONGEST_LABEL = 100;

export function anchorsIn(text: string): Anchor[] {
  return [...text.matchAll(ANCHOR)].flatMap((match) => {
    const asked = askedBy(match);
    return asked ? [{ ...asked, name: nameOf(match), at: match.index, length: match[0].length }] : [];
  });
}

function askedBy([, long, number, label = '', optional, short, shortNumber]: RegExpExecArray): Asked | undefined {
  const kind = KINDS[(long ?? short ?? '').replace(/\s/g, '').toLowerCase()];
  const who = Number((number ?? shortNumber ?? '').replace(/\s/g, ''));
  if (kind === undefined || !(who >= 1)) return undefined;
  return { kind, who, label: labelOf(label), isRequired: optional === undefined };
}

/** As its author wrote it, without gaps. */
function nameOf([words, long, number, label = '', optional = '']: RegExpExecArray): string {
  if (long === undefined || number === undefined) return words;
  const said = labelOf(label);
  return `{{${[long, number].map((part) => part.replace(/\s/g, '')).join(':')}${said === '' ? '' : `:${said}`}${optional}}}`;
}

/** What looks like an anchor and names nobody who signs: `{{sign:Bea}}`. */
export function misreadIn(text: string): string[] {
  const read = anchorsIn(text);
  return [...text.matchAll(NEAR)].filter(({ index }) => read.every(({ at }) => at !== index)).map(([words]) => labelOf(words));
}

/** A form field may bear an anchor as its name, with or without what encloses it. */
export function askedByName(name: string): Asked | undefined {
  const bare = name.trim();
  const [anchor] = [bare, `{{${bare}}}`, `/${bare}/`].flatMap((text) => {
    const [only] = anchorsIn(text);
    return only?.length === text.length ? [only] : [];
  });
  return anchor && { kind: anchor.kind, who: anchor.who, label: anchor.label, isRequired: anchor.isRequired };
}

/** One line for people, without signs that print nothing or turn the text around. */
export function labelOf(text: string): string {
  const line = text
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\s]+/gu, ' ')
    .normalize('NFC')
    .trim();
  return Array.from(line).slice(0, LONGEST_LABEL).join('').trim();
}
