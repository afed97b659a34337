// The plain-text twin. It is the one that counts: it is kept, and what comes back of it in an answer is told from the answer.
import type { Letter } from './letter.ts';

export function textOf(letter: Letter): string {
  const { marker, heading, status, statusLabel, paragraphs, quote, facts, buttons, howTitle, how, small, footer } = letter;
  const blocks = [
    marker === undefined ? [] : [marker],
    [heading, `${statusLabel}: ${status.word}`],
    ...paragraphs.map((paragraph) => [paragraph]),
    quote ? [`${quote.who}:`, ...quote.lines.map((line) => `> ${line}`.trimEnd())] : [],
    buttons.map(({ label, href }) => `${label}: ${href}`),
    facts.map(({ label, value }) => `${label}: ${value}`),
    how.length > 0 ? [howTitle, ...how.map((line) => `- ${line}`)] : [],
    ...small.map((line) => [line]),
    ['-- ', ...footer],
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}
