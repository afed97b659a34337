// Cards about several envelopes or none: one thing said, a list, a choice, the way in, and help.
import type { EnvelopeStatus } from '../envelope.ts';
import type { ListWhich, Verb } from '../grammar/line-intent.ts';
import type { EnvelopeId, RecipientId, TenantId } from '../ids.ts';
import type { Channel } from '../terms.ts';
import type { Setting } from '../views/facts.ts';
import { asks, listing, presses, showing } from './action.ts';
import type { Card, CardAction, Entry } from './card.ts';
import { summed } from './context.ts';
import { startForm } from './forms.ts';
import { aliasesOf, commandLine, VERB_NAMES, VERBS } from './help.ts';

const MOST_ROWS = 10;
const MOST_CHOICES = 5;

export type NoticeInput = {
  readonly kind: 'error' | 'status';
  readonly title: string;
  readonly sentences: readonly string[];
  readonly setting: Setting;
  /** At most one way on. */
  readonly action?: CardAction;
};

/** Says one thing, and is about no envelope in particular. */
export function noticeCard({ kind, title, sentences, setting, action }: NoticeInput): Card {
  const { answers, cards, language } = setting.phrases;
  const isError = kind === 'error';
  return {
    kind,
    language,
    title,
    status: isError ? { word: answers.refusedSubject, tone: 'attention' } : { word: cards.note, tone: 'done' },
    summary: summed(title, sentences),
    paragraphs: sentences,
    facts: [],
    people: [],
    actions: action ? [action] : [],
    small: [],
  };
}

/** An envelope as someone has it on their desk. */
export type ListRow = {
  readonly envelope: EnvelopeId;
  readonly title: string;
  readonly status: EnvelopeStatus;
  /** Theirs; one person may hold several. */
  readonly seats: readonly { readonly seat: 'sender' | RecipientId; readonly hasTurn: boolean }[];
  /** For the sender alone, who may know of everyone. */
  readonly waitingFor: readonly string[];
};

type Rows = { readonly rows: readonly ListRow[]; readonly tenant: TenantId; readonly setting: Setting };
/** @property text only what has these words in its title or reference */
type ListInput = Rows & { readonly which: ListWhich | null; readonly text?: string };

export function listCard({ rows, which, text = '', ...about }: ListInput): Card {
  const { setting } = about;
  const { lists } = setting.phrases.cards;
  const wanted = text.toLowerCase();
  const named = rows.filter(({ title, envelope }) => `${title} ${envelope}`.toLowerCase().includes(wanted));
  const found = which === null ? named.toSorted((a, b) => rankOf(a) - rankOf(b)) : named.filter((row) => BELONGS[which](row));
  const left = found.length - MOST_ROWS;
  const title = lists.titles[which ?? 'all'];
  const count = lists.count(found.length);
  return {
    ...noticeCard({ kind: 'status', title, sentences: found.length === 0 ? [lists.none] : moreThan(left, setting), setting }),
    status: { word: count, tone: found.some(isWaiting) ? 'waiting' : 'done' },
    summary: `${title}: ${count}`,
    entries: found.slice(0, MOST_ROWS).map((row) => entryOf(row, about)),
  };
}

const BELONGS: Readonly<Record<ListWhich, (row: ListRow) => boolean>> = {
  mine: isWaiting,
  sent: ({ seats }) => seats.some(({ seat }) => seat === 'sender'),
  done: ({ status }) => status !== 'draft' && status !== 'sent',
  overdue: ({ status }) => status === 'expired',
};

function isWaiting({ seats }: ListRow): boolean {
  return seats.some(({ hasTurn }) => hasTurn);
}

/** What waits for the reader, then what is open, then what is over. */
function rankOf(row: ListRow): number {
  if (isWaiting(row)) return 0;
  return BELONGS.done(row) ? 2 : 1;
}

/** Never the first match: whoever asked chooses. */
export function chooseCard({ rows, verb, ...about }: Rows & { readonly verb: Verb }): Card {
  const { setting } = about;
  const { lists } = setting.phrases.cards;
  const sentences = [lists.chooseLead, ...moreThan(rows.length - MOST_CHOICES, setting)];
  const asSender = VERBS[verb].may === 'sender';
  return {
    ...noticeCard({ kind: 'status', title: lists.choose, sentences, setting }),
    status: { word: lists.count(rows.length), tone: 'attention' },
    entries: rows.slice(0, MOST_CHOICES).map((row) => entryOf(row, { ...about, asSender })),
  };
}

function moreThan(left: number, { phrases }: Setting): string[] {
  return left > 0 ? [phrases.cards.lists.more(left)] : [];
}

type About = Omit<Rows, 'rows'> & { readonly asSender?: boolean };

function entryOf(row: ListRow, { tenant, setting, asSender = false }: About): Entry {
  const { envelope, title, seats } = row;
  const ofSender = seats.find(({ seat }) => seat === 'sender');
  const inTurn = seats.find(({ hasTurn }) => hasTurn);
  const seat = (asSender ? ofSender : undefined) ?? inTurn ?? ofSender ?? seats[0];
  const action = seat && showing({ tenant, envelope, seat: seat.seat }, { title, setting });
  return { title, line: `${envelope} · ${standingOf(row, setting)}`, ...(action ? { action } : {}) };
}

function standingOf(row: ListRow, { phrases }: Setting): string {
  if (isWaiting(row)) return phrases.cards.lists.yours;
  const { waitingFor: names, status } = row;
  return names.length > 0 ? phrases.cards.lists.others({ names }) : phrases.why.statuses[status];
}

/** @property command what the platform's lines begin with, such as `/sign`; empty where they begin with nothing */
type WithCommand = { readonly setting: Setting; readonly command?: string };

/** The way in; as settings, where its reader wants to be reached. */
export function homeCard({ setting, command = '', isSettings = false }: WithCommand & { readonly isSettings?: boolean }): Card {
  if (isSettings) return settingsCard({ setting });
  const { home, lists, actions } = setting.phrases.cards;
  const sentences = [home.lead, home.help({ command: commandLine(command, 'help') })];
  const start = asks(startForm({ setting, hasFiles: false }), { label: actions.start, title: home.title, tone: 'good', setting });
  return {
    ...noticeCard({ kind: 'status', title: home.title, sentences, setting }),
    status: { word: lists.ready, tone: 'done' },
    actions: [start, listing(setting)],
  };
}

const CHANNELS: readonly (Exclude<Channel, 'web'> | 'any')[] = ['slack', 'teams', 'email', 'any'];

/** @property now what was just chosen */
export function settingsCard({ setting, now }: { readonly setting: Setting; readonly now?: Channel | 'any' }): Card {
  const { settings } = setting.phrases.cards;
  const chosen = CHANNELS.find((one) => one === now);
  const sentences = chosen === undefined ? [settings.lead] : [settings.now({ where: settings.channels[chosen] })];
  const actions = CHANNELS.map((channel) =>
    presses(
      { verb: 'prefer', version: 0, ...(channel === 'any' ? {} : { channel }) },
      { label: settings.channels[channel], title: settings.title, setting },
    ),
  );
  return { ...noticeCard({ kind: 'status', title: settings.title, sentences, setting }), actions };
}

/** @property verb the one that was asked about; null for all of them */
export function helpCard({ verb, setting, command = '' }: WithCommand & { readonly verb: Verb | null }): Card {
  return verb === null ? helpWithAll(setting, command) : helpWith(verb, setting, command);
}

function helpWithAll(setting: Setting, command: string): Card {
  const { help } = setting.phrases;
  const entries = VERB_NAMES.filter((verb) => VERBS[verb].isMain).map((verb): Entry => ({
    title: commandLine(command, VERBS[verb].syntax),
    line: help.verbs[verb],
  }));
  const verbs = VERB_NAMES.filter((verb) => !VERBS[verb].isMain);
  const card = noticeCard({ kind: 'status', title: help.title, sentences: [help.lead], setting });
  return { ...card, entries, small: [help.more({ command: commandLine(command, 'help'), verbs })] };
}

function helpWith(verb: Verb, setting: Setting, command: string): Card {
  const { help, language } = setting.phrases;
  const { syntax, example, may } = VERBS[verb];
  const also = aliasesOf(verb, language);
  return {
    ...noticeCard({ kind: 'status', title: help.titleOf({ command: commandLine(command, verb) }), sentences: [help.verbs[verb]], setting }),
    facts: [
      { label: help.syntax, value: commandLine(command, syntax) },
      { label: help.example, value: commandLine(command, example) },
      ...(also.length > 0 ? [{ label: help.aliases, value: also.join(', ') }] : []),
      { label: help.who, value: help.may[may] },
    ],
  };
}
