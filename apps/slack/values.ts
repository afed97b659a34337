// What somebody filled into a modal, by field, and the few checks that Slack can show beside a field at once.
import type { Inputs } from '#apps/chat/request.ts';
import { listOf, recordOf, textAt, textsOf, type Body } from './payload.ts';
import type { Words } from './words.ts';

/** A block is a field: its id is the field's, and it holds one element. */
export function inputsOf(view: Body | undefined): Inputs {
  const state = recordOf(recordOf(view?.['state'])?.['values']) ?? {};
  const inputs = Object.entries(state).flatMap(([field, elements]) => {
    const [element] = Object.values(recordOf(elements) ?? {});
    const value = valueOf(recordOf(element));
    return value === undefined ? [] : [[field, value] as const];
  });
  return Object.fromEntries(inputs);
}

function valueOf(element: Body | undefined): string | string[] | undefined {
  switch (element?.['type']) {
    case 'plain_text_input':
    case 'email_text_input':
      return textAt(element, 'value');
    case 'datepicker':
      return textAt(element, 'selected_date');
    case 'static_select':
      return textAt(element, 'selected_option', 'value');
    case 'multi_users_select':
      return [...textsOf(element['selected_users'])];
    case 'file_input':
      return listOf(element['files']).flatMap((file) => textAt(file, 'id') ?? []);
    default:
      return undefined;
  }
}

/** Something, an @, something with a dot: whether it is an address is for the rules. */
const ADDRESS = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** By field; empty where all can be taken. Slack checks the same, but only where the person's client does. */
export function problemsOf(view: Body | undefined, words: Words): Readonly<Record<string, string>> {
  const inputs = inputsOf(view);
  const problems = listOf(view?.['blocks']).flatMap((block) => {
    const field = textAt(block, 'block_id');
    if (textAt(block, 'type') !== 'input' || field === undefined) return [];
    const value = inputs[field];
    if (isEmpty(value)) return block['optional'] === true ? [] : [[field, words.isRequired] as const];
    const isAddress = textAt(block, 'element', 'type') === 'email_text_input';
    return isAddress && typeof value === 'string' && !ADDRESS.test(value.trim()) ? [[field, words.isNoAddress] as const] : [];
  });
  return Object.fromEntries(problems);
}

function isEmpty(value: string | readonly string[] | undefined): boolean {
  return value === undefined || (typeof value === 'string' ? value.trim() === '' : value.length === 0);
}
