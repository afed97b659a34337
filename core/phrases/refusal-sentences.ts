// A refusal in a language: one sentence or two for each code.
import type { Refusal, RefusalCode } from '../refusal.ts';
import type { When } from './when.ts';

/** Who hears it: the same rule speaks to a sender about someone, and to a recipient about themselves. */
export type Hearing = { readonly when: When; readonly isSender: boolean };
export type RefusalSentences = { readonly [C in RefusalCode]: (refusal: Extract<Refusal, { code: C }>, hearing: Hearing) => string };
/** Of fields: they stand together, apart from the others. */
export type FieldRefusals = Pick<
  RefusalSentences,
  | 'too-many-fields'
  | 'field-misplaced'
  | 'field-for-nobody'
  | 'unknown-field'
  | 'entry-missing'
  | 'entry-unreadable'
  | 'entry-too-long'
  | 'entries-too-large'
>;

export function refusalSentence(sentences: RefusalSentences, refusal: Refusal, hearing: Hearing): string {
  // Each sentence takes its own member of the union; the table's type guarantees the pair, which TypeScript cannot follow here.
  const sentence = sentences[refusal.code] as (refusal: Refusal, hearing: Hearing) => string;
  return sentence(refusal, hearing);
}
