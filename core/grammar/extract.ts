// What a person wrote, out of a mail that quotes ours. This only makes replies understood more often:
// the rule that nothing but an exact phrase acts (reply.ts) is what keeps decisions safe, with or without it.
import { caught, lineAt } from './match.ts';
import { CUT, tidy, toLines } from './normalise.ts';
import { findQuoteHeads, isQuoted } from './quote-rules.ts';
import type { QuoteHead } from './quote-rules.ts';
import { marksOfOurs, originsOf, sentTextOf, shareOfOurs } from './sent-text.ts';
import type { SentText } from './sent-text.ts';
import { signedApart } from './signature.ts';
import { holdsCondition, holdsDecisionWord } from './words.ts';

/** The first line of every mail that asks for an answer. */
export const MARKER = '— Please write your answer above this line —';
const MARKER_LETTERS = 'pleasewriteyouranswerabovethisline';

/**
 * @property text plain text; what a formatted part shows as quoted comes with `> ` before each line
 * @property ownAddresses addresses, or endings such as `@in.example.com`, that only our own mails carry
 * @property sentTexts what we sent this person in this matter, both as text and as text made of the formatted part
 */
export type Incoming = { readonly text: string; readonly ownAddresses: readonly string[]; readonly sentTexts: readonly string[] };
/** @property signature what stood below a delimiter */
export type Extracted = { readonly reply: string; readonly quoteSeen: boolean; readonly signature: string };

type Split = { readonly theirs: string[]; readonly below: readonly string[]; readonly quoteSeen: boolean };
type Context = { readonly isOurHead: (line: string) => boolean; readonly sent: SentText };

const FAITHFUL = 0.8;
const RECOGNISABLE = 0.5;
/** Enough to tell whether a quotation is ours; a mail may hold very many lines that look like heads. */
const MOST_LINES_JUDGED = 12;
const REMARK = /^\W*(?:p\.?s\b|n\.?b\b|note|remark|question|hinweis|anmerkung|frage)/i;
const LABELLED = /^\s*\*?[\p{L} .-]{1,20}\*?\s?[:：]/u;

export function extractReply({ text, ownAddresses, sentTexts }: Incoming): Extracted {
  const sent = sentTextOf(sentTexts);
  const whole = toLines(text);
  const marks = marksOfOurs(whole, sent);
  const lines = whole.filter((line) => !marks.has(line.trim()));
  const own = ownAddresses.map((address) => address.toLowerCase()).filter((address) => address !== '');
  const context: Context = { isOurHead: (line) => isMarker(line) || isHeadWithOwnAddress(line, own), sent };
  const { theirs, below, quoteSeen } = split(lines, context);
  const origins = originsOf(theirs, context.sent);
  const above = signedApart(theirs.filter((_, index) => origins[index] !== 'ours'));
  const isNothingAbove = above.written.every((line) => line.trim() === '');
  const inside = signedApart(writtenInside(below, isNothingAbove, context));
  return {
    reply: tidy([...above.written, ...(inside.written.length > 0 ? ['', ...inside.written] : [])]),
    quoteSeen: quoteSeen || origins.includes('ours'),
    signature: tidy([...above.signature, '', ...inside.signature]),
  };
}

function isMarker(line: string): boolean {
  return line
    .toLowerCase()
    .replace(/[^a-z]/g, '')
    .includes(MARKER_LETTERS);
}

/** In a head (`To: <r-…@…>`, `… <r-…@…> wrote:`), not in a sentence that mentions the address. */
function isHeadWithOwnAddress(line: string, own: readonly string[]): boolean {
  const lower = line.toLowerCase();
  return own.some((address) => lower.includes(address)) && /<[^>]*@|mailto:|[:：]\s*$|^\s*\*?[\p{L} ]{1,16}\*?\s?[:：]/u.test(lower);
}

/** Person's lines, prefixed quotations left out, down to where an unprefixed quotation begins; and what is below. */
function split(lines: readonly string[], context: Context): Split {
  const heads = new Map(findQuoteHeads(lines).map((head) => [head.from, head]));
  const lastOwn = lines.findLastIndex(context.isOurHead);
  const cited = citedAtTop(lines, context);
  const theirs: string[] = lines.slice(0, cited);
  let quoteSeen = cited > 0;
  for (let index = cited; index < lines.length; index += 1) {
    const line = lineAt(lines, index);
    const head = heads.get(index);
    if (isQuoted(line)) quoteSeen = true;
    else if (head && isFollowedByPrefix(lines, head)) {
      quoteSeen = true;
      index = head.to - 1;
    } else if (head && (lastOwn >= head.from || beginsQuotation(lines, head, context)))
      return { theirs, below: lines.slice(head.to), quoteSeen: true };
    else if (context.isOurHead(line)) {
      return { theirs: isMarker(line) ? theirs : withoutBegunHead(theirs), below: lines.slice(index + 1), quoteSeen: true };
    } else theirs.push(line);
  }
  return { theirs, below: [], quoteSeen };
}

/**
 * How many lines at the very top are a citation that the person put there: prefixed, announced by no head, and nothing that we sent.
 * Keeping it can only make us ask.
 */
function citedAtTop(lines: readonly string[], { isOurHead, sent }: Context): number {
  const isWritten = (line: string): boolean => line.trim() !== '';
  if (!isQuoted(lineAt(lines.filter(isWritten), 0))) return 0;
  const after = lines.findIndex((line) => isWritten(line) && !isQuoted(line));
  const end = after < 0 ? lines.length : after;
  if (lines.slice(end).some(isQuoted) || lines.some(isOurHead)) return 0;
  if (findQuoteHeads(lines.map((line) => line.replace(/^[\s>|]+/, ''))).length > 0) return 0;
  return shareOfOurs(originsOf(lines.slice(0, end).filter(isWritten).slice(0, MOST_LINES_JUDGED), sent)) >= RECOGNISABLE ? 0 : end;
}

/** The lines of a head in a language that we do not know, above the one with our address. The person's first lines are never taken for one. */
function withoutBegunHead(theirs: readonly string[]): string[] {
  if (/<\s*$/.test(lineAt(theirs, theirs.length - 1))) return theirs.slice(0, -1);
  const gap = theirs.findLastIndex((line) => line.trim() === '');
  const isHead = theirs.slice(gap + 1).every(isLabelled) && theirs.slice(0, gap + 1).some((line) => line.trim() !== '');
  return isHead ? theirs.slice(0, gap + 1) : [...theirs];
}

/** `Kelle: Acme`; not `DECLINE: clause 4` or `PS: pay first`. */
function isLabelled(line: string): boolean {
  const label = caught(LABELLED.exec(line), 0);
  return label !== '' && !holdsDecisionWord(label) && !holdsCondition(label) && !REMARK.test(label);
}

function isFollowedByPrefix(lines: readonly string[], { to }: QuoteHead): boolean {
  const next = lines.slice(to, to + 4).find((line) => line.trim() !== '');
  return next !== undefined && isQuoted(next);
}

/** When we know what we sent, "… wrote:" above something else may be the person's own sentence; then it stays theirs. */
function beginsQuotation(lines: readonly string[], { kind, to }: QuoteHead, { sent }: Context): boolean {
  // Two lines such as `To: Omar` at the very end quote nothing.
  if (kind === 'headers' && lines.slice(to).every((line) => line.trim() === '')) return false;
  if (kind !== 'attribution' || sent.squashed === '') return true;
  return shareOfOurs(originsOf(lines.slice(to, to + MOST_LINES_JUDGED), sent)) >= RECOGNISABLE;
}

function firstSection(lines: readonly string[]): readonly string[] {
  const next = findQuoteHeads(lines)[0];
  return next ? lines.slice(0, next.from) : lines;
}

/**
 * Words put between or below the lines of our quoted mail. They count when nothing stands above, or when the rest comes back
 * so faithfully that a strange line must be the person's: then "I SIGN" on top is not all that was said.
 */
function writtenInside(below: readonly string[], nothingAbove: boolean, { sent, isOurHead }: Context): string[] {
  if (sent.squashed === '') return [];
  const section = nothingAbove ? below : firstSection(below);
  const origins = originsOf(section, sent);
  if (shareOfOurs(origins) < (nothingAbove ? RECOGNISABLE : FAITHFUL)) return [];
  const heads = findQuoteHeads(section);
  return section.filter((line, index) => {
    const isHead = heads.some(({ from, to }) => index >= from && index < to);
    return origins[index] !== 'ours' && !isHead && !isQuoted(line) && !isOurHead(line) && line !== CUT && !/^\s*<?https?:\/\//.test(line);
  });
}
