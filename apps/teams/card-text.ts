// Other people's text on its way into a card: nothing in it is markup, a macro or a mention, and it stays readable where it would have been.
import { cleanBlock, cleanLine } from '#apps/clean-text.ts';

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

const NOTHING = '…';

/** Everything that a renderer draws as nothing: tag characters, fillers, joiners. Not the selectors that make a sign an emoji. */
const HIDDEN = /[[\p{Default_Ignorable_Code_Point}\uFFF9-\uFFFB]--[\uFE0E\uFE0F]]/gv;
/** No script stacks this many marks; more of them paint over the lines around. */
const STACKED = /(\p{M}{8})\p{M}+/gu;

/** One line for where nothing is read as Markdown: runs of text, labels, buttons, what is spoken. */
export function plainLine(text: string, most: number): string {
  return clip(parted(cleanLine(tamed(text))), most);
}

/** The same where something must stand. */
export function shownLine(text: string, most: number): string {
  return plainLine(text, most) || NOTHING;
}

/** Several lines of the same. */
export function plainBlock(text: string, most: number): string {
  return clip(
    parted(
      cleanBlock(tamed(text))
        .replaceAll('\t', ' ')
        .replace(/\n{3,}/g, '\n\n'),
    ),
    most,
  );
}

/** What someone typed, to be typed on: handed back as it is, since a form's values are never read as markup. */
export function typedText(text: string, most: number): string {
  return clip(cleanBlock(tamed(text)), most);
}

/** One line for where Teams reads Markdown: headings, facts, the text for programs that show no cards. */
export function markdownLine(text: string, most: number): string {
  return escapeMarkdown(shownLine(text, most));
}

/** At most so many UTF-16 units, cut between what a reader sees as characters. */
export function clip(text: string, most: number): string {
  if (text.length <= most) return text;
  let end = 0;
  for (const { index } of graphemes.segment(text.slice(0, most + 40))) {
    if (index > most - 1) break;
    end = index;
  }
  return `${text.slice(0, end).trimEnd()}…`;
}

function tamed(text: string): string {
  return text.toWellFormed().replace(HIDDEN, '').replace(STACKED, '$1');
}

/** `{{DATE(…)}}` is a macro and `<at>` a mention wherever they stand; a space between makes both what they are: characters. */
function parted(text: string): string {
  return text.replace(/\{(?=\{)/g, '{ ').replace(/<(?=[\p{L}/!?])/gu, '< ');
}

/**
 * Backslashes only where a character would else be read as Markdown (CommonMark 0.31), since some programs show them: `nda_v2 [draft]`
 * has none.
 * @param line without line breaks
 */
function escapeMarkdown(line: string): string {
  return line
    .replace(/\\(?=[!-/:-@[-`{-~]|$)/g, '\\\\')
    .replace(/[*`]/g, '\\$&')
    .replace(/~{2,}/g, (run) => run.replaceAll('~', '\\~'))
    .replace(/_+/g, (run, at: number, whole: string) => (isInsideWord(whole, run, at) ? run : run.replaceAll('_', '\\_')))
    .replace(/\](?=[([:])/g, '\\]')
    .replace(/&(?=#?\w+;)/g, '\\&')
    .replace(/^(?:#{1,6}(?= |$)|>|[-+](?=[ -]|$))/, '\\$&')
    .replace(/^(\d{1,9})([.)])(?= |$)/, '$1\\$2');
}

function isInsideWord(whole: string, run: string, at: number): boolean {
  return /[\p{L}\p{N}]$/u.test(whole.slice(0, at)) && /^[\p{L}\p{N}]/u.test(whole.slice(at + run.length));
}
