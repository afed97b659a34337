// What a language gives to the grammar. Another language is another file of this shape and its line in vocabulary.ts.
import type { ActVerb, ListWhich, Verb } from '../line-intent.ts';

/** Answers that act only as a whole line in a bound thread; dead words everywhere else. */
export type AnswerVerb = ActVerb | 'decline';

type Weekday = 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday' | 'sunday';
export type Keyword =
  | ListWhich
  | Weekday
  | 'greeting'
  | 'please'
  | 'to'
  /** Puts what follows into the step after. */
  | 'next'
  | 'cc'
  | 'by'
  | 'from'
  | 'because'
  | 'and'
  | 'me'
  | 'this'
  | 'last'
  | 'all'
  | 'requests'
  | 'until'
  | 'in'
  | 'here'
  | 'today'
  | 'tomorrow'
  | 'hours'
  | 'days'
  | 'weeks'
  /** Words between a verb that shows something and what it shows: "status of", "where is the". */
  | 'filler';

export type AliasTable = {
  readonly verbs: Readonly<Record<Verb, readonly string[]>>;
  readonly answers: Readonly<Record<AnswerVerb, readonly string[]>>;
  readonly words: Readonly<Record<Keyword, readonly string[]>>;
};
