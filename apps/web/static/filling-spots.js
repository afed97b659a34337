// The places of fields over the pages: put where they belong once the size of a page is known, and what stands in them.

/** Of its usual size. */
const SMALLEST = 0.55;
const SVG = 'http://www.w3.org/2000/svg';

export function placeSpots() {
  const placeOn = (page) => {
    for (const spot of page.querySelectorAll('.spot')) put(spot, page.dataset);
  };
  document.addEventListener('sized', ({ target }) => placeOn(target));
  for (const page of document.querySelectorAll('.page[data-width]')) placeOn(page);
}

/** In shares of the page, so that it stays where it is at any size. The page as drawn is what counts, also where the place juts out. */
function put(spot, { width, height }) {
  const { left, top, width: wide, height: high } = spot.dataset;
  spot.style.left = `${(100 * left) / width}%`;
  spot.style.top = `${(100 * top) / height}%`;
  spot.style.width = `${(100 * wide) / width}%`;
  spot.style.height = `${(100 * high) / height}%`;
  // A point of the page in hundredths of its width, for letters as large as they will be.
  spot.style.setProperty('--point', 100 / width);
  spot.style.setProperty('--high', high);
  spot.classList.add('put');
  fit(spot);
}

export function spotOf(field) {
  return document.querySelector(`.spot[data-field="${CSS.escape(field)}"]`);
}

export function allSpots(fields) {
  return fields.map(spotOf).filter((spot) => spot !== null);
}

/** @param what words, or a drawing as a path */
export function stand(spot, what) {
  const { words = '', path = '' } = what;
  spot.querySelector('.stands').replaceChildren(path === '' ? words : drawing(path));
  spot.classList.toggle('filled', words !== '' || path !== '');
  fit(spot);
}

/** Smaller letters where the words are longer than their place. */
function fit(spot) {
  const stands = spot.querySelector('.stands');
  spot.style.setProperty('--fit', 1);
  spot.classList.remove('wrapped');
  const share = stands.clientWidth / stands.scrollWidth;
  if (!(share < 1)) return;
  spot.style.setProperty('--fit', Math.max(SMALLEST, share * 0.98));
  spot.classList.toggle('wrapped', share < SMALLEST);
}

function drawing(path) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 1000 400');
  const line = document.createElementNS(SVG, 'path');
  line.setAttribute('d', path);
  svg.append(line);
  return svg;
}
