// One line of the product's language: `/sign …` in Slack, `/sign …` or a mention in Teams, a command line of a mail.
// Above all: a decision counts only when it is all that is said. With anything beside it, it is in doubt and we ask.
import { addressed } from './addressed.ts';
import { readComment, readDelegate, readReasoned, readRemind, readReplace, readResend, readTimed } from './line-forms.ts';
import type { LineContext, LineIntent, Verb } from './line-intent.ts';
import { readAct, readBare, readHelp, readList, readLook, readTemplates } from './line-looks.ts';
import { readSend } from './line-send.ts';
import { caught } from './match.ts';
import { isEnd, type Speech } from './speech.ts';
import { suggestionsFor } from './suggest.ts';
import { idsAt } from './target.ts';
import { tokensOf } from './tokens.ts';
import { vocabularyOf } from './vocabulary.ts';
import { holdsDecisionWord, isBareAnswer } from './words.ts';

/** A verb ends at a blank, a mark or the end: "sign-off" and "checklist" are other words. */
const HEAD = /^(\?|[\p{L}\p{M}]+)(?=[\s:,.!?]|$)([.!?]*)( ?[:,])?/u;

type Said = Omit<Speech, 'verb' | 'word' | 'isAnnounced' | 'tokens'>;

export function parseLine(text: string, context: LineContext): LineIntent {
  const vocabulary = vocabularyOf(context.locale);
  const { line, isToUs, isGuarded } = addressed(text, { vocabulary, bots: context.bots ?? [] });
  const isBound = context.thread === 'bound';
  const said: Said = { line, context, vocabulary, isGuarded, isTalk: isBound && !isToUs };
  if (line === '') return said.isTalk ? { unknown: '', suggestions: [] } : { verb: 'home' };
  return wholeLine(said) ?? command(said) ?? unclear(said);
}

/** "ok", "yes", "no": answers to the request of the thread, dead words without one. One full stop changes nothing. */
function wholeLine({ line, vocabulary, context, isGuarded }: Said): LineIntent | undefined {
  const verb = vocabulary.answers.get(line.toLowerCase().replace(/ ?[.!]$/, ''));
  if (verb === undefined) return undefined;
  if (isGuarded) return { ambiguous: 'approval', text: line, suggestions: [verb] };
  if (context.thread === 'none') return { ambiguous: 'no-thread', text: line, suggestions: [verb] };
  const target = { kind: 'this' } as const;
  return verb === 'decline' ? { verb, target, reason: '' } : { verb, target, words: line };
}

function command(said: Said): LineIntent | undefined {
  const head = HEAD.exec(said.line);
  const word = caught(head, 1).toLowerCase();
  const verb = said.vocabulary.verbs.get(word);
  if (verb === undefined) return anIdAlone(said);
  const isAnnounced = caught(head, 3) !== '';
  const speech: Speech = { ...said, verb, word, isAnnounced, tokens: tokensOf(said.line, caught(head, 0).length) };
  const isAsked = caught(head, 2).includes('?') || (said.line.endsWith('?') && !FREE_TEXT.has(verb));
  // "Please decline" in a thread asks somebody else to.
  const isRequest = said.isTalk && said.isGuarded;
  if ((isAsked || isRequest) && !HARMLESS.has(verb))
    return { ambiguous: isAct(verb) ? 'approval' : 'question', text: said.line, suggestions: [verb] };
  return readAfter(speech);
}

/** Whoever asks for these may have them. */
const HARMLESS: ReadonlySet<Verb> = new Set([
  'status',
  'list',
  'why',
  'templates',
  'verify',
  'download',
  'settings',
  'link',
  'help',
  'comment',
]);

/** May end with a question mark of its own. */
const FREE_TEXT: ReadonlySet<Verb> = new Set(['send', 'decline', 'void', 'withdraw', 'dispute', 'delegate', 'reassign', 'correct']);

function isAct(verb: Verb): boolean {
  return verb === 'sign' || verb === 'approve' || verb === 'acknowledge';
}

function readAfter(speech: Speech): LineIntent {
  const { verb } = speech;
  switch (verb) {
    case 'sign':
    case 'approve':
    case 'acknowledge':
      return readAct(speech, verb);
    case 'decline':
    case 'void':
    case 'withdraw':
    case 'dispute':
      return readReasoned(speech, verb);
    case 'send':
      return readSend(speech);
    case 'comment':
      return readComment(speech);
    case 'delegate':
      return readDelegate(speech);
    case 'reassign':
    case 'correct':
      return readReplace(speech, verb);
    case 'remind':
      return readRemind(speech);
    case 'resend':
      return readResend(speech);
    case 'snooze':
    case 'extend':
      return readTimed(speech, verb);
    case 'list':
      return readList(speech);
    case 'templates':
      return readTemplates(speech);
    case 'settings':
    case 'link':
      return readBare(speech, verb);
    case 'help':
      return readHelp(speech);
    case 'status':
    case 'why':
    case 'download':
    case 'verify':
    case 'mute':
    case 'resume':
    case 'share':
      return readLook(speech, verb);
  }
}

/** An id and nothing else asks how it stands. */
function anIdAlone(said: Said): LineIntent | undefined {
  const speech: Speech = { ...said, verb: 'status', word: '', isAnnounced: false, tokens: tokensOf(said.line, 0) };
  const found = idsAt(speech, 0);
  if (!found || (!('mistyped' in found) && !isEnd(speech, found.next))) return undefined;
  if ('mistyped' in found) return { ambiguous: 'id-check', text: found.mistyped, suggestions: ['status'] };
  return { verb: 'status', target: found.target };
}

/** A decision in other words is asked about; what is nearly a command is offered; the rest is no command. */
function unclear({ line, vocabulary }: Said): LineIntent {
  const inDoubt: LineIntent = { ambiguous: 'approval', text: line, suggestions: [] };
  if (holdsDecisionWord(line)) return inDoubt;
  const suggestions = suggestionsFor(caught(/^[\p{L}\p{M}]+/u.exec(line), 0), vocabulary);
  return suggestions.length === 0 && isBareAnswer(line) ? inDoubt : { unknown: line, suggestions };
}
