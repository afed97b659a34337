// Placing fields on the pages: choose for whom and what, then where. Works on the rows of the form, so that saving is sending that form.
import { boxOf, paint, paintAll, pageOf, placeOf, pointOn, rowOf, sizeOfPage, within } from './placing-boxes.js';
import { dragging } from './placing-drag.js';
import { add, describe, dress, form, read, restore, rows, sizeOf, snapshot, write } from './placing-rows.js';

const STEP_MM = 1;
const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

const past = [];
let known = '';
let saved = '';
let isSending = false;

if (form) begin();

function begin() {
  document.documentElement.classList.add('scripted');
  for (const one of form.querySelectorAll('.with-script')) one.hidden = false;
  for (const row of rows()) dress(row);
  known = saved = snapshot();
  if ('unsaved' in form.dataset) saved = '';
  paintAll();
  tell();
  document.addEventListener('sized', paintAll);
  document.addEventListener('click', clicked);
  document.addEventListener('keydown', pressed);
  document.addEventListener('keyup', ({ key, target }) => key in STEPS && target.matches?.('.placed') && commit());
  form.addEventListener('change', ({ target }) => changed(target.closest('.field-rows > li')));
  form.addEventListener('submit', () => (isSending = true));
  addEventListener('beforeunload', (event) => known !== saved && !isSending && event.preventDefault());
  dragging({ taken: choose, dropped: commit });
}

/** One step that can be undone. */
function commit() {
  const now = snapshot();
  if (now === known) return;
  past.push(known);
  known = now;
  tell();
}

function undo() {
  const before = past.pop();
  if (before === undefined) return;
  restore(before);
  known = before;
  choose(undefined);
  paintAll();
  tell();
}

function tell() {
  form.querySelector('.count').textContent = form.dataset.count.replace('{count}', rows().length);
  form.querySelector('.unsaved').hidden = known === saved;
  form.querySelector('[data-does=undo]').disabled = past.length === 0;
}

function clicked(event) {
  const { target, detail } = event;
  const kind = target.closest('[data-kind]');
  // A key gives no place, so that what is needed goes to the page in view.
  if (kind && detail === 0) return put(kind.dataset.kind, pageInView());
  if (kind) return arm(kind.getAttribute('aria-pressed') === 'true' ? undefined : kind);
  const does = target.closest('[data-does]')?.dataset.does;
  if (does === 'undo') return undo();
  if (does === 'remove') return remove(target.closest('.field-rows > li') ?? chosen());
  if (does === 'edit') return edit(chosen());
  const page = target.closest('.pages > .page');
  const armed = form.querySelector('[data-kind][aria-pressed=true]');
  if (page && armed && !target.closest('.placed')) return put(armed.dataset.kind, page, pointOn(page, event));
  const row = target.closest('.field-rows > li');
  if (row && target.closest('summary')) choose(row);
  const box = target.closest('.placed');
  if (box) choose(rowOf(box));
}

function pressed(event) {
  const { key, ctrlKey, metaKey, shiftKey, target } = event;
  if (key.toLowerCase() === 'z' && (ctrlKey || metaKey) && !target.matches('input, textarea')) {
    event.preventDefault();
    return undo();
  }
  if (key === 'Escape') return arm(undefined);
  const row = target.matches('.placed') ? rowOf(target) : undefined;
  if (!row) return;
  if (key === 'Delete' || key === 'Backspace') {
    event.preventDefault();
    return remove(row);
  }
  if (key === 'Enter') {
    event.preventDefault();
    return edit(row);
  }
  const step = STEPS[key];
  if (!step) return;
  event.preventDefault();
  nudge(
    row,
    step.map((one) => one * STEP_MM),
    shiftKey,
  );
}

function nudge(row, [across, down], isSizing) {
  const field = read(row);
  const { left, top, width, height } = field;
  const spot = isSizing
    ? { left, top, width: width + across, height: height + down }
    : { left: left + across, top: top + down, width, height };
  write(row, within(pageOf(field), spot));
  choose(row);
  paint(row);
}

function arm(kind) {
  for (const one of form.querySelectorAll('[data-kind]')) one.setAttribute('aria-pressed', String(one === kind));
  document.documentElement.classList.toggle('armed', kind !== undefined);
}

/** Around the point, or in the middle of the page. */
function put(kind, page, point) {
  const size = page && sizeOfPage(page);
  if (!size) return;
  const { width, height } = sizeOf(kind);
  const middle = point ?? { left: size.width / 2, top: size.height / 2 };
  const spot = within(page, { left: middle.left - width / 2, top: middle.top - height / 2, width, height });
  const who = form.querySelector('[name=whose]:checked')?.value ?? '';
  const row = add({ id: '', kind, who, label: '', isRequired: kind !== 'checkbox', ...placeOf(page), ...spot });
  arm(undefined);
  choose(row);
  paint(row);
  boxOf(row).focus({ preventScroll: true });
  commit();
}

function remove(row) {
  if (!row) return;
  boxOf(row)?.remove();
  const at = rows().indexOf(row);
  row.remove();
  const neighbour = rows()[at] ?? rows().at(-1);
  choose(neighbour);
  paintAll();
  commit();
  (neighbour ? boxOf(neighbour) : form.querySelector('[data-kind]'))?.focus({ preventScroll: true });
}

function changed(row) {
  if (!row) return;
  describe(row);
  const field = read(row);
  const page = pageOf(field);
  const isReadable = Object.values(field).every((value) => !Number.isNaN(value));
  // What is no number stays as it was typed, to be put right; it cannot be saved.
  if (page && sizeOfPage(page) && isReadable) write(row, within(page, field));
  paint(row);
  tellChosen();
  commit();
}

function chosen() {
  return rows().find((row) => row.classList.contains('chosen'));
}

/** One at a time: its box is marked and its row is open. */
function choose(row) {
  for (const one of rows()) {
    const isChosen = one === row;
    one.classList.toggle('chosen', isChosen);
    boxOf(one)?.classList.toggle('chosen', isChosen);
    if (!isChosen) one.querySelector('details').open = false;
    else if (!one.contains(document.activeElement)) one.querySelector('details').open = true;
  }
  tellChosen();
  // Where the list stands beside the pages; below them it would carry the reader away.
  if (row && matchMedia('(width >= 60rem)').matches) row.scrollIntoView({ block: 'nearest' });
}

function tellChosen() {
  const row = chosen();
  for (const one of form.querySelectorAll('.of-chosen')) one.hidden = row === undefined;
  if (row) form.querySelector('[data-does=edit]').textContent = row.querySelector('.line').textContent;
}

function edit(row) {
  if (!row) return;
  choose(row);
  row.querySelector('details').open = true;
  row.scrollIntoView({ block: 'nearest' });
  row.querySelector('input:not([type=hidden], [type=checkbox])')?.focus();
}

function pageInView() {
  const middle = innerHeight / 2;
  const distance = (page) => {
    const { top, bottom } = page.getBoundingClientRect();
    return top <= middle && bottom >= middle ? 0 : Math.min(Math.abs(top - middle), Math.abs(bottom - middle));
  };
  return [...document.querySelectorAll('.pages > .page')].toSorted((a, b) => distance(a) - distance(b))[0];
}
