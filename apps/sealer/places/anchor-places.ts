// Places that words in a document's text ask for: found letter by letter, so that it does not matter how the text was put on the page.
import type { PDF } from '@libpdf/core';
import type { FoundPlace } from '#core/fields.ts';
import { pageBox, type PageBox } from '../marks/page-box.ts';
import { anchorsIn, misreadIn, type Anchor } from './anchors.ts';
import { withTextOf, type Letter, type PageText } from './letters.ts';
import { clipped, shownPlace, shownPoint, standing } from './on-page.ts';
import { openInPdfium, type Pdfium } from './pdfium.ts';

export type AnchorPlaces = {
  readonly places: readonly FoundPlace[];
  /** Words that look like anchors and cannot be read as such. */
  readonly misread: readonly { readonly words: string; readonly page: number }[];
  /** How many pages were read. */
  readonly read: number;
};

/** Microseconds of work, whatever else the machine has to do: the people wait for their draft. A thousand pages take a second. */
const LIMIT = 8_000_000;
/** Nobody means more; each costs time. */
const MOST_ON_PAGE = 250;
const NOTHING: AnchorPlaces = { places: [], misread: [], read: 0 };

/** @param pdf the same document, for what its pages are like */
export async function placesOfAnchors(file: Uint8Array, pdf: PDF): Promise<AnchorPlaces> {
  const pdfium = await openInPdfium(file).catch(() => undefined);
  const pages = pdf.getPages();
  // Readers that do not see the same pages do not speak of the same places.
  if (!pdfium || pdfium.pages !== pages.length) return NOTHING;
  const places: FoundPlace[] = [];
  const misread: { words: string; page: number }[] = [];
  const start = process.threadCpuUsage();
  let read = 0;
  for (const [index, { dict }] of pages.entries()) {
    const { user, system } = process.threadCpuUsage(start);
    if (user + system > LIMIT) break;
    const found = onPage(pdfium, index);
    read++;
    if (!found || (found.anchors.length === 0 && found.misread.length === 0)) continue;
    const box = pageBox(pdf, dict);
    places.push(...once(found.anchors.flatMap((one) => placeOf(box, { ...one, page: index + 1 }))));
    misread.push(...found.misread.map((words) => ({ words, page: index + 1 })));
  }
  return { places, misread, read };
}

type Seen = { readonly anchor: Anchor; readonly letters: readonly Letter[] };

function onPage(pdfium: Pdfium, index: number): { anchors: readonly Seen[]; misread: readonly string[] } | undefined {
  try {
    return withTextOf(pdfium, index, (page) => ({
      anchors: anchorsIn(page.text)
        .slice(0, MOST_ON_PAGE)
        .map((anchor) => ({ anchor, letters: lettersOf(page, anchor) })),
      misread: misreadIn(page.text),
    }));
  } catch {
    // A page that breaks PDFium is shown by others all the same.
    return undefined;
  }
}

function lettersOf({ letter, text }: PageText, { at, length }: Anchor): Letter[] {
  return Array.from({ length }, (_, offset) => at + offset).flatMap((index) => {
    const found = text[index]?.trim() === '' ? undefined : letter(index);
    return found ? [found] : [];
  });
}

function placeOf(box: PageBox, { anchor, letters, page }: Seen & { page: number }): FoundPlace[] {
  const [first] = letters;
  if (!first) return [];
  const line = lineOf(letters, first);
  const words = clipped(box, shownPlace(box, { corners: around(line), page }));
  // Beside the part of the page that is shown nobody could read what is put there.
  if (!words) return [];
  const { kind, who, label, isRequired, name } = anchor;
  const baseline = line.map(({ x, y }) => shownPoint(box, { x, y })[1]);
  const stand = { page, left: words.left, baseline: Math.max(...baseline), type: first.size * box.unit };
  const covers = line.some(({ isSeen }) => isSeen) ? { covers: words } : {};
  return [{ placedBy: 'anchor', name, kind, who, label, isRequired, place: standing(box, { kind, stand }), ...covers }];
}

/** Words that are broken over two lines count where they begin: a box around both would hold what stands between them. */
function lineOf(letters: readonly Letter[], first: Letter): Letter[] {
  const away = ({ x, y }: Letter) => Math.min(Math.abs(x - first.x), Math.abs(y - first.y));
  return letters.filter((letter) => away(letter) < first.size * 0.7);
}

function around(letters: readonly Letter[]): Letter['box'] {
  const boxes = letters.map(({ box }) => box);
  return {
    left: Math.min(...boxes.map(({ left }) => left)),
    bottom: Math.min(...boxes.map(({ bottom }) => bottom)),
    right: Math.max(...boxes.map(({ right }) => right)),
    top: Math.max(...boxes.map(({ top }) => top)),
  };
}

/** Some programs print a word twice, a hair apart, to make it bold. */
function once(places: readonly FoundPlace[]): FoundPlace[] {
  const isSame = (one: FoundPlace, other: FoundPlace) =>
    one.name === other.name && Math.abs(one.place.left - other.place.left) < 2 && Math.abs(one.place.top - other.place.top) < 2;
  return places.filter((place, at) => !places.slice(0, at).some((earlier) => isSame(earlier, place)));
}
