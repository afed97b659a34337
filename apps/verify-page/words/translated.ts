// Sentences of the checks in another language, looked up in a message catalogue. What is in none stays as it is: an English sentence is
// worth more than none.
export type Translated = (text: string) => string;

type Entry = { readonly form: RegExp; readonly parts: readonly string[] };

/** @param entries as English, as the other language; `{}` is what they have in common */
export function catalogue(entries: readonly (readonly [string, string])[]): Translated {
  const known = entries.map(([english, other]): Entry => ({ form: formOf(english), parts: other.split('{}') }));

  /** @returns undefined for what is not in it */
  function one(sentence: string): string | undefined {
    for (const { form, parts } of known) {
      const found = form.exec(sentence);
      // What a sentence is about may be a sentence itself, such as why a signature does not hold.
      if (found) return parts.map((part, at) => `${part}${at < parts.length - 1 ? given(found[at + 1]) : ''}`).join('');
    }
    return undefined;
  }

  function given(value = ''): string {
    return one(value) ?? value;
  }

  return (text) =>
    one(text) ??
    sentencesIn(text)
      .map((sentence) => given(sentence))
      .join(' ');
}

function formOf(english: string): RegExp {
  return new RegExp(
    `^${english
      .split('{}')
      .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('(.+?)')}$`,
    's',
  );
}

function sentencesIn(text: string): readonly string[] {
  return text.split(/(?<=\.) (?=\p{Lu})/u);
}
