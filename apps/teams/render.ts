// Cards and forms as Adaptive Cards: what is said and may be done comes from core, where it stands and how it is kept harmless from here.
import type { Card, Entry, Form, Intent, Opening } from '#core/cards/card.ts';
import { phrasesFor } from '#core/phrases/languages.ts';
import type { Phrases } from '#core/phrases/phrases.ts';
import { bytesOf, type AdaptiveCard, type Element } from './adaptive-card.ts';
import { MOST_ACTIONS, MOST_BYTES, MOST_USERS, ROOMS, type Room } from './card-room.ts';
import { markdownLine, plainLine, shownLine } from './card-text.ts';
import { inputIds } from './input-ids.ts';
import { actionOf, type Hand } from './render-actions.ts';
import { formBody } from './render-fields.ts';
import { factSet, heading, left, paragraphs, people, quotation, runs, smallPrint, standing } from './render-text.ts';

const SUMMARY = 400;

/**
 * @property page the link to a page of the reader’s own
 * @property refresh who sees a view of their own, as Teams' user ids; `intent` is sealed and only read
 */
export type CardLook = {
  readonly seal: (intent: Intent) => string;
  readonly page: (opening: Opening) => string | undefined;
  readonly refresh?: { readonly users: readonly string[]; readonly intent: string };
};

/** At most 80 KB, whatever the card holds. */
export function renderCard(card: Card, look: CardLook): AdaptiveCard {
  return fitting(card.title, (room) => cardIn(room, card, look));
}

/** As a dialog, which has its title around it. */
export function renderForm(form: Form, { seal }: Pick<CardLook, 'seal'>): AdaptiveCard {
  return fitting(form.title, (room) => {
    const title = shownLine(form.submit, room.line);
    return {
      ...frame(form.language, form.title),
      body: formBody(form, room, inputIds()),
      actions: [
        {
          type: 'Action.Submit',
          title,
          tooltip: plainLine(`${form.submit}: ${form.title}`, room.line),
          style: 'positive',
          data: { intent: seal(form.intent) },
        },
      ],
    };
  });
}

function fitting(title: string, render: (room: Room) => AdaptiveCard): AdaptiveCard {
  for (const room of ROOMS) {
    const card = render(room);
    if (bytesOf(card) <= MOST_BYTES) return card;
  }
  throw new Error(
    `A card for Teams (“${title.slice(0, 80)}”) is larger than ${MOST_BYTES} bytes at its shortest. Look for an intent or a link that is too long.`,
  );
}

function cardIn(room: Room, card: Card, look: CardLook): AdaptiveCard {
  const words = phrasesFor(card.language);
  const hand: Hand = { room, seal: look.seal, page: look.page, idOf: inputIds() };
  const actions = card.actions.slice(0, MOST_ACTIONS).flatMap((action) => actionOf(action, hand));
  return {
    ...frame(card.language, card.summary),
    ...refreshed(look),
    body: [
      heading(card.title, room),
      standing(card, room),
      ...paragraphs(card.paragraphs, room, words),
      ...quotation(card, room),
      ...factSet(card, room, words),
      ...people(card, room, words),
      ...entries(card.entries ?? [], words, hand),
      ...smallPrint(card, room, words),
    ],
    ...(actions.length === 0 ? {} : { actions }),
  };
}

function frame(language: string, summary: string) {
  return {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.5',
    lang: language,
    speak: shownLine(summary, SUMMARY),
    fallbackText: markdownLine(summary, SUMMARY),
  } as const;
}

function refreshed({ refresh }: CardLook): Pick<AdaptiveCard, 'refresh'> {
  if (!refresh) return {};
  const { users, intent } = refresh;
  return { refresh: { action: { type: 'Action.Execute', verb: 'refresh', data: { intent } }, userIds: users.slice(0, MOST_USERS) } };
}

function entries(all: readonly Entry[], words: Phrases, hand: Hand): Element[] {
  const { room } = hand;
  const shown = all.slice(0, room.entries).map((entry): Element => {
    const actions = entry.action ? actionOf(entry.action, hand) : [];
    return {
      type: 'Container',
      separator: true,
      items: [
        ...runs(shownLine(entry.title, room.line), { weight: 'bolder' }),
        ...runs(plainLine(entry.line, room.line)),
        ...(actions.length === 0 ? [] : [{ type: 'ActionSet', actions } as const]),
      ],
    };
  });
  return [...shown, ...left(all.length - room.entries, words)];
}
