// What an answer by mail means. By mail only the exact phrases act, alone once courtesies are taken away: a condition, a negation,
// a question or a quotation then never has to be recognised, because anything beyond the phrase already means that we ask.
import type { AskReason } from '../answer.ts';
import type { Role } from '../terms.ts';
import { canonicalAddress, isAddress, withoutLinkMarks } from './address.ts';
import { caught, lineAt } from './match.ts';
import { tidy, toLines } from './normalise.ts';
import { isNameLike, recipientMove, senderMove, type RecipientMove, type SenderMove } from './reply-moves.ts';
import { holdsAct, inEnglish, PHRASES, withoutFullStop, type LocalPhrases, type PhraseVerb } from './reply-phrases.ts';
import { isOwnSignature, withoutCourtesies } from './sign-off.ts';
import { changeLines } from './start-lines.ts';
import { foldLookAlikes, holdsDecisionWord, isBareAnswer, wordsOf } from './words.ts';

export type ReplyIntent =
  | { readonly verb: PhraseAlone | 'send' }
  | { readonly verb: 'decline' | 'dispute'; readonly reason: string }
  /** A recipient takes back their own act; a reason is welcome, not needed. */
  | { readonly verb: 'withdraw'; readonly reason: string }
  | SenderMove
  | RecipientMove
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
type PhraseAlone = Exclude<PhraseVerb, 'decline' | 'withdraw' | 'dispute'>;
type Body = {
  readonly first: string;
  readonly more: string;
  readonly all: string;
  readonly lines: readonly string[];
  readonly holdsAct: (text: string) => boolean;
};

/**
 * @property reply what `extractReply` left
 * @property role of the seat whose address was answered; it widens what may be said, whether a role may act is for the rules
 * @property names registered name, name in the mail and address: only these may sign off below a phrase
 * @property phrases that the tenant adds to the English ones
 */
export type ReplyInput = {
  readonly reply: string;
  readonly role: Role | 'sender';
  readonly names: readonly string[];
  readonly phrases: LocalPhrases;
  /** Names by which the writer may address whoever asks, without a word of greeting. */
  readonly greeted?: readonly string[];
  /** What `extractReply` took away below a delimiter. */
  readonly signature?: string;
};

const SENDER_HEAD = /^(?:SEND|CANCEL|VOID|REMIND|STATUS|STOP|HELP|REASSIGN|RESEND|EXTEND|RESUME|WITHDRAW|DISPUTE|SNOOZE)\b/;
/** Only in capitals: "correct, thank you" is an answer. */
const CORRECT_HEAD = /^CORRECT\b/;
const COMMAND_ALONE = /^(?:status|stop|help|send|cancel|void|withdraw|dispute|snooze|resend|resume)$/;
const MOST_REASON_CHARS = 500;
const SHORT_WORDS = 4;

/** In English alone. */
export function readReply(reply: string, role: Role | 'sender', names: readonly string[]): ReplyIntent {
  return readReplyIn({ reply, role, names, phrases: {} });
}

export function readReplyIn(input: ReplyInput): ReplyIntent {
  const intent = intentOf(input);
  const decides = 'verb' in intent && intent.verb !== 'comment';
  return decides && !isOwnSignature(input.signature ?? '', input.names) ? { ambiguous: 'mixed' } : intent;
}

function intentOf({ reply, role, names, phrases, greeted = [] }: ReplyInput): ReplyIntent {
  const text = tidy(toLines(reply));
  const lines = withoutCourtesies(text.split('\n'), { names, greeted }).map((line) => inEnglish(line, phrases));
  const first = lineAt(lines, 0).trim();
  const more = lines.slice(1).join('\n').trim();
  const body: Body = { first, more, all: lines.join('\n'), lines, holdsAct: (some) => holdsAct(some, phrases) };
  if (first === '') return { ambiguous: 'empty' };
  return (
    phrase(body, role) ??
    reasoned(body, { verb: 'decline', form: /^DECLINE(?![A-Za-z])/i }) ??
    delegate(body) ??
    (role === 'sender' ? bySender(body, text) : byRecipient(body, text))
  );
}

function phrase({ first, lines }: Body, role: Role | 'sender'): ReplyIntent | undefined {
  if (lines.length !== 1) return undefined;
  const line = withoutFullStop(first);
  const found = PHRASES.find(({ form }) => form.test(line));
  if (found) return { verb: found.verb };
  if (role !== 'sender') return recipientMove(line);
  if (/^SEND$/i.test(line)) return { verb: 'send' };
  if (/^(?:VOID|CANCEL)$/i.test(line)) return { verb: 'void', reason: '' };
  const remind = /^REMIND(?: +(.+))?$/i.exec(line);
  if (!remind) return senderMove(line);
  const name = caught(remind, 1).trim();
  if (!isNameLike(name)) return { ambiguous: 'mixed' };
  return { verb: 'remind', name: /^(?:all|everyone)?$/i.test(name) ? null : name };
}

/** Everything after the verb's colon or dash is the reason; inside it no words are looked for but the phrases that would contradict it. */
function withReason({ first, more, holdsAct }: Body, verb: RegExp): Reasoned | undefined {
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
  if (holdsAct(reason)) return { ambiguous: 'mixed' };
  return { reason: reason.length > MOST_REASON_CHARS ? `${reason.slice(0, MOST_REASON_CHARS - 1).trimEnd()}…` : reason };
}

function reasoned(body: Body, { verb, form }: { verb: 'decline' | 'dispute' | 'withdraw'; form: RegExp }): ReplyIntent | undefined {
  const read = withReason(body, form);
  return read && 'reason' in read ? { verb, reason: read.reason } : read;
}

function withdraw(body: Body): ReplyIntent | undefined {
  if (body.lines.length === 1 && /^WITHDRAW *[.!]?$/i.test(body.first)) return { verb: 'withdraw', reason: '' };
  return reasoned(body, { verb: 'withdraw', form: /^WITHDRAW(?![A-Za-z])/i });
}

function delegate({ first, more, holdsAct }: Body): ReplyIntent | undefined {
  if (!/^DELEGATE(?![A-Za-z])/i.test(first)) return undefined;
  const parts = /^DELEGATE +TO:? +<?([^\s<>:;,]+?)>?[.,]?(?:\s*[:–—-]\s*(.*))?$/i.exec(withoutLinkMarks(first));
  const to = caught(parts, 1);
  const note = [caught(parts, 2), more].join('\n').trim();
  if (!isAddress(to)) return { ambiguous: 'unclear' };
  // Text below an address without a colon was not announced as a note.
  if ((parts?.[2] === undefined && more !== '') || holdsAct(note)) return { ambiguous: 'mixed' };
  return { verb: 'delegate', to: canonicalAddress(to), note };
}

function question({ first, more }: Body): ReplyIntent | undefined {
  const asked = /^QUESTION\s*:\s*(.*)$/i.exec(first);
  if (!asked) return undefined;
  const text = [caught(asked, 1), more].join('\n').trim();
  return text === '' ? { ambiguous: 'empty' } : { verb: 'comment', text };
}

function byRecipient(body: Body, text: string): ReplyIntent {
  const read = withdraw(body) ?? reasoned(body, { verb: 'dispute', form: /^DISPUTE(?![A-Za-z])/i }) ?? question(body);
  if (read) return read;
  if (/^SNOOZE\b/i.test(body.first) || (body.lines.length > 1 && holdsCommandLine(body))) return { ambiguous: 'mixed' };
  if (isBareAnswer(body.all) || holdsCommandLine(body)) return { ambiguous: 'unclear' };
  return holdsDecisionWord(body.all) || body.holdsAct(body.all) ? { ambiguous: 'mixed' } : { verb: 'comment', text };
}

/** A line that would be a command if it stood alone. */
function holdsCommandLine({ lines }: Body): boolean {
  return lines.some((line) => {
    const folded = withoutFullStop(foldLookAlikes(line.trim()));
    return COMMAND_ALONE.test(folded) || PHRASES.some(({ form }) => form.test(folded));
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
  const isShort = wordsOf(body.all).length <= SHORT_WORDS;
  const isHead = SENDER_HEAD.test(body.first) || (isShort && SENDER_HEAD.test(body.first.toUpperCase())) || CORRECT_HEAD.test(body.first);
  if (isHead || holdsCommandLine(body) || body.holdsAct(body.all)) return { ambiguous: 'mixed' };
  return { verb: 'comment', text };
}
