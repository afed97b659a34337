// A modal of Block Kit: its inputs as fields of a form, and what was filled in by block.
import { blockElements, plainText } from './slack-blocks.js';
import { colleagues, el, fileOf } from './pane.js';

/** @returns the form and a way to show what is wrong with a field; `handIn` is given the values by block id */
export function modalForm(view, { handIn, cancel, pressed }) {
  const inputs = view.blocks.filter(({ type }) => type === 'input').map(inputOf);
  const fields = new Map(inputs.map((input) => [input.id, input]));
  const body = view.blocks.flatMap((block) =>
    block.type === 'input' ? [fields.get(block.block_id).element] : blockElements([block], pressed),
  );
  const actions = el(
    'p',
    { className: 'actions' },
    view.submit ? el('button', { type: 'submit', className: 'button' }, plainText(view.submit)) : undefined,
    el('button', { type: 'button', className: 'button quiet', onclick: cancel }, view.close ? plainText(view.close) : 'Close'),
  );
  const form = el('form', { className: 'modal-form' }, ...body, actions);
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const values = await Promise.all(inputs.map(async ({ id, value }) => [id, await value()]));
    await handIn(Object.fromEntries(values.filter(([, value]) => value !== undefined)));
  });
  return {
    form,
    blame(errors) {
      for (const { id, blame } of inputs) blame(errors[id] ?? '');
    },
  };
}

function inputOf({ block_id: id, label, element, hint, optional = false }) {
  const name = `field-${id}`;
  const error = el('p', { id: `${name}-error`, className: 'field-error', role: 'alert', hidden: true });
  const control = controlOf(element, { id: name, required: !optional, 'aria-describedby': `${name}-hint ${name}-error` });
  const title = `${plainText(label)}${optional ? '' : ' (required)'}`;
  const wrap = control.isGroup
    ? el('fieldset', { className: 'field' }, el('legend', {}, title), control.node)
    : el('div', { className: 'field' }, el('label', { for: name }, title), control.node);
  wrap.append(el('p', { id: `${name}-hint`, className: 'quiet' }, hint ? plainText(hint) : ''), error);
  return {
    id,
    element: wrap,
    value: control.value,
    blame(words) {
      error.textContent = words;
      error.hidden = words === '';
    },
  };
}

function controlOf(element, props) {
  const { type } = element;
  if (type === 'multi_users_select' || type === 'users_select') return people(element);
  if (type === 'static_select') {
    const options = element.options.map(({ text, value }) => el('option', { value }, plainText(text)));
    const node = el('select', props, ...options);
    if (element.initial_option) node.value = element.initial_option.value;
    return { node, value: () => node.value };
  }
  if (type === 'file_input') {
    const node = el('input', { ...props, type: 'file', accept: 'application/pdf', multiple: (element.max_files ?? 10) > 1 });
    return { node, value: async () => Promise.all([...node.files].map(fileOf)) };
  }
  const typed = { ...props, value: element.initial_value ?? element.initial_date ?? '' };
  if (element.max_length) typed.maxLength = element.max_length;
  const kind = { datepicker: 'date', email_text_input: 'email', number_input: 'number' }[type] ?? 'text';
  const node = element.multiline ? el('textarea', { ...typed, rows: 3 }) : el('input', { ...typed, type: kind });
  return { node, value: () => (node.value === '' ? undefined : node.value) };
}

function people({ type, initial_users: chosen = [], initial_user: only }) {
  const kind = type === 'users_select' ? 'radio' : 'checkbox';
  const initial = only ? [only] : chosen;
  const group = `people-${crypto.randomUUID()}`;
  const boxes = colleagues.map(({ user, name }) => {
    const box = el('input', { type: kind, name: group, value: user, checked: initial.includes(user) });
    return { box, label: el('label', { className: 'check' }, box, ` ${name}`) };
  });
  return {
    isGroup: true,
    node: el('div', {}, ...boxes.map(({ label }) => label)),
    value: () => boxes.filter(({ box }) => box.checked).map(({ box }) => box.value),
  };
}
