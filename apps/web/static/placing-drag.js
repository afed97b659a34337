// Moving a box and pulling its corners, with mouse, pen or finger; a box may be carried over to another page.
import { paint, placeOf, pageOf, pointOn, rowOf, sizeOfPage, within } from './placing-boxes.js';
import { read, write } from './placing-rows.js';

/** A hand that only presses trembles less than this. */
const TREMBLE_PIXELS = 4;

/** @param told of a row that is taken hold of, and when it is let go */
export function dragging({ taken, dropped }) {
  document.addEventListener('pointerdown', (event) => {
    const box = event.target.closest?.('.placed');
    const row = box && rowOf(box);
    if (!row || event.button !== 0) return;
    taken(row);
    follow(row, event, dropped);
  });
}

function follow(row, start, dropped) {
  const before = read(row);
  const from = pointOn(pageOf(before), start);
  const corner = start.target.dataset.corner;
  let hasMoved = false;

  function move(event) {
    if (event.pointerId !== start.pointerId) return;
    hasMoved ||= Math.hypot(event.clientX - start.clientX, event.clientY - start.clientY) > TREMBLE_PIXELS;
    if (!hasMoved) return;
    event.preventDefault();
    write(row, corner ? pulled(before, { corner, from, event }) : carried(row, { before, from, event }));
    paint(row);
  }

  function end(event) {
    if (event.pointerId !== start.pointerId) return;
    for (const name of ['pointermove', 'pointerup', 'pointercancel']) removeEventListener(name, name === 'pointermove' ? move : end);
    if (hasMoved) dropped(row);
  }

  addEventListener('pointermove', move);
  addEventListener('pointerup', end);
  addEventListener('pointercancel', end);
}

/** Held at the spot at which it was taken, on whichever page that is by now. */
function carried(row, { before, from, event }) {
  const under = document.elementsFromPoint(event.clientX, event.clientY).find((one) => one.matches('.pages > .page'));
  const page = under && sizeOfPage(under) ? under : pageOf(read(row));
  const to = pointOn(page, event);
  const spot = { ...before, left: before.left + to.left - from.left, top: before.top + to.top - from.top };
  return { ...placeOf(page), ...within(page, spot) };
}

/** The corner across stays where it is. */
function pulled(before, { corner, from, event }) {
  const page = pageOf(before);
  const to = pointOn(page, event);
  const [across, down] = [to.left - from.left, to.top - from.top];
  const size = sizeOfPage(page);
  if (corner === 'se') {
    const width = Math.min(before.width + across, size.width - before.left);
    return within(page, { ...before, width, height: Math.min(before.height + down, size.height - before.top) });
  }
  const [right, bottom] = [before.left + before.width, before.top + before.height];
  const left = Math.min(Math.max(0, before.left + across), right - 3);
  const top = Math.min(Math.max(0, before.top + down), bottom - 3);
  return { left, top, width: right - left, height: bottom - top };
}
