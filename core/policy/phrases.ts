// Which phrases a tenant may add to those that act by mail: whole phrases that nobody writes by chance, or means otherwise.
import type { Json } from '../canonical.ts';
import { meansInEnglish, PHRASE_VERBS, REASONED, ACTS } from '../grammar/reply-phrases.ts';
import { isCourtesy } from '../grammar/sign-off.ts';
import { holdsCondition, isSmallTalk, wordsOf } from '../grammar/words.ts';

const MOST_PHRASES = 30;
const MOST_WORDS = 6;
/** Of a script that sets no blanks between words. */
const LEAST_UNSPACED = 4;

export const PHRASES_SAY =
  `at most ${MOST_PHRASES} phrases with what each stands for (${PHRASE_VERBS.join(', ')}), such as {"ICH UNTERSCHREIBE": "sign"}: letters ` +
  `alone, two to ${MOST_WORDS} words for a decision, no greeting, no condition, and nothing like “yes” or “ok”`;

export function areLocalPhrases(value: Json): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const entries = Object.entries(value);
  return entries.length <= MOST_PHRASES && entries.every(([phrase, verb]) => isLocalPhrase(phrase, verb));
}

function isLocalPhrase(phrase: string, meaning: Json | undefined): boolean {
  const verb = PHRASE_VERBS.find((one) => one === meaning);
  if (verb === undefined || !/^[\p{L}\p{M}]+(?: [\p{L}\p{M}]+)*$/u.test(phrase)) return false;
  if (isSmallTalk(phrase) || isCourtesy(phrase) || (ACTS.has(verb) && holdsCondition(phrase))) return false;
  const english = meansInEnglish(phrase);
  if (english !== undefined && english !== verb) return false;
  const words = wordsOf(phrase).length;
  const isDecision = ACTS.has(verb) || REASONED.has(verb);
  return words <= MOST_WORDS && (!isDecision || words >= 2 || isUnspaced(phrase));
}

function isUnspaced(phrase: string): boolean {
  return phrase.length >= LEAST_UNSPACED && /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]+$/u.test(phrase);
}
