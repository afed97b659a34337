// Finds what a person presses among the blocks that they see.
import { fieldsOf, listOf, textOf, type Fields } from './json.ts';

type Wanted = { readonly action: string; readonly value?: string | undefined };

/** As an app is told of it. @param value tells several of the same name apart, or is what was chosen from a menu */
export function pressed(blocks: readonly Fields[], { action, value }: Wanted): Fields | undefined {
  const all = blocks.flatMap((block) =>
    [...listOf(block['elements']), fieldsOf(block['accessory'])].map((element) => ({ element, block: textOf(block['block_id']) })),
  );
  const named = all.filter(({ element }) => element['action_id'] === action);
  const found =
    named.find(({ element }) => value === undefined || element['value'] === value) ??
    named.find(({ element }) => element['type'] !== 'button');
  if (!found) return undefined;
  const { type, action_id, text, value: own, style, options } = found.element;
  const isMenu = type !== 'button';
  return {
    type,
    action_id,
    block_id: found.block,
    ...(text !== undefined && { text }),
    ...(own !== undefined && { value: own }),
    ...(style !== undefined && { style }),
    ...(isMenu && { selected_option: listOf(options).find((option) => option['value'] === value) ?? null }),
  };
}

/** The names of all that can be pressed, for whoever named another. */
export function pressable(blocks: readonly Fields[]): readonly string[] {
  return blocks
    .flatMap((block) => [...listOf(block['elements']), fieldsOf(block['accessory'])])
    .map((element) => textOf(element['action_id']))
    .filter((name) => name !== '');
}
