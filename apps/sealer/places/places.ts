// Where a document asks for signatures, dates and the like, and what its sender should know about that.
import type { PDF } from '@libpdf/core';
import type { FoundPlace } from '#core/fields.ts';
import { placesOfAnchors, type AnchorPlaces } from './anchor-places.ts';

export type Places = { readonly places: readonly FoundPlace[]; readonly remarks: readonly string[] };

/** Each is a line of the record; a contract to be initialled on every page of a thick annex is the most that is meant. */
const MOST_PLACES = 200;

type Document = {
  readonly file: Uint8Array;
  readonly pdf: PDF;
  /** Places of its form. */
  readonly form: readonly FoundPlace[];
  /** Nothing may be put on the pages of one that is signed already. */
  readonly isSigned: boolean;
};

export async function placesIn({ file, pdf, form, isSigned }: Document): Promise<Places> {
  const anchors = await placesOfAnchors(file, pdf);
  const found = [...(isSigned ? anchors.places.map(uncovered) : anchors.places), ...form];
  const places = found.slice(0, MOST_PLACES).toSorted((one, other) => one.place.page - other.place.page);
  const tooMany =
    found.length > MOST_PLACES
      ? [`It has ${found.length} places to fill in; the first ${MOST_PLACES} are asked for, the others stay empty.`]
      : [];
  return { places, remarks: [...remarksOn(places), ...misreadIn(anchors), ...unreadOf(anchors, pdf), ...tooMany] };
}

function uncovered({ covers: _, ...place }: FoundPlace): FoundPlace {
  return place;
}

function remarksOn(places: readonly FoundPlace[]): string[] {
  const seen = places.find(({ covers }) => covers !== undefined);
  if (!seen) return [];
  return [
    `Words such as “${seen.name}” (page ${seen.place.page}) can be read by everyone until what is entered covers them. ` +
      'Written in white or very small, they are found as well, and nobody sees them.',
  ];
}

function misreadIn({ misread: [first] }: AnchorPlaces): string[] {
  if (!first) return [];
  return [
    `“${first.words}” on page ${first.page} asks nobody for anything: such words name the first, second … of those who sign by a number, ` +
      'for example “{{sign:1}}”.',
  ];
}

function unreadOf({ read }: AnchorPlaces, pdf: PDF): string[] {
  const pages = pdf.getPageCount();
  if (read === 0 || read >= pages) return [];
  return [`Words that ask for signatures were looked for on its first ${read} of ${pages} pages only.`];
}
