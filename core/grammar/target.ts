// Which request a line is about: ids with their check character, "this", "last", or a title in quotation marks.
import { parseEnvelopeId, type EnvelopeId } from '../ids.ts';
import type { Target } from './line-intent.ts';
import { isEnd, isMark, says, wordAt, type Speech } from './speech.ts';

/** @property next the piece after the target */
export type FoundTarget = { readonly target: Target; readonly next: number } | { readonly mistyped: string };

/** With `CS-` or `#CS` in front, or ten characters, or five and five; these are ids also when their check character says no. */
const MARKED = /^#?CS-[0-9A-Z]+(?:-[0-9A-Z]+)*$/i;
const BARE = /^#?(?:CS)?[0-9A-Z]{5}-?[0-9A-Z]{5}$/i;
const MOST_IDS = 20;

/** "standard" and "department" are base32 too, so without the mark in front an id must hold a digit. */
function idAt(speech: Speech, at: number): EnvelopeId | { readonly mistyped: string } | undefined {
  const word = wordAt(speech, at);
  const hasDigit = /\d/.test(word);
  const isMarked = MARKED.test(word);
  if (!isMarked && !(BARE.test(word) && hasDigit)) return undefined;
  const id = parseEnvelopeId(word);
  // "CS-team" is neither long enough nor numbered: a word.
  if (id === undefined && !hasDigit && !BARE.test(word.replace(/^#?CS-/i, ''))) return undefined;
  return id ?? { mistyped: word };
}

export function idsAt(speech: Speech, from: number): FoundTarget | undefined {
  const ids: EnvelopeId[] = [];
  let next = from;
  for (let at = from; ids.length < MOST_IDS; at = next + 1) {
    const id = idAt(speech, at);
    if (id === undefined) break;
    if (typeof id === 'object') return id;
    ids.push(id);
    next = at + 1;
    if (!isMark(speech, next, /^[,&]$/) && !says(speech, next, 'and')) break;
  }
  return ids.length === 0 ? undefined : { target: { kind: 'ids', ids }, next };
}

/**
 * "this" and "last" begin a sentence as often as they point at a request ("decline this is wrong"),
 * so they count only where nothing follows that they could be part of.
 */
export function targetAt(speech: Speech, at: number, mayFollow: (at: number) => boolean): FoundTarget | undefined {
  const ids = idsAt(speech, at);
  if (ids) return ids;
  const token = speech.tokens[at];
  if (token?.kind === 'quoted') return { target: { kind: 'title', title: token.text.trim() }, next: at + 1 };
  const kind = says(speech, at, 'this') ? 'this' : says(speech, at, 'last') ? 'last' : undefined;
  if (kind === undefined || !(isEnd(speech, at + 1) || mayFollow(at + 1))) return undefined;
  return { target: { kind }, next: at + 1 };
}

/** What a thread is about, when nothing else is said. */
export function targetOfThread({ context }: Speech): Target | null {
  return context.thread === 'bound' ? { kind: 'this' } : null;
}
