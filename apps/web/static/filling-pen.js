// A pen: strokes of mouse, finger or stylus, as the path that goes on record (whole numbers in a box of 1000 × 400).

const BOX = { width: 1000, height: 400 };

/** @param changed told of the path after every stroke */
export function penIn(pad, { most, changed }) {
  const surface = pad.querySelector('svg');
  const line = surface.querySelector('path');
  let strokes = strokesIn(line.getAttribute('d'));
  let isDown = false;

  surface.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    surface.setPointerCapture(event.pointerId);
    isDown = true;
    strokes.push([pointOn(surface, event)]);
  });
  surface.addEventListener('pointermove', (event) => {
    if (!isDown) return;
    // What came since the last frame, so that a fast hand draws no corners.
    const events = event.getCoalescedEvents?.() ?? [];
    strokes.at(-1).push(...(events.length > 0 ? events : [event]).map((one) => pointOn(surface, one)));
    line.setAttribute('d', pathOf(strokes));
  });
  for (const end of ['pointerup', 'pointercancel']) surface.addEventListener(end, () => isDown && lift());

  function lift() {
    isDown = false;
    strokes = strokes.filter((points) => points.length > 1);
    show();
  }

  function show() {
    const path = shortPath(strokes, most);
    line.setAttribute('d', path);
    changed(path);
  }

  return {
    path: () => line.getAttribute('d'),
    undo: () => (strokes.pop(), show()),
    clear: () => ((strokes = []), show()),
  };
}

function pointOn(surface, { clientX, clientY }) {
  const { left, top, width, height } = surface.getBoundingClientRect();
  return [inside(((clientX - left) / width) * BOX.width, BOX.width), inside(((clientY - top) / height) * BOX.height, BOX.height)];
}

function inside(value, most) {
  return Math.round(Math.max(0, Math.min(value, most)));
}

function strokesIn(path) {
  const strokes = path.split('M').slice(1);
  return strokes.map((stroke) => stroke.split('L').map((point) => point.split(' ').map(Number)));
}

function pathOf(strokes) {
  return strokes.map((points) => `M${points.map((point) => point.join(' ')).join('L')}`).join('');
}

/** As close to the hand as the room allows: a line is coarser the more of it there is. */
function shortPath(strokes, most) {
  for (let tolerance = 1.5; tolerance < BOX.width; tolerance *= 1.5) {
    const path = pathOf(strokes.map((points) => simplified(points, tolerance)));
    if (path.length <= most) return path;
  }
  return '';
}

/** Ramer, Douglas and Peucker: without the points that lie closer to the line between their neighbours than the tolerance. */
function simplified(points, tolerance) {
  const [first, last] = [points[0], points.at(-1)];
  const distances = points.map((point) => distance(point, first, last));
  const furthest = distances.indexOf(Math.max(...distances));
  if (points.length < 3 || distances[furthest] <= tolerance) return [first, last];
  return [...simplified(points.slice(0, furthest + 1), tolerance).slice(0, -1), ...simplified(points.slice(furthest), tolerance)];
}

function distance([x, y], [x1, y1], [x2, y2]) {
  const length = Math.hypot(x2 - x1, y2 - y1);
  if (length === 0) return Math.hypot(x - x1, y - y1);
  return Math.abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / length;
}
