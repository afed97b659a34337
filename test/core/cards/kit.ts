// Every card that there is: what each person was told, as it stands then and at every later moment of its story; every answer; the lists.
import { offsetAt } from '#apps/world/hashing.ts';
import { answerCard } from '#core/cards/answer.ts';
import type { Card, CardAction, Confirm, Form } from '#core/cards/card.ts';
import { chooseCard, helpCard, homeCard, listCard, type ListRow } from '#core/cards/lists.ts';
import { VERB_NAMES } from '#core/cards/help.ts';
import { seatCard } from '#core/cards/seat.ts';
import { sharedCard } from '#core/cards/shared.ts';
import { toldCard } from '#core/cards/told.ts';
import type { Existing } from '#core/envelope.ts';
import type { Notification } from '#core/notify.ts';
import { plus, type Instant } from '#core/time.ts';
import { settingFor, type Setting } from '#core/views/facts.ts';
import { ENVELOPE, r, T0, TENANT } from '#test/support/build.ts';
import { everyAnswer, everyTold, type Told } from '../views/stories.ts';

export const VERSION = 7;

export function settingIn(language: string): Setting {
  return settingFor(language, offsetAt);
}

export function told(notification: Notification, state: Existing, { setting = settingIn('en'), now = T0 } = {}): Card {
  return toldCard({ notification, state, version: VERSION, setting, now });
}

export type Named = { readonly name: string; readonly card: Card; readonly state: Existing };

/** Each notification of a story, with the states of all that is told after it. */
function moments(language: string): readonly (Told & { readonly at: Instant })[] {
  const all = everyTold(language);
  const story = ({ name }: Told) => name.slice(name.lastIndexOf(','));
  return all.flatMap((one, index) => {
    const later = [...new Set(all.slice(index).flatMap((other) => (story(other) === story(one) ? [other.state] : [])))];
    const times = [T0, plus(T0, { days: 40 })];
    return later.flatMap((state) => times.map((at) => ({ ...one, state, at, name: `${one.name} as ${state.status} at ${at}` })));
  });
}

export function everyCard(language: string, setting = settingIn(language)): readonly Named[] {
  const news = moments(language).map(({ name, notification, state, at }) => ({
    name,
    state,
    card: told(notification, state, { setting, now: at }),
  }));
  const states = [...new Map(moments(language).map(({ state }) => [state, state])).keys()];
  const seats = states.flatMap((state) =>
    (['sender', ...state.recipients.map(({ id }) => id)] as const).map((seat) => ({
      name: `${seat} in ${state.status}`,
      state,
      card: seatCard({ state, version: VERSION, seat, setting, now: T0 }),
    })),
  );
  const shared = states.map((state) => ({ name: `shared in ${state.status}`, state, card: sharedCard({ state, setting }) }));
  const answers = everyAnswer(language).map(({ name, answer, state }) => ({
    name,
    state,
    card: answerCard({ answer, state, setting, zone: state.zone, now: T0, version: VERSION, code: '471147' }),
  }));
  return [...news, ...seats, ...shared, ...answers];
}

export function row(ordinal: number, change: Partial<ListRow> = {}): ListRow {
  const seats = [{ seat: r(1), hasTurn: false }];
  return { envelope: ENVELOPE, title: `Title ${ordinal}`, status: 'sent', seats, waitingFor: [], ...change };
}

export function otherCards(setting: Setting): readonly Card[] {
  const rows = Array.from({ length: 13 }, (_, index) => row(index));
  const about = { tenant: TENANT, setting };
  return [
    ...([null, 'mine', 'sent', 'done', 'overdue'] as const).map((which) => listCard({ rows, which, ...about })),
    chooseCard({ rows, verb: 'void', ...about }),
    homeCard({ setting, command: '/sign' }),
    homeCard({ setting, isSettings: true }),
    helpCard({ verb: null, setting, command: '/sign' }),
    ...VERB_NAMES.map((verb) => helpCard({ verb, setting })),
  ];
}

export function actionsOf({ actions, entries = [] }: Card): readonly CardAction[] {
  return [...actions, ...entries.flatMap(({ action }) => action ?? [])];
}

export function formsOf(card: Card): readonly Form[] {
  return actionsOf(card).flatMap(({ does }) => ('ask' in does ? [does.ask] : []));
}

export function confirmsOf(card: Card): readonly Confirm[] {
  return actionsOf(card).flatMap(({ does }) => ('press' in does && does.confirm ? [does.confirm] : []));
}

/** What can be done, in order: a verb, or the page. */
export function doable(card: Card): readonly string[] {
  return card.actions.map(({ does }) => ('press' in does ? does.press.verb : 'ask' in does ? does.ask.intent.verb : does.open));
}

/** Everything that is said, but for people's own words. */
export function linesOf(card: Card): readonly string[] {
  const { title, status, summary, paragraphs, facts, people, small, quote, entries = [] } = card;
  return [
    title,
    status.word,
    summary,
    ...paragraphs,
    ...facts.flatMap(({ label, value }) => [label, value]),
    ...people.flatMap(({ name, does, standing }) => [name, does, standing]),
    ...small,
    ...(quote ? [quote.who] : []),
    ...entries.flatMap((entry) => [entry.title, entry.line]),
    ...actionsOf(card).flatMap(({ label, spoken }) => [label, spoken]),
    ...formsOf(card).flatMap(formLines),
    ...confirmsOf(card).flatMap(({ title, text, yes, no }) => [title, text, yes, no]),
  ];
}

export function formLines({ title, lead, submit, dismiss, fields }: Form): readonly string[] {
  const labels = fields.flatMap((field) => [
    field.label,
    ...(field.hint === undefined ? [] : [field.hint]),
    ...(field.kind === 'choice' ? field.options.map(({ label }) => label) : []),
  ]);
  return [title, ...lead, submit, dismiss, ...labels];
}
