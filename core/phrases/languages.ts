// The languages that there are. A further one is a folder with the same keys, and a line here.
import { english } from './en/english.ts';
import { german } from './de/german.ts';
import type { Phrases } from './phrases.ts';

const LANGUAGES: readonly Phrases[] = [english, german];

/** @param language BCP 47; `de-AT` is served by `de`, an unknown language by English */
export function phrasesFor(language: string): Phrases {
  const [base] = language.toLowerCase().split('-');
  return LANGUAGES.find((one) => one.language === base) ?? english;
}
