// The fields as rows of the form, which is what is saved. Everything else on the page only shows them, or changes them through here.

export const form = document.querySelector('#placing');
const list = form?.querySelector('.field-rows');
const template = document.querySelector('#field-row');
const TEXTS = ['id', 'kind', 'who', 'document', 'label'];
const NUMBERS = ['page', 'left', 'top', 'width', 'height'];
/** Millimetres, as good as a hand can place; the size in which people sign on paper. */
const SIZES = { signature: [60, 15], initials: [20, 10], date: [30, 7], text: [60, 7], checkbox: [5, 5] };

let next = list?.querySelectorAll('li').length ?? 0;

export function rows() {
  return [...list.querySelectorAll('li')];
}

export function read(row) {
  const texts = TEXTS.map((name) => [name, input(row, name).value]);
  const numbers = NUMBERS.map((name) => [name, Number(input(row, name).value.replace(',', '.'))]);
  return { ...Object.fromEntries([...texts, ...numbers]), isRequired: input(row, 'required').checked };
}

export function write(row, { isRequired, ...values }) {
  for (const [name, value] of Object.entries(values)) input(row, name).value = TEXTS.includes(name) ? value : tenths(value);
  if (isRequired !== undefined) input(row, 'required').checked = isRequired;
  describe(row);
}

export function add(values) {
  const row = template.content.firstElementChild.cloneNode(true);
  for (const one of row.querySelectorAll('[name]')) one.name = one.name.replace('.new', `.${next}`);
  next += 1;
  list.append(row);
  dress(row);
  write(row, values);
  return row;
}

/** What only makes sense with this script. */
export function dress(row) {
  for (const one of row.querySelectorAll('.with-script')) one.hidden = false;
  describe(row);
}

export function sizeOf(kind) {
  const [width, height] = SIZES[kind];
  return { width, height };
}

/** Its heading, as the server writes it. */
export function describe(row) {
  const { page } = read(row);
  const said = { kind: wordOf(row, 'kind'), who: wordOf(row, 'who'), page };
  row.querySelector('.line').textContent = form.dataset.line.replace(/\{(kind|who|page)\}/g, (_, name) => said[name]);
  row.querySelector('summary .badge').replaceWith(badgeOf(row));
}

export function wordOf(row, name) {
  return input(row, name).selectedOptions[0]?.textContent.trim() ?? '';
}

/** The badge of whoever fills it in, as it stands beside their name. */
export function badgeOf(row) {
  const choice = [...form.querySelectorAll('[name=whose]')].find(({ value }) => value === input(row, 'who').value);
  const badge = choice?.closest('label').querySelector('.badge');
  return badge ? badge.cloneNode(true) : Object.assign(document.createElement('span'), { className: 'badge', textContent: '?' });
}

export function snapshot() {
  return JSON.stringify(rows().map(read));
}

export function restore(text) {
  list.replaceChildren();
  for (const values of JSON.parse(text)) add(values);
}

function input(row, name) {
  return row.querySelector(`[name^="${name}."]`);
}

function tenths(number) {
  return String(Math.round(number * 10) / 10);
}
