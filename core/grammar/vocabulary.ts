// The words that are understood: English always, and the writer's language beside it.
import type { AliasTable, AnswerVerb, Keyword } from './aliases/table.ts';
import { DE } from './aliases/de.ts';
import { EN } from './aliases/en.ts';
import type { Verb } from './line-intent.ts';

/** By the first letters of the locale. */
export const ALIAS_TABLES: Readonly<Record<string, AliasTable>> = { en: EN, de: DE };

export type Vocabulary = {
  readonly verbs: ReadonlyMap<string, Verb>;
  readonly answers: ReadonlyMap<string, AnswerVerb>;
  readonly says: (keyword: Keyword, word: string) => boolean;
};

function entriesOf<K extends string>(table: Readonly<Record<K, readonly string[]>>): (readonly [alias: string, meaning: K])[] {
  return (Object.keys(table) as K[]).flatMap((meaning) => table[meaning].map((alias) => [alias, meaning] as const));
}

/** @param locale such as `de-AT`; one that we have no table for is English */
export function vocabularyOf(locale: string | undefined): Vocabulary {
  const [language = ''] = locale?.toLowerCase().split(/[-_]/, 1) ?? [];
  return VOCABULARIES.get(language) ?? ENGLISH;
}

function vocabularyIn(tables: readonly AliasTable[]): Vocabulary {
  return {
    verbs: new Map(tables.flatMap(({ verbs }) => entriesOf(verbs))),
    answers: new Map(tables.flatMap(({ answers }) => entriesOf(answers))),
    says: (keyword, word) => tables.some(({ words }) => words[keyword].includes(word.toLowerCase())),
  };
}

const ENGLISH = vocabularyIn([EN]);
const VOCABULARIES: ReadonlyMap<string, Vocabulary> = new Map(
  Object.entries(ALIAS_TABLES).map(([language, table]) => [language, table === EN ? ENGLISH : vocabularyIn([table, EN])]),
);
