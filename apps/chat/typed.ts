// What people type, before anyone else reads it: without what nobody can see, and no longer than a card can show.
import type { Refusal } from '#core/refusal.ts';
import { cleanLine } from '#apps/clean-text.ts';

/** As much as the forms and the page take. */
const MOST_CHARS = 2000;
const MOST_QUOTED_CHARS = 200;

/** Of all that was typed at once. */
export function tooLong(texts: readonly string[]): Refusal | undefined {
  return texts.some((text) => text.length > MOST_CHARS) ? { code: 'text-too-long', most: MOST_CHARS } : undefined;
}

/** As much as is shown back to whoever wrote it; never half a character. */
export function quoted(text: string): string {
  return cleanLine(text)
    .slice(0, MOST_QUOTED_CHARS)
    .replace(/[\uD800-\uDBFF]$/, '');
}
