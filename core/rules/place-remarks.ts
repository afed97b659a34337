// What a sender is told of places in their documents that nobody fills in.
import type { FoundPlace } from '../fields.ts';

/** A place for which there is no signer. */
export type Placeless = { readonly filename: string; readonly place: FoundPlace };
type About = {
  readonly signers: number;
  readonly documents: number;
  /** Fields beyond the most that an envelope takes. */
  readonly dropped: number;
};

const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh'];
const MOST_NAMED = 3;

/** A sentence for each signer who is missing, and for what names nobody. */
export function remarksOnPlaces(placeless: readonly Placeless[], about: About): readonly string[] {
  const groups = Map.groupBy(placeless, ({ filename, place: { who } }) => JSON.stringify([filename, who]));
  return [...[...groups.values()].flatMap((group) => sentencesOn(group, about)), ...tooMany(about)];
}

/** @param group of one document, for one signer */
function sentencesOn(group: readonly Placeless[], { signers, documents }: About): readonly string[] {
  const places = group.length === 1 ? 'a place' : `${group.length} places`;
  const where = named(group.map(({ place }) => place));
  return group.slice(0, 1).map(({ filename, place: { who } }) => {
    const document = documents === 1 ? 'The document' : `“${filename}”`;
    if (who === undefined) {
      return `${document} has ${places} to fill in without saying by whom (${where}), ${signing(signers)}: nobody is asked to fill in there.`;
    }
    const ordinal = ORDINALS[who - 1];
    const whom = ordinal === undefined ? `signer number ${who}` : `a ${ordinal} signer`;
    return `${document} has ${places} for ${whom} (${where}), but ${called(signers)}.`;
  });
}

function named(places: readonly FoundPlace[]): string {
  const shown = places.slice(0, MOST_NAMED).map(({ name, place: { page } }) => `“${name}”, page ${page}`);
  return [shown.join('; '), ...(places.length > MOST_NAMED ? [`and ${places.length - MOST_NAMED} more`] : [])].join(' ');
}

const NUMBERS = ['none', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

function called(signers: number): string {
  return signers === 1 ? 'only one is named' : `${NUMBERS[signers] ?? signers} ${signers === 0 ? 'is' : 'are'} named`;
}

function signing(signers: number): string {
  return signers === 0 ? 'and nobody is named who signs' : `and ${NUMBERS[signers] ?? signers} people sign`;
}

function tooMany({ dropped }: About): readonly string[] {
  if (dropped === 0) return [];
  const fields = dropped === 1 ? 'the last field is' : `the last ${dropped} fields are`;
  return [`The documents ask for more fields than an envelope can take: ${fields} left out.`];
}
