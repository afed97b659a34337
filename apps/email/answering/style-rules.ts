// Whether the style rules of a mail could hide what it says or say what it does not. Rules are not applied here: what they could do counts.
import { coloursOf, HIDING } from './html-elements.ts';

const MOST_RULES_CHARS = 64 * 1024;
/** Text that is put there by a rule, or rules that are somewhere else. */
const REWRITING = /(?:^|[;{\s])content\s*:|@import|(?:^|[;{\s])(?:transform|clip-path|mask|filter|text-fill-color|-webkit-text)\b/i;
const PAPER = 'ffffff';

export function couldRewrite(rules: string): boolean {
  if (rules.length > MOST_RULES_CHARS) return true;
  const declarations = rules.split(/[{};]/);
  if (REWRITING.test(rules) || declarations.some((one) => HIDING.some((form) => form.test(one)))) return true;
  const colours = declarations.map((style) => coloursOf({ style }));
  const grounds = new Set([PAPER, ...colours.flatMap(({ ground }) => ground ?? [])]);
  return colours.some(({ ink }) => ink !== undefined && grounds.has(ink));
}
