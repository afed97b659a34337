// The exact phrases of answers by mail, and those that a tenant adds in its own language: whole phrases, never synonyms.
import { foldLookAlikes } from './words.ts';

/** What a phrase of a tenant may stand for. */
export type PhraseVerb = 'sign' | 'approve' | 'acknowledge' | 'decline' | 'withdraw' | 'dispute' | 'status' | 'stop' | 'help';
/** Such as `{ 'ICH UNTERSCHREIBE': 'sign' }`. Upper and lower case are the same. */
export type LocalPhrases = Readonly<Record<string, PhraseVerb>>;

const ENGLISH: Readonly<Record<PhraseVerb, string>> = {
  sign: 'I SIGN',
  approve: 'I APPROVE',
  acknowledge: 'I ACKNOWLEDGE',
  decline: 'DECLINE',
  withdraw: 'WITHDRAW',
  dispute: 'DISPUTE',
  status: 'STATUS',
  stop: 'STOP',
  help: 'HELP',
};
export const ACTS: ReadonlySet<PhraseVerb> = new Set(['sign', 'approve', 'acknowledge']);
/** After these a reason may follow. */
export const REASONED: ReadonlySet<PhraseVerb> = new Set(['decline', 'withdraw', 'dispute']);

const LOOSE_PHRASE = /\bi +(?:sign|approve|acknowledge)\b/i;

export const PHRASES = [
  { form: /^I +SIGN$/i, verb: 'sign' },
  { form: /^(?:I +)?APPROVE$/i, verb: 'approve' },
  { form: /^I +ACKNOWLEDGE$/i, verb: 'acknowledge' },
  { form: /^STATUS$/i, verb: 'status' },
  { form: /^STOP$/i, verb: 'stop' },
  { form: /^HELP$/i, verb: 'help' },
] as const satisfies readonly { form: RegExp; verb: PhraseVerb }[];

/** One trailing mark is punctuation; more, or any other, is not the phrase. */
export function withoutFullStop(line: string): string {
  return line.replace(/ *[.!]$/, '');
}

function folded(text: string): string {
  return text.normalize('NFC').toLowerCase().replace(/ +/g, ' ').trim();
}

export const PHRASE_VERBS: readonly PhraseVerb[] = [
  'sign',
  'approve',
  'acknowledge',
  'decline',
  'withdraw',
  'dispute',
  'status',
  'stop',
  'help',
];

/** What the words mean without any phrase of a tenant. */
export function meansInEnglish(words: string): PhraseVerb | undefined {
  const found = PHRASES.find(({ form }) => form.test(words))?.verb;
  return found ?? PHRASE_VERBS.find((verb) => folded(ENGLISH[verb]) === folded(words));
}

/** A line that is a local phrase, in English; any other line as it is. */
export function inEnglish(line: string, phrases: LocalPhrases): string {
  for (const [phrase, verb] of Object.entries(phrases)) {
    const begins = folded(phrase);
    const rest = folded(line).startsWith(begins) ? folded(line).slice(begins.length) : undefined;
    if (rest === undefined || begins === '') continue;
    if (/^ ?[.!]?$/.test(rest)) return ENGLISH[verb] + rest;
    // The reason as it was typed.
    if (REASONED.has(verb) && /^ ?[:–—-]/.test(rest)) return ENGLISH[verb] + line.slice(line.search(/[:–—-]/));
  }
  return line;
}

/** A phrase that acts, anywhere: a text that holds one beside other words is in doubt. */
export function holdsAct(text: string, phrases: LocalPhrases): boolean {
  if (LOOSE_PHRASE.test(foldLookAlikes(text))) return true;
  const all = folded(text);
  return Object.entries(phrases).some(([phrase, verb]) => ACTS.has(verb) && folded(phrase) !== '' && all.includes(folded(phrase)));
}
