// The words of a card in Teams: heading, standing, paragraphs, quotation, facts, people. Nothing here can be pressed.
import type { Card, Progress, Tone } from '#core/cards/card.ts';
import type { Phrases } from '#core/phrases/phrases.ts';
import type { Container, Element, RichTextBlock, TextBlock, TextRun } from './adaptive-card.ts';
import type { Room } from './card-room.ts';
import { markdownLine, plainBlock, plainLine, shownLine } from './card-text.ts';

/** Beside the word, never instead of it. */
const SIGNS: Record<Tone, string> = { waiting: '⏳', done: '✅', stopped: '⛔', attention: '⚠️' };
const COLOURS = { waiting: 'accent', done: 'good', stopped: 'attention', attention: 'warning' } as const;

/** The card's only heading. */
export function heading(title: string, room: Room): TextBlock {
  return { type: 'TextBlock', text: markdownLine(title, room.line), style: 'heading', size: 'large', weight: 'bolder', wrap: true };
}

export function standing({ status }: Card, room: Room): RichTextBlock {
  const text = `${SIGNS[status.tone]} ${shownLine(status.word, room.line)}`;
  return { type: 'RichTextBlock', spacing: 'small', inlines: [{ type: 'TextRun', text, weight: 'bolder', color: COLOURS[status.tone] }] };
}

export function paragraphs(texts: readonly string[], room: Room, words: Phrases): Element[] {
  const shown = texts.slice(0, room.paragraphs).flatMap((text) => runs(plainBlock(text, room.block)));
  return [...shown, ...left(texts.length - room.paragraphs, words)];
}

export function quotation({ quote }: Card, room: Room): Container[] {
  if (!quote) return [];
  const items = [...runs(plainLine(quote.who, room.line), { weight: 'bolder' }), ...runs(plainBlock(quote.text, room.block))];
  return items.length === 0 ? [] : [{ type: 'Container', style: 'emphasis', items }];
}

export function factSet({ facts }: Card, room: Room, words: Phrases): Element[] {
  const shown = facts
    .slice(0, room.facts)
    .map(({ label, value }) => ({ title: markdownLine(label, room.line), value: markdownLine(value, room.line) }));
  return shown.length === 0 ? [] : [{ type: 'FactSet', facts: shown }, ...left(facts.length - room.facts, words)];
}

export function people({ people: all }: Card, room: Room, words: Phrases): RichTextBlock[] {
  return [...all.slice(0, room.people).map((one) => personLine(one, room)), ...left(all.length - room.people, words)];
}

export function smallPrint({ small }: Card, room: Room, words: Phrases): Element[] {
  const shown = small.slice(0, room.small).flatMap((text) => runs(plainBlock(text, room.block), { size: 'small', isSubtle: true }));
  return [...shown, ...left(small.length - room.small, words)];
}

/** What is not shown is said. */
export function left(count: number, words: Phrases): RichTextBlock[] {
  return count > 0 ? runs(words.teams.more(count), { isSubtle: true }) : [];
}

/** One run in a block of its own; nothing for no text. */
export function runs(text: string, look: Omit<TextRun, 'type' | 'text'> = {}): RichTextBlock[] {
  return text === '' ? [] : [{ type: 'RichTextBlock', inlines: [{ type: 'TextRun', text, ...look }] }];
}

function personLine({ name, does, standing: stands, tone }: Progress, room: Room): RichTextBlock {
  const rest = `${plainLine(does, room.line)}: ${plainLine(stands, room.line)}`;
  return {
    type: 'RichTextBlock',
    spacing: 'small',
    inlines: [
      { type: 'TextRun', text: `${SIGNS[tone]} ` },
      { type: 'TextRun', text: shownLine(name, room.line), weight: 'bolder' },
      { type: 'TextRun', text: ` ${rest}` },
    ],
  };
}
