// What an answer by mail means. By mail only the exact phrases act, alone once courtesies are taken away: a condition, a negation,
// a question or a quotation then never has to be recognised, because anything beyond the phrase already means that we ask.
import type { AskReason } from '../answer.ts';
import type { Role } from '../events.ts';
import { canonicalAddress, isAddress, withoutLinkMarks } from './address.ts';
import { tidy, toLines } from './normalise.ts';
import { withoutCourtesies } from './sign-off.ts';
import { changeLines } from './start-lines.ts';
import { foldLookAlikes, holdsDecisionWord, isBareAnswer, wordsOf } from './words.ts';

export type ReplyIntent =
  | { readonly verb: 'sign' | 'approve' | 'status' | 'stop' | 'help' | 'send' }
  | { readonly verb: 'decline'; readonly reason: string }
  | { readonly verb: 'delegate'; readonly to: string; readonly note: string }
  /** `name: null` = everyone whose turn it is. */
  | { readonly verb: 'remind'; readonly name: string | null }
  /** `reason` is empty where none was given: enough to drop a draft, and for the rules to ask for one in a sent envelope. */
  | { readonly verb: 'void'; readonly reason: string }
  /** Lines of the start grammar that change a draft. */
  | { readonly verb: 'change'; readonly lines: readonly string[] }
  | { readonly verb: 'comment'; readonly text: string }
  | { readonly ambiguous: AskReason };

type Reasoned = { readonly reason: string } | { readonly ambiguous: AskReason };
type Body = { readonly first: string; readonly more: string; readonly all: string; readonly lines: readonly string[] };

const PHRASES: readonly { readonly form: RegExp; readonly verb: 'sign' | 'approve' | 'status' | 'stop' | 'help' }[] = [
  { form: /^I +SIGN$/i, verb: 'sign' },
  { form: /^(?:I +)?APPROVE$/i, verb: 'approve' },
  { form: /^STATUS$/i, verb: 'status' },
  { form: /^STOP$/i, verb: 'stop' },
  { form: /^HELP$/i, verb: 'help' },
];
const LOOSE_PHRASE = /\bi +(?:sign|approve)\b/i;
const SENDER_HEAD = /^(?:SEND|CANCEL|VOID|REMIND|STATUS|STOP|HELP)\b/;
const MOST_REASON_CHARS = 500;
const MOST_NAME_WORDS = 4;

/**
 * @param reply what `extractReply` left
 * @param role of the seat whose address was answered; it widens what a sender may say, whether a role may act is for the rules
 * @param names registered name, name in the mail and address: only these may sign off below a phrase
 */
export function readReply(reply: string, role: Role | 'sender', names: readonly string[]): ReplyIntent {
  const text = tidy(toLines(reply));
  const lines = withoutCourtesies(text.split('\n'), names);
  const first = (lines[0] ?? '').trim();
  const body: Body = { first, more: lines.slice(1).join('\n').trim(), all: lines.join('\n'), lines };
  if (first === '') return { ambiguous: 'empty' };
  return phrase(body, role) ?? decline(body) ?? delegate(body) ?? (role === 'sender' ? bySender(body, text) : byRecipient(body, text));
}

/** One trailing mark is punctuation; more, or any other, is not the phrase. */
function withoutFullStop(line: string): string {
  return line.replace(/ *[.!]$/, '');
}

function phrase({ first, lines }: Body, role: Role | 'sender'): ReplyIntent | undefined {
  if (lines.length !== 1) return undefined;
  const line = withoutFullStop(first);
  const found = PHRASES.find(({ form }) => form.test(line));
  if (found) return { verb: found.verb };
  if (role !== 'sender') return undefined;
  if (/^SEND$/i.test(line)) return { verb: 'send' };
  if (/^(?:VOID|CANCEL)$/i.test(line)) return { verb: 'void', reason: '' };
  const remind = /^REMIND(?: +(.+))?$/i.exec(line);
  if (!remind) return undefined;
  const name = remind[1]?.trim() ?? '';
  if (wordsOf(name).length > MOST_NAME_WORDS && !name.includes('@')) return { ambiguous: 'mixed' };
  return { verb: 'remind', name: /^(?:all|everyone)?$/i.test(name) ? null : name };
}

/** Everything after the verb's colon or dash is the reason; inside it no words are looked for but the phrases that would contradict it. */
function withReason({ first, more }: Body, verb: RegExp): Reasoned | undefined {
  const head = verb.exec(first);
  if (!head) return undefined;
  const rest = first.slice(head[0].length);
  const after = /^\s*[:–—-]+\s*/.exec(rest);
  const isAlone = /^\s*[.!]?$/.test(rest);
  if (!after && !isAlone) return { ambiguous: 'mixed' };
  const reason = [after ? rest.slice(after[0].length) : '', more].join('\n').trim();
  if (isAlone && reason !== '') return { ambiguous: 'mixed' };
  if (!/[\p{L}\p{N}]/u.test(reason)) return { ambiguous: 'reason-missing' };
  if (/\?\s*$/m.test(reason)) return { ambiguous: 'unclear' };
  if (LOOSE_PHRASE.test(foldLookAlikes(reason))) return { ambiguous: 'mixed' };
  return { reason: reason.length > MOST_REASON_CHARS ? `${reason.slice(0, MOST_REASON_CHARS - 1).trimEnd()}…` : reason };
}

function decline(body: Body): ReplyIntent | undefined {
  const read = withReason(body, /^DECLINE(?![A-Za-z])/i);
  return read && 'reason' in read ? { verb: 'decline', reason: read.reason } : read;
}

function delegate({ first, more }: Body): ReplyIntent | undefined {
  if (!/^DELEGATE(?![A-Za-z])/i.test(first)) return undefined;
  const parts = /^DELEGATE +TO:? +<?([^\s<>:;,]+?)>?[.,]?(?:\s*[:–—-]\s*(.*))?$/i.exec(withoutLinkMarks(first));
  const to = parts?.[1] ?? '';
  const note = [parts?.[2] ?? '', more].join('\n').trim();
  if (!isAddress(to)) return { ambiguous: 'unclear' };
  // Text below an address without a colon was not announced as a note.
  if ((parts?.[2] === undefined && more !== '') || LOOSE_PHRASE.test(foldLookAlikes(note))) return { ambiguous: 'mixed' };
  return { verb: 'delegate', to: canonicalAddress(to), note };
}

function question({ first, more }: Body): ReplyIntent | undefined {
  const asked = /^QUESTION\s*:\s*(.*)$/i.exec(first);
  if (!asked) return undefined;
  const text = [asked[1] ?? '', more].join('\n').trim();
  return text === '' ? { ambiguous: 'empty' } : { verb: 'comment', text };
}

function byRecipient(body: Body, text: string): ReplyIntent {
  const asked = question(body);
  if (asked) return asked;
  if (body.lines.length > 1 && holdsCommandLine(body)) return { ambiguous: 'mixed' };
  if (isBareAnswer(body.all) || holdsCommandLine(body)) return { ambiguous: 'unclear' };
  return holdsDecisionWord(body.all) ? { ambiguous: 'mixed' } : { verb: 'comment', text };
}

/** A line that would be a command if it stood alone. */
function holdsCommandLine({ lines }: Body): boolean {
  return lines.some((line) => {
    const folded = withoutFullStop(foldLookAlikes(line.trim()));
    return /^(?:status|stop|help|send|cancel|void)$/.test(folded) || PHRASES.some(({ form }) => form.test(folded));
  });
}

function bySender(body: Body, text: string): ReplyIntent {
  const read = withReason(body, /^(?:VOID|CANCEL)(?![A-Za-z])/i);
  if (read) return 'reason' in read ? { verb: 'void', reason: read.reason } : read;
  const asked = question(body);
  if (asked) return asked;
  const changes = changeLines(body.lines);
  if (changes === 'mixed') return { ambiguous: 'mixed' };
  if (changes) return { verb: 'change', lines: changes };
  if (isBareAnswer(body.all)) return { ambiguous: 'unclear' };
  const isShort = wordsOf(body.all).length <= MOST_NAME_WORDS;
  const isHead = SENDER_HEAD.test(body.first) || (isShort && SENDER_HEAD.test(body.first.toUpperCase()));
  if (isHead || holdsCommandLine(body) || LOOSE_PHRASE.test(foldLookAlikes(body.all))) return { ambiguous: 'mixed' };
  return { verb: 'comment', text };
}
