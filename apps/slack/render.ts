// Cards as Block Kit, forms as modals. People's own words stand in plain text or are made harmless, and whatever comes in, what goes
// out is within Slack's limits: a card that Slack refuses would leave someone untold.
import type { types } from '@slack/bolt';
import type { Card, CardAction, Entry, Form, Intent, Progress, Tone } from '#core/cards/card.ts';
import { buttonsOf, type CardMeans } from './block-button.ts';
import { inputOf } from './block-input.ts';
import { BUDGET, MOST } from './block-limits.ts';
import { bold, harmless, marked, oneLine, plain, severalLines, sharing } from './block-text.ts';

/** @property text the whole card in a sentence: Slack shows it in notifications and reads it aloud instead of the blocks */
export type Rendering = { readonly text: string; readonly blocks: types.KnownBlock[] };

export type FormMeans = {
  readonly seal: (intent: Intent) => string;
  /** Where the form's outcome is answered. */
  readonly metadata?: string;
};

/** Every form's; which one it is, is in its sealed intent. */
export const FORM_CALLBACK = 'form';

const SIGNS: Readonly<Record<Tone, string>> = { waiting: '⏳', done: '✅', stopped: '⛔', attention: '⚠️' };

export function renderCard(card: Card, how: CardMeans): Rendering {
  const { title, status, summary, actions, entries = [] } = card;
  const button = buttonsOf(how);
  const heading = oneLine(title) || oneLine(status.word);
  return {
    text: harmless(oneLine(summary) || heading || '–', MOST.text),
    blocks: [
      { type: 'header', text: plain(heading, MOST.header) },
      { type: 'section', text: marked(`${SIGNS[status.tone]} ${bold(oneLine(status.word), BUDGET.status - 4)}`) },
      ...paragraphsOf(card.paragraphs),
      ...quoteOf(card),
      ...factsOf(card),
      ...peopleOf(card.people),
      ...entriesOf(entries, button),
      ...actionsOf(actions, button),
      ...smallOf(card.small),
    ],
  };
}

export function renderForm(form: Form, { seal, metadata }: FormMeans): types.ModalView {
  const { texts } = sharing(form.lead.map(severalLines).filter(isSaid), BUDGET.lead, (text, most) => plain(text, most).text);
  return {
    type: 'modal',
    callback_id: FORM_CALLBACK,
    private_metadata: privately(seal(form.intent), metadata),
    title: plain(oneLine(form.title), MOST.modalWord),
    submit: plain(oneLine(form.submit), MOST.modalWord),
    close: plain(oneLine(form.dismiss), MOST.modalWord),
    blocks: [...texts.map(plainSection), ...form.fields.map(inputOf)],
  };
}

/** The intent is what the form is for; where it is answered can be done without. */
function privately(intent: string, place: string | undefined): string {
  const whole = JSON.stringify({ intent, place });
  return whole.length <= MOST.metadata ? whole : JSON.stringify({ intent });
}

function paragraphsOf(paragraphs: readonly string[]): types.KnownBlock[] {
  const { texts, left } = sharing(paragraphs.map(severalLines).filter(isSaid), BUDGET.paragraphs, (text, most) => plain(text, most).text);
  return [...texts.map(plainSection), ...moreOf(left)];
}

/** Slack's own look of a quotation, line by line, so that no word in it can step out of it. */
function quoteOf({ quote }: Card): types.KnownBlock[] {
  const text = severalLines(quote?.text ?? '');
  if (!quote || text === '') return [];
  const lines = text.split('\n');
  const room = BUDGET.quote - lines.length;
  // So many lines that nothing could stand in them: as one.
  const shown = room > BUDGET.quote / 2 ? harmless(text, room) : harmless(oneLine(text), BUDGET.quote - 1);
  const who = oneLine(quote.who);
  const head = who === '' ? '' : `${bold(who, MOST.header)}\n`;
  return [{ type: 'section', text: marked(`${head}${shown.replace(/^/gm, '>')}`) }];
}

/** Two columns: what it is, and what it says, exactly. */
function factsOf({ facts }: Card): types.KnownBlock[] {
  const kept = facts.filter(({ label, value }) => isSaid(oneLine(label)) || isSaid(severalLines(value)));
  const { texts, left } = sharing(kept, BUDGET.facts, ({ value }, most) => plain(severalLines(value), most).text);
  const cells = texts.flatMap((value, at) => [
    marked(bold(oneLine(kept[at]?.label ?? ''), BUDGET.factLabel)),
    { type: 'plain_text', text: value, emoji: false } as const,
  ]);
  const sections = chunks(cells, MOST.fields).map((fields): types.KnownBlock => ({ type: 'section', fields }));
  return [...sections, ...moreOf(left)];
}

function peopleOf(people: readonly Progress[]): types.KnownBlock[] {
  const { texts, left } = sharing(people, BUDGET.people, lineOf);
  if (texts.length === 0) return [];
  return [{ type: 'section', text: marked(texts.join('\n')) }, ...moreOf(left)];
}

function lineOf({ name, does, standing, tone }: Progress, most: number): string {
  const third = Math.floor((most - 8) / 3);
  const rest = [does, standing].map((text) => harmless(oneLine(text), third)).filter(isSaid);
  const who = `${SIGNS[tone]} ${bold(oneLine(name), third)}`;
  return rest.length === 0 ? who : `${who} — ${rest.join(': ')}`;
}

function entriesOf(entries: readonly Entry[], button: ReturnType<typeof buttonsOf>): types.KnownBlock[] {
  if (entries.length === 0) return [];
  const { texts, left } = sharing(entries, BUDGET.entries, ({ title, line }, most) => {
    const said = [title, line].map(oneLine).filter(isSaid).join('\n');
    return plain(said, most).text;
  });
  const rows = texts.map((text, at): types.KnownBlock => {
    const action = entries[at]?.action;
    const accessory = action && button(action);
    return accessory ? { ...plainSection(text), block_id: blockId(`e${at}`, action), accessory } : plainSection(text);
  });
  return [{ type: 'divider' }, ...rows, ...moreOf(left)];
}

function actionsOf(all: readonly CardAction[], button: ReturnType<typeof buttonsOf>): types.KnownBlock[] {
  const actions = all.slice(0, BUDGET.actions);
  const elements = actions.map(button).filter((one) => one !== undefined);
  if (elements.length === 0) return [];
  return [{ type: 'actions', block_id: blockId('a', actions.find(({ does }) => !('open' in does)) ?? actions[0]), elements }];
}

/** Another one for every version of the record: Slack keeps what was chosen in a block as long as its id stays. */
function blockId(prefix: string, action: CardAction | undefined): string {
  const intent = action && intentOf(action);
  const about = intent?.place ?? (action && 'open' in action.does ? action.does.about : undefined);
  return [prefix, about?.envelope ?? 'none', intent?.version ?? 0].join(':').slice(0, MOST.blockId);
}

function intentOf({ does }: CardAction): Intent | undefined {
  if ('press' in does) return does.press;
  return 'ask' in does ? does.ask.intent : undefined;
}

function smallOf(small: readonly string[]): types.KnownBlock[] {
  const { texts } = sharing(small.map(oneLine).filter(isSaid), BUDGET.small, (text, most) => plain(text, most).text);
  return texts.length === 0 ? [] : [{ type: 'context', elements: texts.map((text) => ({ type: 'plain_text', text, emoji: false })) }];
}

/** What did not fit is counted, not hidden. */
function moreOf(left: number): types.KnownBlock[] {
  return left === 0 ? [] : [{ type: 'context', elements: [plain(`… +${left}`, MOST.header)] }];
}

function plainSection(text: string): types.SectionBlock {
  return { type: 'section', text: { type: 'plain_text', text, emoji: false } };
}

function isSaid(text: string): boolean {
  return text !== '';
}

function chunks<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size));
}
