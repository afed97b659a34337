// Whether Slack would take what we send, and people could read it: every limit of Block Kit that we touch, and our own rules for cards
// that are heard as well as seen. Knows the published limits by itself, so that a wrong one in the product is noticed.
type Json = Readonly<Record<string, unknown>>;

const BLOCKS = ['header', 'section', 'context', 'actions', 'divider', 'input'];
/** Of a message; somewhat below what Slack was seen to refuse. */
const SLACK_TAKES_IN_ALL = 10_500;

/** @property leadsToForm whether a button's value is the intent of a form, which asks before anything counts */
type Knowing = { readonly leadsToForm?: (value: string) => boolean };

/** @returns what is wrong, in words; nothing when all is well */
export function lintMessage(
  { text, blocks }: { readonly text: string; readonly blocks: readonly object[] },
  knowing: Knowing = {},
): string[] {
  const found = lintBlocks(blocks as readonly Json[], 50, knowing);
  const total = textsIn(blocks).reduce((sum, one) => sum + one.length, 0);
  const headers = blocks.filter((block) => (block as Json).type === 'header').length;
  return [
    ...found,
    ...(headers === 1 ? [] : [`${headers} headers`]),
    ...(total > SLACK_TAKES_IN_ALL ? [`${total} characters in all`] : []),
    ...(text.trim() === '' ? ['no summary'] : []),
    ...tooLong('text', text, 4000),
    ...markup('text', text),
  ];
}

export function lintModal(view: object): string[] {
  const { title, submit, close, callback_id, private_metadata, blocks } = view as Json;
  return [
    ...lintBlocks(blocks as readonly Json[], 100, {}),
    ...plainText('title', title, 24),
    ...plainText('submit', submit, 24),
    ...plainText('close', close, 24),
    ...tooLong('callback_id', callback_id, 255),
    ...tooLong('private_metadata', private_metadata, 3000),
  ];
}

function lintBlocks(blocks: readonly Json[], most: number, knowing: Knowing): string[] {
  const ids = blocks.flatMap(({ block_id }) => (typeof block_id === 'string' ? [block_id] : []));
  const actions = buttonsIn(blocks).map(({ action_id }) => String(action_id));
  return [
    ...(blocks.length > most ? [`${blocks.length} blocks`] : []),
    ...(new Set(ids).size < ids.length ? ['a block_id twice'] : []),
    ...(new Set(actions).size < actions.length ? ['an action_id twice'] : []),
    ...blocks.flatMap((block) => lintBlock(block, knowing)),
  ];
}

function lintBlock(block: Json, knowing: Knowing): string[] {
  const type = String(block.type);
  const id = tooLong(`${type}.block_id`, block.block_id ?? '-', 255);
  const accessory = block.accessory === undefined ? [] : lintButton(block.accessory as Json, knowing);
  switch (type) {
    case 'header':
      return [...id, ...plainText('header', block.text, 150)];
    case 'section':
      return [...id, ...accessory, ...(block.text === undefined ? fieldsOf(block.fields) : anyText('section', block.text, 3000))];
    case 'context':
      return [
        ...id,
        ...several('context elements', block.elements, 10),
        ...listOf(block.elements).flatMap((one) => anyText('context', one, 2000)),
      ];
    case 'actions':
      return [...id, ...several('buttons', block.elements, 5), ...listOf(block.elements).flatMap((one) => lintButton(one, knowing))];
    case 'input':
      return [...id, ...plainText('label', block.label, 2000), ...hintOf(block.hint), ...lintElement(block.element as Json)];
    default:
      return BLOCKS.includes(type) ? id : [`a block of type ${type}`];
  }
}

function fieldsOf(fields: unknown): string[] {
  return [...several('fields', fields, 10), ...listOf(fields).flatMap((one) => anyText('field', one, 2000))];
}

function hintOf(hint: unknown): string[] {
  return hint === undefined ? [] : plainText('hint', hint, 2000);
}

function lintButton(
  { text, action_id, value, url, accessibility_label, style, confirm }: Json,
  { leadsToForm = () => false }: Knowing,
): string[] {
  const isAsking = confirm !== undefined || leadsToForm(String(value));
  return [
    ...plainText('button', text, 75),
    ...tooLong('action_id', action_id, 255),
    ...(url === undefined ? tooLong('value', value, 2000) : tooLong('url', url, 3000)),
    ...tooLong('accessibility_label', accessibility_label, 75),
    ...(style === undefined || style === 'primary' || style === 'danger' ? [] : [`the style ${JSON.stringify(style)}`]),
    ...(style === 'danger' && !isAsking ? ['a red button that does not ask'] : []),
    ...(confirm === undefined ? [] : lintConfirm(confirm as Json)),
  ];
}

function lintConfirm({ title, text, confirm, deny }: Json): string[] {
  return [
    ...plainText('confirm.title', title, 100),
    ...anyText('confirm.text', text, 300),
    ...plainText('confirm.confirm', confirm, 30),
    ...plainText('confirm.deny', deny, 30),
  ];
}

function lintElement(element: Json): string[] {
  const { type, action_id, max_length, initial_value, options, max_files, max_selected_items } = element;
  return [
    ...tooLong('action_id', action_id, 255),
    ...between('max_length', max_length, 3000),
    ...between('max_files', max_files, 10),
    ...between('max_selected_items', max_selected_items, Infinity),
    ...(initial_value === undefined ? [] : tooLong('initial_value', initial_value, Number(max_length ?? 3000))),
    ...(type === 'static_select' ? optionsOf(options) : []),
  ];
}

function optionsOf(options: unknown): string[] {
  return [
    ...several('options', options, 100),
    ...listOf(options).flatMap(({ text, value }) => [...plainText('option', text, 75), ...tooLong('option value', value, 150)]),
  ];
}

function between(name: string, value: unknown, most: number): string[] {
  return value === undefined || (typeof value === 'number' && value >= 1 && value <= most) ? [] : [`${name} is ${JSON.stringify(value)}`];
}

function several(name: string, list: unknown, most: number): string[] {
  const count = listOf(list).length;
  return count >= 1 && count <= most ? [] : [`${count} ${name}`];
}

function plainText(name: string, object: unknown, most: number): string[] {
  const { type, emoji } = (object ?? {}) as Json;
  return [...(type === 'plain_text' && emoji === false ? [] : [`${name} is not plain text without emoji`]), ...anyText(name, object, most)];
}

function anyText(name: string, object: unknown, most: number): string[] {
  const { type, text, verbatim } = (object ?? {}) as Json;
  const isMarked = type === 'mrkdwn';
  return [
    ...tooLong(name, text, most),
    // Our own quotations, line by line.
    ...markup(name, isMarked ? String(text).replace(/^>/gm, '') : String(text)),
    ...(isMarked && verbatim !== true ? [`${name} looks for links`] : []),
    ...(isMarked ? marks(name, String(text)) : []),
  ];
}

function tooLong(name: string, text: unknown, most: number): string[] {
  if (typeof text !== 'string' || text.trim() === '') return [`${name} is empty`];
  if (!text.isWellFormed()) return [`${name} holds half a character`];
  return text.length > most ? [`${name} has ${text.length} characters`] : [];
}

/** Nothing that Slack takes for a mention, a link, a broadcast or an entity of its own, and nothing that turns text round or hides it. */
function markup(name: string, text: string): string[] {
  return [
    ...(/[<>]/.test(text) ? [`${name} holds a control sequence`] : []),
    ...(/&(?!amp;|lt;|gt;)/.test(text) ? [`${name} holds a bare ampersand`] : []),
    ...(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u200B-\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/.test(text)
      ? [`${name} holds unseen characters`]
      : []),
  ];
}

/** Of marks only our own bold: one pair a line, around whole words. */
function marks(name: string, text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.replace(/^>/, '').replace(/^(\S+ )?\*[^*\s](?:[^*]*[^*\s])?\*/, '$1'))
    .flatMap((line) => [
      ...(/[*~`]/.test(line) ? [`${name} holds a mark of formatting: ${line}`] : []),
      ...(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/u.test(line) ? [`${name} holds italics: ${line}`] : []),
      ...(/:[\p{L}\p{N}_+'-]+:/u.test(line) ? [`${name} holds an emoji's name: ${line}`] : []),
    ]);
}

function listOf(value: unknown): readonly Json[] {
  return Array.isArray(value) ? (value as Json[]) : [];
}

function buttonsIn(blocks: readonly Json[]): readonly Json[] {
  return blocks.flatMap(({ accessory, elements, type }) => [
    ...(accessory === undefined ? [] : [accessory as Json]),
    ...(type === 'actions' ? listOf(elements) : []),
  ]);
}

/** Every `text` that is shown; those of confirm dialogs too. */
function textsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (key === 'confirm' && typeof inner === 'object' && inner !== null && 'title' in inner) return [];
    return key === 'text' && typeof inner === 'string' ? [inner] : textsIn(inner);
  });
}
