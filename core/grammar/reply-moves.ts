// The exact phrases by which a mail moves a request without deciding it: who is asked, at which address, until when, when to be reminded.
import { canonicalAddress, isAddress, withoutLinkMarks } from './address.ts';
import { caught } from './match.ts';
import { readSpan } from './when.ts';
import type { Span } from './when.ts';
import { wordsOf } from './words.ts';

/** The sender's. `reassign` puts someone else in a place, `correct` mends the address of who is in it. */
export type SenderMove =
  | { readonly verb: 'reassign' | 'correct'; readonly from: string; readonly to: string }
  /** `name: null` = everyone whose message did not arrive or who asks for it. */
  | { readonly verb: 'resend'; readonly name: string | null }
  | { readonly verb: 'extend'; readonly by: Span }
  | { readonly verb: 'resume' };
export type RecipientMove = { readonly verb: 'snooze'; readonly by: Span } | { readonly verb: 'remind-me' };

const MOST_NAME_WORDS = 4;

/** A name of a few words, or an address. */
export function isNameLike(name: string): boolean {
  return name.includes('@') || wordsOf(name).length <= MOST_NAME_WORDS;
}

/** @param line the only line, without its full stop; undefined for anything that is not exactly one of these */
export function senderMove(line: string): SenderMove | undefined {
  if (/^RESUME$/i.test(line)) return { verb: 'resume' };
  const resend = /^RESEND(?: +TO:? +(.+))?$/i.exec(withoutLinkMarks(line));
  const name = bare(caught(resend, 1));
  if (resend && isNameLike(name)) return { verb: 'resend', name: name === '' ? null : name };
  const extend = /^EXTEND +(?:BY +)?(.+)$/i.exec(line);
  const by = readSpan(caught(extend, 1));
  return by ? { verb: 'extend', by } : replacement(withoutLinkMarks(line));
}

function replacement(line: string): SenderMove | undefined {
  const parts = /^(REASSIGN|CORRECT) +(?:FROM +)?(.+?) +TO:? +([^\s,;:]+)$/i.exec(line);
  const from = bare(caught(parts, 2));
  const to = bare(caught(parts, 3));
  if (from === '' || !isNameLike(from) || !isAddress(to)) return undefined;
  const verb = caught(parts, 1).toLowerCase() === 'correct' ? 'correct' : 'reassign';
  return { verb, from: isAddress(from) ? canonicalAddress(from) : from, to: canonicalAddress(to) };
}

export function recipientMove(line: string): RecipientMove | undefined {
  if (/^REMIND +ME(?: +AGAIN)?$/i.test(line)) return { verb: 'remind-me' };
  const snooze = /^SNOOZE +(?:FOR +)?(.+)$/i.exec(line);
  const by = readSpan(caught(snooze, 1));
  return by && { verb: 'snooze', by };
}

function bare(text: string): string {
  return text.replace(/^<|>$/g, '').trim();
}
