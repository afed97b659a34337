// The order in which signs stand on a line, by the Unicode Bidirectional Algorithm (UAX #9), and runs that are drawn in one go.
import bidiFactory from 'bidi-js';
import type { Cluster } from './clusters.ts';
import type { Face } from './fonts.ts';

// The types describe an ES module; Node loads the UMD file, whose whole export is the factory.
const bidi = (bidiFactory as unknown as typeof bidiFactory.default)();

/** A box is an object among letters, whatever stands in it. */
const OBJECT = '\ufffc';
const RIGHT_TO_LEFT = /[\p{Script=Hebrew}\p{Script=Arabic}]/u;

/** The level of every cluster: odd ones run from right to left. Our own languages start at the left. */
export function levelsOf(clusters: readonly Cluster[]): number[] {
  const texts = clusters.map(({ kind, text }) => (kind === 'box' ? OBJECT : text));
  const { levels } = bidi.getEmbeddingLevels(texts.join(''), 'ltr');
  let at = 0;
  return texts.map((text) => {
    const level = levels[at] ?? 0;
    at += text.length;
    return level;
  });
}

/** `face` is null for a box. */
export type Run = { readonly face: Face | null; readonly text: string };

type Piece = { readonly cluster: Exclude<Cluster, { kind: 'control' }>; readonly level: number };

/** What is drawn from left to right. A run of letters keeps the order in which it is read: the font turns it as its script wants. */
export function runsOf(clusters: readonly Cluster[], levels: readonly number[]): Run[] {
  const pieces = clusters.flatMap((cluster, index): Piece[] =>
    cluster.kind === 'control' ? [] : [{ cluster, level: levels[index] ?? 0 }],
  );
  return reordered(grouped(pieces)).map(({ cluster, level, texts }) => ({
    face: cluster.kind === 'box' ? null : cluster.face,
    text: directed(texts, level),
  }));
}

type Group = Piece & { readonly texts: string[] };

function grouped(pieces: readonly Piece[]): Group[] {
  const groups: Group[] = [];
  for (const piece of pieces) {
    const last = groups.at(-1);
    const joins =
      last?.level === piece.level &&
      last.cluster.kind === 'sign' &&
      piece.cluster.kind === 'sign' &&
      last.cluster.face === piece.cluster.face;
    if (joins) last.texts.push(piece.cluster.text);
    else groups.push({ ...piece, texts: [piece.cluster.text] });
  }
  return groups;
}

/** Rule L2: from the deepest level to the first odd one, whatever is at least as deep is turned round. */
function reordered<T extends { readonly level: number }>(groups: readonly T[]): T[] {
  const order = [...groups];
  for (let level = Math.max(0, ...order.map((group) => group.level)); level > 0; level--) {
    for (let from = 0; from < order.length; from++) {
      let to = from;
      while ((order[to]?.level ?? -1) >= level) to++;
      if (to > from) order.splice(from, to - from, ...order.slice(from, to).toReversed());
      from = to;
    }
  }
  return order;
}

/** Brackets are mirrored (rule L4). Where no letter tells the font the direction, we turn the signs ourselves. */
function directed(texts: readonly string[], level: number): string {
  if (level % 2 === 0) return texts.join('');
  const mirrored = texts.map((text) => bidi.getMirroredCharacter(text) ?? text);
  return RIGHT_TO_LEFT.test(texts.join('')) ? mirrored.join('') : mirrored.toReversed().join('');
}
