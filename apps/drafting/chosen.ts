// Which of the documents a `documents:` line means: by their names, with or without what follows the last dot.
import type { DocumentRef } from '#core/terms.ts';
import { cleanFilename, cleanLine } from '#apps/clean-text.ts';

type Chosen = { readonly documents: readonly DocumentRef[]; readonly problems: readonly string[] };

/** @param names absent: all of them. In the order in which they were attached, which is the order in which they are shown. */
export function chosenFrom(documents: readonly DocumentRef[], names: readonly string[] | undefined): Chosen {
  if (names === undefined) return { documents, problems: [] };
  const isMeant = (name: string) => (one: DocumentRef) => keyOf(one.filename) === keyOf(name) || stemOf(one.filename) === stemOf(name);
  const known = documents.map(({ filename }) => filename).join(', ');
  const strange = names.filter((name) => !documents.some(isMeant(name)));
  return {
    documents: documents.filter((one) => names.some((name) => isMeant(name)(one))),
    problems: strange.map((name) => `“documents” mentions “${cleanLine(name)}”, which is none of the documents (${known}).`),
  };
}

function keyOf(filename: string): string {
  return cleanFilename(filename).normalize('NFC').toLowerCase();
}

function stemOf(filename: string): string {
  return keyOf(filename).replace(/\.[a-z0-9]{1,5}$/, '');
}
