// What a card for Teams must be, beyond what Microsoft's own parser notices: readable to everyone, harmless, and small enough to be sent.
import { createRequire } from 'node:module';
import {
  bytesOf,
  type Action,
  type AdaptiveCard,
  type Element,
  type Execute,
  type Input,
  type RichTextBlock,
} from '#apps/teams/adaptive-card.ts';

type Failures = { readonly validationEvents: readonly { readonly message: string }[] };
type Library = {
  readonly AdaptiveCard: new () => {
    parse: (json: unknown, context: object) => void;
    validateProperties: () => Failures;
  };
  readonly SerializationContext: new (version: object) => { readonly eventCount: number; getEventAt: (at: number) => { message: string } };
  readonly Versions: { readonly v1_5: object };
};

// Its package main is not loadable by Node; the bundle is.
const library = createRequire(import.meta.url)('adaptivecards/dist/adaptivecards.js') as Library;

/**
 * Its test of `lang` keeps state, so every second card fails it. Teams searches for people (`choices.data`) in cards of 1.2 and later, the
 * library only in 1.6, and then misses the choices that the search brings.
 */
const UNTRUE = [/^Invalid value ".*" for property "lang"/, /"choices\.data" is supported in version 1\.6/, /must have at least one choice/];

/** What Microsoft's parser says at 1.5. */
export function parserComplaints(json: unknown): string[] {
  const card = new library.AdaptiveCard();
  const context = new library.SerializationContext(library.Versions.v1_5);
  card.parse(JSON.parse(JSON.stringify(json)), context);
  const parsed = Array.from({ length: context.eventCount }, (_, at) => context.getEventAt(at).message);
  const checked = card.validateProperties().validationEvents.map(({ message }) => message);
  return [...parsed, ...checked].filter((message) => !UNTRUE.some((one) => one.test(message)));
}

export type Shape = { readonly headings: 0 | 1; readonly mostBytes: number };

const ANY_INTENT = /^[A-Za-z0-9\-_.]{1,400}$/;
const UNSEEN = /[[\p{Cc}\p{Default_Ignorable_Code_Point}]--[\uFE0E\uFE0F\n]]/v;

/** @returns what is wrong, nothing for a good card */
export function teamsLint(card: AdaptiveCard, { headings, mostBytes }: Shape): string[] {
  const elements = elementsIn(card.body, card.actions);
  const actions = actionsIn(card.body, card.actions);
  const ids = elements.filter(isInput).map(({ id }) => id);
  const found = elements.filter((one) => one.type === 'TextBlock');
  return [
    ...check(card.version === '1.5' && card.lang !== '' && card.speak !== '' && card.fallbackText !== '', 'frame'),
    ...check(bytesOf(card) <= mostBytes, `${bytesOf(card)} bytes`),
    ...check(found.length === headings && found.every(({ style, wrap }) => style === 'heading' && wrap), `${found.length} headings`),
    ...check(new Set(ids).size === ids.length, `inputs that share an id: ${ids.join()}`),
    ...check((card.actions?.length ?? 0) <= 5, 'more than five actions'),
    ...check(card.refresh === undefined || (card.refresh.action.verb === 'refresh' && card.refresh.userIds.length <= 60), 'refresh'),
    ...elements.flatMap(elementFaults),
    ...actions.flatMap(actionFaults),
    ...textsOf(card).flatMap(textFaults),
    ...parserComplaints(card),
  ];
}

function elementFaults(element: Element): string[] {
  switch (element.type) {
    case 'TextBlock':
      return check(element.text.trim() !== '', 'an empty heading');
    case 'RichTextBlock':
      return check(element.inlines.length > 0 && element.inlines.every(({ text }) => text !== ''), 'an empty run');
    case 'FactSet':
      return check(element.facts.length > 0, 'a FactSet of nothing');
    case 'Container':
      return check(element.items.length > 0, 'a Container of nothing');
    case 'ActionSet':
      return check(element.actions.length > 0, 'an ActionSet of nothing');
    case 'Input.Text':
    case 'Input.Date':
    case 'Input.ChoiceSet':
      return check(element.label !== '' && element.errorMessage !== '', `an input without words: ${element.id}`);
  }
}

function actionFaults(action: Action): string[] {
  return [
    ...check(action.title !== '' && action.tooltip !== '', `an action without words: ${action.title}`),
    ...(action.type === 'Action.OpenUrl' ? check(/^https?:\/\//.test(action.url), `a link to ${action.url}`) : []),
    ...(action.type === 'Action.Submit' || action.type === 'Action.Execute'
      ? check(ANY_INTENT.test(action.data.intent), 'an intent not sealed')
      : []),
    ...(action.type === 'Action.Execute' ? check(hasSameFallback(action), `no fallback of ${action.verb}`) : []),
  ];
}

function hasSameFallback({ verb, data, fallback }: Execute): boolean {
  return verb !== '' && fallback.data.verb === verb && fallback.data.intent === data.intent;
}

function textFaults(text: string): string[] {
  return [
    ...check(!UNSEEN.test(text), `unseen characters: ${JSON.stringify(text)}`),
    ...check(!text.includes('{{'), `a macro: ${text}`),
    ...check(!/<[\p{L}/!?]/u.test(text), `a tag or mention: ${text}`),
    ...check(text.isWellFormed(), `half a character: ${JSON.stringify(text)}`),
  ];
}

function check(isGood: boolean, fault: string): string[] {
  return isGood ? [] : [fault];
}

export function isInput(element: Element): element is Input {
  return element.type.startsWith('Input.');
}

/** All, also of what unfolds. */
export function elementsIn(body: readonly Element[], actions: readonly Action[] = []): Element[] {
  const below = body.flatMap((element): Element[] => {
    if (element.type === 'Container') return [element, ...elementsIn(element.items)];
    if (element.type === 'ActionSet') return [element, ...elementsIn([], element.actions)];
    return [element];
  });
  const unfolded = actions.flatMap((action) =>
    action.type === 'Action.ShowCard' ? elementsIn(action.card.body, action.card.actions) : [],
  );
  return [...below, ...unfolded];
}

/** All, also of what unfolds; without the fallbacks. */
export function actionsIn(body: readonly Element[], actions: readonly Action[] = []): Action[] {
  const below = body.flatMap((element): Action[] => {
    if (element.type === 'Container') return actionsIn(element.items);
    return element.type === 'ActionSet' ? actionsIn([], element.actions) : [];
  });
  const here = actions.flatMap((action) =>
    action.type === 'Action.ShowCard' ? [action, ...actionsIn(action.card.body, action.card.actions)] : [action],
  );
  return [...below, ...here];
}

/** Everything that is shown, spoken or stands beside an input. */
export function textsOf(card: AdaptiveCard): string[] {
  const elements = elementsIn(card.body, card.actions);
  return [
    card.speak,
    card.fallbackText,
    ...elements.flatMap(wordsOf),
    ...actionsIn(card.body, card.actions).flatMap(({ title, tooltip }) => [title, tooltip]),
  ];
}

/** What a block says, its runs together. */
export function saidBy({ inlines }: RichTextBlock): string {
  return inlines.map(({ text }) => text).join('');
}

function wordsOf(element: Element): string[] {
  switch (element.type) {
    case 'TextBlock':
      return [element.text];
    case 'RichTextBlock':
      return element.inlines.map(({ text }) => text);
    case 'FactSet':
      return element.facts.flatMap(({ title, value }) => [title, value]);
    case 'Input.ChoiceSet':
      return [element.label, element.errorMessage, ...element.choices.map(({ title }) => title)];
    case 'Input.Text':
    case 'Input.Date':
      return [element.label, element.errorMessage];
    case 'Container':
    case 'ActionSet':
      return [];
  }
}
