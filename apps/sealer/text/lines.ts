// Where a paragraph may be broken: after blanks and hyphens, between Han signs, and inside a word only if it alone is wider than the line.
import type { Cluster } from './clusters.ts';
import type { Glyphs } from './glyphs.ts';

/** Clusters from `from` up to, not including, `to`; blanks at its end are left out. */
export type Line = { readonly from: number; readonly to: number; readonly width: number };

/** The label of a box is small, and its frame stands a little off. */
export const BOX = { size: 0.68, padding: 0.24 };

const WIDE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff00-\uffef]/u;
/** Never at the start of a line, as Japanese and Chinese typesetting has it. */
const NOT_FIRST = /^[、。，．・：；？！ー々）］｝〕〉》」』】’”ぁぃぅぇぉっゃゅょァィゥェォッャュョ)\]},.;:!?]/u;
const NOT_LAST = /^[（［｛〔〈《「『【‘“([{]/u;

type Text = { readonly clusters: readonly Cluster[]; readonly glyphs: Glyphs };

/** @param width in multiples of the type size */
export function linesOf({ clusters, glyphs }: Text, width: number): Line[] {
  const lines: Line[] = [];
  const measure = (from: number, to: number) => widthOf(clusters.slice(from, to), glyphs);
  let [from, ink, blank] = [0, 0, 0];
  const end = (to: number) => {
    lines.push({ from, to: to - trailing(clusters.slice(from, to)), width: ink });
    [from, ink, blank] = [to, 0, 0];
  };
  const add = (unit: Unit) => {
    const step = measure(unit.from, unit.ink);
    if (ink > 0 && step > 0 && ink + blank + step > width) end(unit.from);
    ink += blank + step;
    blank = measure(unit.ink, unit.to);
  };
  for (const unit of unitsOf(clusters)) {
    if (measure(unit.from, unit.ink) <= width) add(unit);
    else for (let at = unit.from; at < unit.to; at++) add({ from: at, ink: Math.min(at + 1, Math.max(at, unit.ink)), to: at + 1 });
  }
  end(clusters.length);
  return lines;
}

/** Clusters that share a face are measured together, as they are drawn. */
function widthOf(clusters: readonly Cluster[], glyphs: Glyphs): number {
  let sum = 0;
  for (let from = 0; from < clusters.length;) {
    const first = clusters[from];
    let to = from + 1;
    if (first?.kind === 'sign') {
      let text = first.text;
      for (let next = clusters[to]; next?.kind === 'sign' && next.face === first.face; next = clusters[++to]) text += next.text;
      sum += glyphs.width(first.face, text);
    } else if (first?.kind === 'box') sum += boxWidth(first.text, glyphs);
    from = to;
  }
  return sum;
}

export function boxWidth(code: string, glyphs: Glyphs): number {
  return glyphs.width('sans', code) * BOX.size + 2 * BOX.padding;
}

/** What stays together; `ink`: where the blanks at its end begin. */
type Unit = { readonly from: number; readonly ink: number; readonly to: number };

function unitsOf(clusters: readonly Cluster[]): Unit[] {
  const units: Unit[] = [];
  let from = 0;
  for (let at = 1; at <= clusters.length; at++) {
    if (at < clusters.length && !mayBreak(clusters[at - 1]?.text ?? '', clusters[at]?.text ?? '')) continue;
    units.push({ from, ink: at - trailing(clusters.slice(from, at)), to: at });
    from = at;
  }
  return units;
}

function mayBreak(before: string, after: string): boolean {
  if (after === ' ' || after === '\u2069') return false;
  if (before === ' ') return true;
  if (/[-‐–]$/.test(before)) return /^\p{L}/u.test(after);
  return (WIDE.test(before) || WIDE.test(after)) && !NOT_FIRST.test(after) && !NOT_LAST.test(before) && before !== '\u2068';
}

function trailing(clusters: readonly Cluster[]): number {
  const last = clusters.findLastIndex(({ kind, text }) => kind !== 'control' && text !== ' ');
  const blanks = clusters.slice(last + 1);
  return blanks.some(({ text }) => text === ' ') ? blanks.length : 0;
}
