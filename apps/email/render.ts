// From a view to the two twins of a mail.
import type { View } from '#core/views/view.ts';
import { letterOf, type LetterInput } from './letter/letter.ts';
import { htmlOf } from './letter/render-html.ts';
import { textOf } from './letter/render-text.ts';

export type RenderedMail = { readonly subject: string; readonly text: string; readonly html: string };

export function renderMail(view: View, input: LetterInput): RenderedMail {
  const letter = letterOf(view, input);
  return { subject: letter.subject, text: textOf(letter), html: htmlOf(letter) };
}
