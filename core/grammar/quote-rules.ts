// Where a quotation begins: the heads that mail programs put above it. Knows nothing of our own mails.
import { lineAt } from './match.ts';
import { ATTRIBUTION_STARTS, FROM_LABELS, OTHER_LABELS, SEPARATORS, WROTE } from './quote-words.ts';

/** Lines `from` to `to` (exclusive) head a quotation. An attribution ("… wrote:") is weaker evidence than a separator or a block of headers. */
export type QuoteHead = { readonly from: number; readonly to: number; readonly kind: 'attribution' | 'headers' | 'separator' };

const PREFIX = /^ {0,3}(?:>|\|(?:\s|$)|[A-Z]{1,3}>)/;
/** `<name@` and `>:` on lines of their own: an attribution that was wrapped, not a quoted line. */
const WRAPPED_END = /^> {0,2}(?:[:：]|wrote\b.{0,3}$)/;
const HAS_DATE = /\d{4}|\d{1,2}[:.h]\d{2}|\d{1,2}[./-]\d{1,2}[./-]\d{2}/;
const RULE = /^\s*[_\-=*–—]{5,}\s*$/;
/** An attribution broken by line wrapping rarely takes more lines. */
const MOST_WRAPS = 4;
const MOST_HEADER_LINES = 8;
const MOST_BARE_LABELS = 6;

export function isQuoted(line: string): boolean {
  return PREFIX.test(line) && !WRAPPED_END.test(line);
}

function isSeparator(line: string): boolean {
  // A program of Tencent writes the entities of its formatted part into its plain one.
  const bare = line
    .replaceAll('&nbsp;', ' ')
    .replace(/^[\s\-_*=>–—]+/, '')
    .replace(/[\s\-_*=:：–—]+$/, '');
  if (bare.length === 0 || bare.length > 60) return false;
  const isDecorated = /^\s*[*>]*[-_=–—]{2,}/.test(line) || /[:：]\s*$/.test(line);
  const words = bare.toLowerCase();
  return isDecorated && (SEPARATORS.has(words) || words.startsWith('forwarded by '));
}

/** The name before the colon, in lower case, of a line such as `*From:* x`. */
function labelOf(line: string): string | undefined {
  const colon = line.search(/[:：]/);
  if (colon < 1 || colon > 24) return undefined;
  return line.slice(0, colon).replaceAll('*', '').trim().toLowerCase();
}

/** From plus one more header line close by, or three others. A line wrapped by its sender's program may stand between. */
function headersFrom(lines: readonly string[], at: number): number | undefined {
  const first = labelOf(lineAt(lines, at));
  if (first === undefined || !(FROM_LABELS.has(first) || OTHER_LABELS.has(first))) return undefined;
  let hasFrom = false;
  const seen = new Set<string>();
  let end = at;
  for (let index = at; index < Math.min(lines.length, at + MOST_HEADER_LINES); index += 1) {
    const label = labelOf(lineAt(lines, index));
    if (label === undefined || seen.has(label)) continue;
    if (FROM_LABELS.has(label)) hasFrom = true;
    else if (!OTHER_LABELS.has(label)) continue;
    seen.add(label);
    end = index + 1;
  }
  return (hasFrom && seen.size >= 2) || seen.size >= 4 ? end : undefined;
}

function isAttribution(joined: string, isBeforeQuote: boolean): boolean {
  const text = joined.replace(/^[\s\-–—*_]+/, '');
  if (text.length > 400 || !HAS_DATE.test(text)) return false;
  const lower = text.toLowerCase();
  const endsAsHead = /[:：]$/.test(text) || /(?:wrote|写道|寫道)[\s\-–—]*$/.test(lower);
  if (!endsAsHead || /\b(?:i|we) wrote\b/.test(lower)) return false;
  const hasVerb = WROTE.some((verb) => lower.includes(verb));
  if (lower.includes('@')) return hasVerb || />\s*[)\]]?\s*[:：]$/.test(text) || isBeforeQuote;
  if (isBeforeQuote && /\d{4}/.test(text) && /\d[:.h]\d\d/.test(text)) return true;
  const start = lineAt(lower.split(/[\s,]/, 1), 0);
  return hasVerb && (/^\d|^[^\x00-\x7f]/.test(lower) || ATTRIBUTION_STARTS.has(start));
}

/** A line that can end an attribution, cheaply told from most others. */
function mayEndAttribution(line: string): boolean {
  if (!/[:：\-–—道]\s*$/.test(line)) return false;
  // `signers:` ends no attribution, a wrapped `wrote:` does.
  return !/^\s*[\p{L}]+\s*[:：]$/u.test(line) || WROTE.some((verb) => line.toLowerCase().includes(verb));
}

/** A program that lays links on lines of their own may also leave one blank above the address, which begins no attribution itself. */
function attributionEndingAt(lines: readonly string[], end: number): number | undefined {
  if (!mayEndAttribution(lineAt(lines, end))) return undefined;
  const next = lines.slice(end + 1, end + 3).find((line) => line.trim() !== '');
  const isBeforeQuote = next !== undefined && isQuoted(next);
  let joined = '';
  let wraps = 0;
  for (let from = end; from >= 0 && wraps < MOST_WRAPS; from -= 1) {
    const line = lineAt(lines, from).trim();
    if (line === '' && joined.startsWith('<') && lineAt(lines, from - 1).trim() !== '') continue;
    if (line === '' || (from < end && isQuoted(line))) return undefined;
    wraps += 1;
    joined = from === end ? line : `${line} ${joined}`;
    if (!isAttribution(joined, isBeforeQuote)) continue;
    const above = lineAt(lines, from - 1).trim();
    return isTailOf(above, joined) ? from - 1 : from;
  }
  return undefined;
}

/** What matched may be the second half of a head that was wrapped in the middle of its date. */
function isTailOf(above: string, joined: string): boolean {
  if (/^(?:on|am|le|el|il|op|em)\s.*\d/i.test(above) && !/[!?:]$/.test(above)) return !/^(?:on|am|le|el|il|op|em)\s/i.test(joined);
  const saysWho = /<[^>]*@[^>]*>/.test(above) && WROTE.some((verb) => above.toLowerCase().includes(verb));
  return saysWho && !joined.includes('@');
}

/** All heads above quotations among lines that are not themselves prefixed as quoted, in order. */
export function findQuoteHeads(lines: readonly string[]): QuoteHead[] {
  const heads: QuoteHead[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const line = lineAt(lines, index);
    if (line === '' || isQuoted(line)) continue;
    const head = headAt(lines, index);
    if (!head) continue;
    heads.push(head);
    index = head.to - 1;
  }
  return heads;
}

function headAt(lines: readonly string[], index: number): QuoteHead | undefined {
  const headersEnd = headersFrom(lines, index);
  if (headersEnd !== undefined) return { from: withRuleAbove(lines, index), to: headersEnd, kind: 'headers' };
  if (isSeparator(lineAt(lines, index))) return { from: index, to: labelsBelow(lines, index + 1), kind: 'separator' };
  const start = attributionEndingAt(lines, index);
  return start === undefined ? undefined : { from: start, to: index + 1, kind: 'attribution' };
}

/** Some programs set no colon behind the names of their header lines: who, with an address, then more, up to a blank line. */
function labelsBelow(lines: readonly string[], from: number): number {
  let end = from;
  while (end < from + MOST_BARE_LABELS && lineAt(lines, end).trim() !== '') end += 1;
  const isHead = /^\s*\p{Lu}\p{L}+ .*<[^<>\s]+@[^<>\s]+>\s*$/u.test(lineAt(lines, from)) && lineAt(lines, end).trim() === '';
  return isHead ? end : from;
}

/** Outlook draws a line above its block of headers. */
function withRuleAbove(lines: readonly string[], index: number): number {
  let above = index - 1;
  while (above >= 0 && lineAt(lines, above).trim() === '') above -= 1;
  return above >= 0 && RULE.test(lineAt(lines, above)) ? above : index;
}
