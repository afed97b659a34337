// Cuts a text into what the eye takes for one sign, and finds the face for each. A sign that no face has becomes a box with its code.
import { FIRST, faceOf, type Face, type Style } from './fonts.ts';
import type { Glyphs } from './glyphs.ts';
import { EAST_ASIAN, hanFamilies } from './han.ts';
import { spelt } from './printable.ts';

export type Cluster =
  | { readonly kind: 'sign'; readonly text: string; readonly face: Face }
  /** `text` is the code, `U+202E`. */
  | { readonly kind: 'box'; readonly text: string }
  /** Directs the order of the others and is not drawn. */
  | { readonly kind: 'control'; readonly text: string };

export type Setting = { readonly style: Style; readonly language: string; readonly glyphs: Glyphs };

const SPELT = /(‹U\+[0-9A-F]{4,6}›)/;
const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });
/** Chooses a variant of the sign before it, which the font knows or not; never a sign of its own. */
const SELECTOR = /[\ufe00-\ufe02\u{e0100}-\u{e01ef}\u200c\u200d]/gu;

export function clustersOf(text: string, setting: Setting): Cluster[] {
  const faces = facesFor(text, setting);
  const found: Cluster[] = [];
  for (const [index, part] of text.split(SPELT).entries()) {
    if (index % 2 === 1) found.push({ kind: 'box', text: part.slice(1, -1) });
    else for (const { segment } of graphemes.segment(part)) found.push(...drawn(segment, faces, found.at(-1)));
  }
  return found;
}

type Faces = (cluster: string) => Face | undefined;

function drawn(cluster: string, faces: Faces, before: Cluster | undefined): Cluster[] {
  if (/^[\u2066-\u2069]$/.test(cluster)) return [{ kind: 'control', text: cluster }];
  // A blank belongs to the word before it, so that two Arabic words stay one run.
  if (cluster === ' ' && before?.kind === 'sign') return [{ ...before, text: ' ' }];
  const face = faces(cluster);
  if (face !== undefined) return [{ kind: 'sign', text: cluster, face }];
  const points = Array.from(cluster);
  if (points.length > 1) return points.flatMap((point) => drawn(point, faces, undefined));
  return [{ kind: 'box', text: spelt(cluster).slice(1, -1) }];
}

function facesFor(text: string, { style, language, glyphs }: Setting): Faces {
  const covers = (face: Face, cluster: string) =>
    Array.from(cluster.replace(SELECTOR, '')).every((sign) => glyphs.has(face, sign.codePointAt(0) ?? 0));
  let han: readonly Face[] | undefined;
  const first = FIRST[style].filter(
    (face) => face !== 'hand' || Array.from(text).every((sign) => sign < ' ' || isQuiet(sign) || covers('hand', sign)),
  );

  return (cluster) => {
    const usual = first.find((face) => covers(face, cluster));
    if (usual !== undefined) return usual;
    if (/\p{Script_Extensions=Hebrew}/u.test(cluster) && covers(faceOf('hebrew', style), cluster)) return faceOf('hebrew', style);
    if (/\p{Script_Extensions=Arabic}/u.test(cluster) && covers(faceOf('arabic', style), cluster)) return faceOf('arabic', style);
    if (!EAST_ASIAN.test(cluster)) return undefined;
    han ??= hanFamilies({ text, language, covers: (family, sign) => covers(faceOf(family, style), sign) }).map((family) =>
      faceOf(family, style),
    );
    return han.find((face) => covers(face, cluster));
  };
}

function isQuiet(sign: string): boolean {
  return /^[\u2066-\u2069]$/.test(sign);
}
