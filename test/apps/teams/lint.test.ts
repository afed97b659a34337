// The lint of cards notices what it is there for: each planted fault is named.
import { describe, expect, it } from 'vitest';
import type { Action, AdaptiveCard, Element } from '#apps/teams/adaptive-card.ts';
import { renderCard } from '#apps/teams/render.ts';
import { parserComplaints, teamsLint } from '#test/support/teams-lint.ts';
import { LOOK, sampleCard } from './sample-cards.ts';

const CARD = renderCard(sampleCard('request-approve'), { ...LOOK, refresh: { users: [], intent: 'show.4' } });
const HEADING: Element = { type: 'TextBlock', text: 'x', style: 'heading', size: 'large', weight: 'bolder', wrap: true };
const INPUT: Element = { type: 'Input.Text', id: 'a', label: 'A', isRequired: false, errorMessage: 'E', maxLength: 9 };
const LINK: Action = { type: 'Action.OpenUrl', title: 'Open', tooltip: 'Open it', url: 'https://sign.test' };

function said(text: string): Element {
  return { type: 'RichTextBlock', inlines: [{ type: 'TextRun', text }] };
}

function plus(...elements: readonly Element[]): AdaptiveCard {
  return { ...CARD, body: [...CARD.body, ...elements] };
}

describe('the lint', () => {
  it('finds nothing in a good card', () => expect(teamsLint(CARD, { headings: 1, mostBytes: 25_000 })).toEqual([]));

  const faults: readonly (readonly [string, AdaptiveCard, RegExp])[] = [
    ['a second heading', plus(HEADING), /2 headings/],
    ['no summary', { ...CARD, speak: '' }, /frame/],
    ['too many bytes', plus(said('x'.repeat(13_000))), /bytes/],
    ['inputs that share an id', plus(INPUT, INPUT), /share an id/],
    ['an input without a label', plus({ ...INPUT, label: '' }), /without words/],
    ['an action without a tooltip', { ...CARD, actions: [{ ...LINK, tooltip: '' }] }, /without words/],
    ['a link that is none', { ...CARD, actions: [{ ...LINK, url: 'javascript:alert(1)' }] }, /a link to/],
    ['six actions', { ...CARD, actions: Array.from({ length: 6 }, () => LINK) }, /more than five/],
    ['a macro', plus(said('{{DATE(2026-11-24T09:00:00Z)}}')), /macro/],
    ['a mention', plus(said('<at>Max</at>')), /mention/],
    ['a turned direction', plus(said('a\u202Eb')), /unseen/],
    ['half a character', plus(said('a\uD800')), /half a character/],
    ['a container of nothing', plus({ type: 'Container', items: [] }), /Container of nothing/],
  ];
  it.each(faults)('finds %s', (_, card, fault) => expect(teamsLint(card, { headings: 1, mostBytes: 25_000 }).join('\n')).toMatch(fault));

  it('passes on what Microsoft says, but not that a language is wrong', () => {
    expect(parserComplaints({ ...CARD, body: [{ type: 'TextBlok', text: 'x' }] })).not.toEqual([]);
    expect([parserComplaints(CARD), parserComplaints(CARD), parserComplaints(CARD)]).toEqual([[], [], []]);
  });
});
