// A line being read: its pieces after the verb, the words known, and in which situation it was said.
import type { Keyword } from './aliases/table.ts';
import type { LineContext, LineDoubt, LineIntent, Verb } from './line-intent.ts';
import type { Token } from './tokens.ts';
import type { Vocabulary } from './vocabulary.ts';

/**
 * @property tokens what comes after the verb
 * @property isAnnounced a colon or comma stood between the verb and what comes after
 * @property isTalk said in a request's thread without addressing us: an ordinary sentence may begin with the word of a command
 * @property isGuarded with a greeting, a "please" or a quotation in front: decisions do not count
 */
export type Speech = {
  readonly line: string;
  readonly verb: Verb;
  readonly word: string;
  readonly isAnnounced: boolean;
  readonly tokens: readonly Token[];
  readonly vocabulary: Vocabulary;
  readonly context: LineContext;
  readonly isTalk: boolean;
  readonly isGuarded: boolean;
};

/** Without what ends a sentence. */
export function wordAt({ tokens }: Speech, at: number): string {
  const token = tokens[at];
  return token?.kind === 'word' ? token.text.replace(/[.!?]+$/, '') : '';
}

export function says(speech: Speech, at: number, keyword: Keyword): boolean {
  return speech.vocabulary.says(keyword, wordAt(speech, at));
}

export function isMark({ tokens }: Speech, at: number, form: RegExp): boolean {
  const token = tokens[at];
  return token?.kind === 'mark' && form.test(token.text);
}

export function isEnd({ tokens }: Speech, at: number): boolean {
  return at >= tokens.length;
}

/** As it was typed, from one piece up to another. */
export function textFrom({ line, tokens }: Speech, at: number, to = tokens.length): string {
  const from = tokens[at];
  return from === undefined ? '' : line.slice(from.start, tokens[to]?.start).trim();
}

export function doubt(speech: Speech, ambiguous: LineDoubt, text = speech.line): LineIntent {
  return { ambiguous, text, suggestions: [speech.verb] };
}

/** Words that this command has no place for. In talk they show that it was none. */
export function leftOver(speech: Speech, at: number): LineIntent {
  return speech.isTalk ? { unknown: speech.line, suggestions: [speech.verb] } : doubt(speech, 'extra', textFrom(speech, at));
}
