// Finding the button that a person presses in a card, as a Teams client has it: also behind "Show card", with its inputs as they stand.
import { z } from 'zod';
import type { Json } from './teams-store.ts';

/**
 * @property verb of an Action.Execute; of an Action.Submit, what its data calls so
 * @property inputs what goes along unless it is typed over: of the same card and the cards around it
 */
export type CardButton = {
  readonly kind: 'execute' | 'submit' | 'dialog';
  readonly verb: string;
  readonly title: string;
  readonly data: Json;
  readonly inputs: Readonly<Record<string, string>>;
};

const buttonSchema = z.looseObject({
  type: z.enum(['Action.Execute', 'Action.Submit']),
  verb: z.string().optional(),
  title: z.string().default(''),
  data: z.looseObject({ verb: z.string().optional(), msteams: z.looseObject({ type: z.string() }).optional() }).default({}),
});
const inputSchema = z.looseObject({ type: z.string().startsWith('Input.'), id: z.string(), value: z.unknown().optional() });
const showCardSchema = z.looseObject({ type: z.literal('Action.ShowCard'), card: z.unknown().optional() });

/** Not shown as long as the card itself can be, and pressed by nobody. */
const NOT_ON_SCREEN = new Set(['fallback', 'refresh', 'authentication', 'data', 'msteams']);

export function buttonsOf(card: unknown, around: Readonly<Record<string, string>> = {}): readonly CardButton[] {
  const parts = within(card);
  const inputs = { ...around, ...Object.fromEntries(parts.flatMap(inputOf)) };
  return parts.flatMap((part) => {
    const shown = showCardSchema.safeParse(part);
    if (shown.success) return buttonsOf(shown.data.card, inputs);
    const button = buttonSchema.safeParse(part);
    return button.success ? [read(button.data, inputs)] : [];
  });
}

/** Several buttons of one verb differ by what they carry. A button that opens a dialog may name no verb: then by its label. */
export function findButton(card: unknown, verb: string, data: Json): CardButton | undefined {
  const buttons = buttonsOf(card);
  const called = buttons.filter((button) => button.verb === verb);
  const labelled = buttons.filter(({ kind, title }) => kind === 'dialog' && title.toLowerCase().startsWith(verb.toLowerCase()));
  const fitting = called.length > 0 ? called : labelled;
  return fitting.find((button) => Object.entries(data).some(([name, value]) => button.data[name] === value)) ?? fitting[0];
}

/** What is sent when it is pressed; `typed` names inputs by their ids, or without the prefix that tells two of a name apart in one card. */
export function pressedWith({ inputs, data }: Pick<CardButton, 'inputs' | 'data'>, typed: Json): Json {
  const known = Object.keys(inputs);
  const named = Object.entries(typed).map(([name, value]): [string, unknown] => {
    const input = known.includes(name) ? name : known.find((id) => id.endsWith(`.${name}`));
    // Several choices are one text in Adaptive Cards.
    return [input ?? name, Array.isArray(value) ? value.join(',') : value];
  });
  return { ...inputs, ...data, ...Object.fromEntries<unknown>(named) };
}

function read({ type, verb, title, data }: z.output<typeof buttonSchema>, inputs: CardButton['inputs']): CardButton {
  if (type === 'Action.Execute') return { kind: 'execute', verb: verb ?? '', title, data, inputs };
  const opens = data.msteams?.type === 'task/fetch';
  return { kind: opens ? 'dialog' : 'submit', verb: data.verb ?? (opens ? 'task/fetch' : 'submit'), title, data, inputs };
}

function inputOf(part: object): [string, string][] {
  const input = inputSchema.safeParse(part);
  if (!input.success) return [];
  return [[input.data.id, typeof input.data.value === 'string' ? input.data.value : '']];
}

/** Every object of a card but those inside a further card. */
function within(value: unknown): readonly object[] {
  if (Array.isArray(value)) return value.flatMap(within);
  if (typeof value !== 'object' || value === null) return [];
  if (showCardSchema.safeParse(value).success) return [value];
  const inner = Object.entries(value).flatMap(([name, part]) => (NOT_ON_SCREEN.has(name) ? [] : within(part)));
  return [value, ...inner];
}
