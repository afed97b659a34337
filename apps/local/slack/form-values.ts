// What a person filled in, by field, as the state of a modal holds it: each kind of input its own way, and what it began with where nothing
// was changed.
import { fieldsOf, listOf, textOf, type Fields } from './json.ts';
import { PEOPLE } from './team.ts';

/** By block id: text, a day, the value of an option; people by id or address, several values as a list. `files` holds file objects. */
export type Values = Readonly<Record<string, unknown>>;

/** The `state` of a view with these values. */
export function stateOf(view: Fields, values: Values): Fields {
  const inputs = listOf(view['blocks']).flatMap((block) => {
    const element = elementOf(block);
    return element
      ? [[textOf(block['block_id']), { [textOf(element['action_id'])]: filled(element, values[textOf(block['block_id'])]) }]]
      : [];
  });
  return { values: Object.fromEntries(inputs) };
}

/** Values that belong to no field of the view. */
export function unknownFields(view: Fields, values: Values): readonly string[] {
  const known = new Set(listOf(view['blocks']).flatMap((block) => (elementOf(block) ? [textOf(block['block_id'])] : [])));
  return Object.keys(values).filter((name) => !known.has(name));
}

/** The fields in which files are chosen. */
export function fileFields(view: Fields): readonly string[] {
  return listOf(view['blocks'])
    .filter((block) => elementOf(block)?.['type'] === 'file_input')
    .map((block) => textOf(block['block_id']));
}

function elementOf(block: Fields): Fields | undefined {
  if (block['type'] === 'input') return fieldsOf(block['element']);
  const accessory = fieldsOf(block['accessory']);
  return 'action_id' in accessory && accessory['type'] !== 'button' ? accessory : undefined;
}

function filled(element: Fields, value: unknown): Fields {
  const type = textOf(element['type']);
  const many = Array.isArray(value) ? value : value === undefined ? undefined : [value];
  switch (type) {
    case 'users_select':
      return { type, selected_user: userIds(many)?.[0] ?? element['initial_user'] ?? null };
    case 'multi_users_select':
      return { type, selected_users: userIds(many) ?? element['initial_users'] ?? [] };
    case 'datepicker':
      return { type, selected_date: value ?? element['initial_date'] ?? null };
    case 'static_select':
    case 'external_select':
    case 'radio_buttons':
      return { type, selected_option: option(element, value) ?? element['initial_option'] ?? null };
    case 'checkboxes':
    case 'multi_static_select':
      return { type, selected_options: many?.map((one) => option(element, one)) ?? element['initial_options'] ?? [] };
    case 'file_input':
      return { type, files: many ?? [] };
    default:
      return { type, value: (value === '' ? undefined : value) ?? element['initial_value'] ?? null };
  }
}

function option(element: Fields, value: unknown): Fields | undefined {
  if (value === undefined) return undefined;
  const groups = listOf(element['option_groups']).flatMap((group) => listOf(group['options']));
  const known = [...listOf(element['options']), ...groups].find((one) => one['value'] === value);
  return known ?? { text: { type: 'plain_text', text: textOf(value) }, value };
}

function userIds(people: readonly unknown[] | undefined): readonly string[] | undefined {
  return people?.map((one) => PEOPLE.find(({ person }) => person.email === textOf(one).toLowerCase())?.id ?? textOf(one));
}
