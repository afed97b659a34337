// The fields as boxes on the pages: made from the rows, and measured in shares of the page, so that they stay where they are at any size.
import { badgeOf, read, rows, wordOf } from './placing-rows.js';

const POINTS_PER_MM = 72 / 25.4;
const boxes = new Map();

export function paintAll() {
  const shown = rows();
  for (const [row, box] of boxes) if (!shown.includes(row)) box.remove();
  for (const row of boxes.keys()) if (!shown.includes(row)) boxes.delete(row);
  for (const row of shown) paint(row);
}

export function paint(row) {
  const field = read(row);
  const page = pageOf(field);
  const box = boxes.get(row) ?? made(row);
  const size = page && sizeOfPage(page);
  if (!size) return box.remove();
  if (box.parentElement !== page) page.append(box);
  box.setAttribute('aria-label', `${row.querySelector('.line').textContent}${field.label === '' ? '' : `: ${field.label}`}`);
  const badge = badgeOf(row);
  box.className = `placed ${field.kind} ${[...badge.classList].filter((name) => name !== 'badge').join(' ')}`;
  const what = Object.assign(document.createElement('span'), { className: 'what', textContent: field.label || wordOf(row, 'kind') });
  box.querySelector('.inside').replaceChildren(badge, what);
  box.classList.toggle('chosen', row.classList.contains('chosen'));
  box.style.left = `${(100 * field.left) / size.width}%`;
  box.style.top = `${(100 * field.top) / size.height}%`;
  box.style.width = `${(100 * field.width) / size.width}%`;
  box.style.height = `${(100 * field.height) / size.height}%`;
}

export function boxOf(row) {
  return boxes.get(row);
}

export function rowOf(box) {
  return [...boxes].find(([, one]) => one === box)?.[0];
}

/** In millimetres. @returns undefined while it is not known */
export function sizeOfPage({ dataset: { width, height } }) {
  return width === undefined ? undefined : { width: width / POINTS_PER_MM, height: height / POINTS_PER_MM };
}

export function pageOf({ document: id, page }) {
  return document.querySelector(`.pages[data-document="${CSS.escape(id)}"]`)?.children[page - 1];
}

/** Which page that is, in the words of the rows. */
export function placeOf(page) {
  const { children, dataset } = page.parentElement;
  return { document: dataset.document, page: [...children].indexOf(page) + 1 };
}

/** Where on the page a point of the screen is, in millimetres. */
export function pointOn(page, { clientX, clientY }) {
  const { left, top, width } = page.getBoundingClientRect();
  const scale = sizeOfPage(page).width / width;
  return { left: (clientX - left) * scale, top: (clientY - top) * scale };
}

/** Kept on the page, whole. */
export function within(page, { left, top, width, height }) {
  const size = sizeOfPage(page);
  const [wide, high] = [Math.min(Math.max(width, 3), size.width), Math.min(Math.max(height, 3), size.height)];
  return { left: between(left, size.width - wide), top: between(top, size.height - high), width: wide, height: high };
}

function between(value, most) {
  return Math.max(0, Math.min(value, most));
}

function made(row) {
  const box = document.createElement('button');
  box.type = 'button';
  const inside = Object.assign(document.createElement('span'), { className: 'inside' });
  const handles = ['nw', 'se'].map((corner) => {
    const handle = Object.assign(document.createElement('span'), { className: `handle ${corner}` });
    handle.dataset.corner = corner;
    return handle;
  });
  box.append(inside, ...handles);
  boxes.set(row, box);
  return box;
}
