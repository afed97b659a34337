// What a person's answer says: both parts of the mail are read, and they must say the same.
import type { AskReason } from '#core/answer.ts';
import type { Role } from '#core/terms.ts';
import { extractReply } from '#core/grammar/extract.ts';
import { holdsAct, type LocalPhrases } from '#core/grammar/reply-phrases.ts';
import { readReplyIn, type ReplyIntent } from '#core/grammar/reply.ts';
import { originsOf, sentTextOf } from '#core/grammar/sent-text.ts';
import { htmlToText } from './html-text.ts';
import type { Parsed } from '../raw/mime.ts';

export type ReadingInput = {
  readonly mail: Pick<Parsed, 'text' | 'html'>;
  readonly role: Role | 'sender';
  /** By which the writer may sign off. */
  readonly names: readonly string[];
  /** By which the writer may address whoever asks. */
  readonly greeted?: readonly string[];
  /** Of the tenant, beside the English ones. */
  readonly phrases?: LocalPhrases;
  readonly ownAddresses: readonly string[];
  readonly sentTexts: readonly string[];
};
export type Reading = { readonly intent: ReplyIntent; readonly reply: string };

const DECISIVE =
  /\bi\s+sign\b|\bapprove|\bdecline|\bvoid\b|\bcancel|\bsend\b|\bdelegate\b|\bremind\b|\backnowledge\b|\bwithdraw\b|\bdispute\b|\breassign\b|\bresend\b|\bextend\b|\bsnooze\b|\bresume\b/i;

export function readAnswer(input: ReadingInput): Reading {
  const { mail, sentTexts } = input;
  const html = mail.html === undefined ? undefined : htmlToText(mail.html);
  const fromText = mail.text === undefined ? undefined : readPart(input, mail.text);
  const fromHtml = html && readPart(input, html.text);
  const reading = fromText ?? fromHtml;
  if (!reading) return { intent: { ambiguous: 'empty' }, reply: '' };
  const unsure = (why: AskReason): Reading => ({ intent: { ambiguous: why }, reply: reading.reply });
  const isDecisive = (hidden: string): boolean => DECISIVE.test(hidden) || holdsAct(hidden, input.phrases ?? {});
  if (html && isDecisive(html.hidden) && !isOurs(html.hidden, sentTexts)) return unsure('hidden-text');
  if (fromText && fromHtml) return isSame(fromText.intent, fromHtml.intent) ? fromText : unsure('parts-differ');
  // Rules could hide or show what we cannot see, and there is no plain text to compare with.
  if (html?.isRewritten === true && isDecision(reading.intent)) return unsure('hidden-text');
  return reading;
}

function readPart(input: ReadingInput, text: string): Reading {
  const { role, names, greeted = [], phrases = {}, ownAddresses, sentTexts } = input;
  const { reply, signature } = extractReply({ text, ownAddresses, sentTexts });
  return { reply, intent: readReplyIn({ reply, role, names, greeted, phrases, signature }) };
}

function isOurs(text: string, sentTexts: readonly string[]): boolean {
  return originsOf([text], sentTextOf(sentTexts))[0] === 'ours';
}

function isDecision(intent: ReplyIntent): boolean {
  return 'verb' in intent && intent.verb !== 'comment' && intent.verb !== 'status' && intent.verb !== 'help';
}

/** Two comments may differ in their white space; two decisions may not differ at all. */
function isSame(a: ReplyIntent, b: ReplyIntent): boolean {
  if ('ambiguous' in a || 'ambiguous' in b) return !isDecision(a) && !isDecision(b);
  if (a.verb === 'comment' && b.verb === 'comment') return true;
  return squashed(a) === squashed(b);
}

function squashed(intent: ReplyIntent): string {
  return JSON.stringify(intent)
    .replace(/\\n|\s+/g, '')
    .toLowerCase();
}
