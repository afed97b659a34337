// The three ways in which a card can be acted on, each with its label and how it is read aloud.
import type { Setting } from '../views/facts.ts';
import type { CardAction, Confirm, Form, Intent, Place } from './card.ts';

type Named = {
  readonly label: string;
  /** Of the document, for whoever hears the label alone. */
  readonly title: string;
  readonly tone?: CardAction['tone'];
  readonly setting: Setting;
};

export function opens(about: Place, { page = 'page', ...named }: Named & { readonly page?: 'page' | 'placing' }): CardAction {
  return { ...called(named), does: { open: page, about } };
}

export function presses(press: Intent, { confirm, ...named }: Named & { readonly confirm?: Confirm }): CardAction {
  return { ...called(named), does: { press, ...(confirm === undefined ? {} : { confirm }) } };
}

/** The dots say that more is asked before anything happens. */
export function asks(ask: Form, { label, ...named }: Named): CardAction {
  const { spoken } = called({ label, ...named });
  return { label: `${label}…`, spoken, tone: named.tone ?? 'plain', does: { ask } };
}

/** Reading needs no version: what is shown is what is. */
export function showing(place: Place, { title, setting }: Pick<Named, 'title' | 'setting'>): CardAction {
  return presses({ verb: 'show', place, version: 0 }, { label: setting.phrases.cards.actions.show, title, setting });
}

export function listing(setting: Setting): CardAction {
  const { actions, lists } = setting.phrases.cards;
  return presses({ verb: 'list', version: 0 }, { label: actions.list, title: lists.titles.mine, setting });
}

function called({ label, title, tone = 'plain', setting }: Named): Omit<CardAction, 'does'> {
  return { label, spoken: setting.phrases.cards.spoken({ label, title }), tone };
}
