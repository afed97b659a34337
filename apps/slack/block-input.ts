// A form's fields as inputs of a modal: the block bears the field's id, so that what is handed in names its fields as the form did.
import type { types } from '@slack/bolt';
import type { Field } from '#core/cards/card.ts';
import { BUDGET, MOST } from './block-limits.ts';
import { clip, oneLine, plain, severalLines } from './block-text.ts';

/** In the state of a view that was handed in: `values[field.id][INPUT]`. */
const INPUT = 'value';

export function inputOf(field: Field): types.InputBlock {
  const hint = oneLine(field.hint ?? '');
  return {
    type: 'input',
    block_id: field.id,
    label: plain(oneLine(field.label), BUDGET.inputLabel),
    element: elementOf(field),
    optional: !field.isRequired,
    ...(hint !== '' && { hint: plain(hint, BUDGET.inputHint) }),
  };
}

function elementOf(field: Field): types.InputBlock['element'] {
  const action_id = INPUT;
  switch (field.kind) {
    case 'line':
    case 'text': {
      const max_length = Math.max(1, Math.min(field.most, MOST.typed));
      const isText = field.kind === 'text';
      const initial = clip(isText ? severalLines(field.initial ?? '') : oneLine(field.initial ?? ''), max_length);
      return { type: 'plain_text_input', action_id, multiline: isText, max_length, ...(initial !== '' && { initial_value: initial }) };
    }
    case 'address': {
      const initial = oneLine(field.initial ?? '');
      return { type: 'email_text_input', action_id, ...(initial !== '' && { initial_value: initial }) };
    }
    case 'people': {
      const max_selected_items = Math.max(1, field.most);
      const initial = (field.initial ?? []).slice(0, max_selected_items);
      return { type: 'multi_users_select', action_id, max_selected_items, ...(initial.length > 0 && { initial_users: initial }) };
    }
    case 'day':
      return { type: 'datepicker', action_id, ...(isDay(field.initial) && { initial_date: field.initial }) };
    case 'choice':
      return choiceOf(field);
    case 'files':
      // Slack looks at the names only; what the files are is found out when they come.
      return { type: 'file_input', action_id, filetypes: ['pdf'], max_files: Math.max(1, Math.min(field.most, MOST.files)) };
  }
}

function choiceOf(field: Extract<Field, { kind: 'choice' }>): types.StaticSelect {
  const options = field.options.slice(0, MOST.options).map(({ value, label }) => ({ text: plain(oneLine(label), MOST.option), value }));
  const initial = options.find(({ value }) => value === field.initial);
  return { type: 'static_select', action_id: INPUT, options, ...(initial && { initial_option: initial }) };
}

function isDay(text: string | undefined): text is string {
  return text !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(text);
}
