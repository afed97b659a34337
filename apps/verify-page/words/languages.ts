// The languages in which a check of a PDF is told. A further one is a file with the same keys, one with what the checks say, and a line here.
import { german } from './de.ts';
import { english } from './en.ts';
import { FINDINGS_DE } from './findings-de.ts';
import { catalogue, type Translated } from './translated.ts';

type Plain<T> = T extends (...given: infer Given) => string
  ? (...given: Given) => string
  : T extends string
    ? string
    : { readonly [Key in keyof T]: Plain<T[Key]> };

export type Words = Plain<typeof english>;
export type Language = {
  readonly words: Words;
  /** What a check says in English, in this language. */
  readonly told: Translated;
};

export const ENGLISH: Language = { words: english, told: (text) => text };
export const LANGUAGES: readonly Language[] = [ENGLISH, { words: german, told: catalogue(FINDINGS_DE) }];

/** @param wanted BCP 47, the most wanted first; `de-AT` is served by `de` */
export function languageFor(wanted: readonly string[]): Language {
  const bases = wanted.map((one) => one.toLowerCase().split('-')[0]);
  return bases.flatMap((base) => LANGUAGES.filter(({ words }) => words.language === base))[0] ?? ENGLISH;
}
