// Draws the pages of a document as they come near, and small courtesies of forms. The page works without it: then the PDF is a link.

/** Pixels across: sharp on any screen and when a phone zooms in, without exhausting its memory. */
const WIDTH = { least: 1200, most: 2200 };

for (const list of document.querySelectorAll('.pages')) {
  drawAll(list).catch(() => {
    list.hidden = true;
    list.parentElement?.querySelector('.trouble')?.removeAttribute('hidden');
  });
}

async function drawAll(list) {
  const { source, library, worker, base } = list.dataset;
  const pdfjs = await import(library);
  pdfjs.GlobalWorkerOptions.workerSrc = worker;
  const pdf = await pdfjs.getDocument({
    url: source,
    disableRange: true,
    disableStream: true,
    cMapUrl: `${base}cmaps/`,
    cMapPacked: true,
    standardFontDataUrl: `${base}standard_fonts/`,
    wasmUrl: `${base}wasm/`,
    iccUrl: `${base}iccs/`,
  }).promise;
  const places = [...list.querySelectorAll('.page')];
  const first = (await pdf.getPage(1)).getViewport({ scale: 1 });
  for (const place of places) size(place, first);
  const near = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (isIntersecting) void draw(pdf, { place: target, number: places.indexOf(target) + 1 });
        else release(target);
      }
    },
    { rootMargin: '150% 0px' },
  );
  for (const place of places.slice(0, pdf.numPages)) near.observe(place);
}

async function draw(pdf, { place, number }) {
  if (place.dataset.state) return;
  place.dataset.state = 'drawing';
  const page = await pdf.getPage(number);
  const natural = page.getViewport({ scale: 1 });
  const width = Math.min(WIDTH.most, Math.max(WIDTH.least, place.clientWidth * devicePixelRatio));
  const viewport = page.getViewport({ scale: width / natural.width });
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(viewport.width);
  canvas.height = Math.round(viewport.height);
  canvas.setAttribute('aria-hidden', 'true');
  await page.render({ canvas, viewport }).promise;
  size(place, natural);
  place.querySelector('canvas')?.remove();
  place.prepend(canvas);
  place.dataset.state = 'drawn';
  await spell(page, place);
}

/** In points, for whatever is laid over the page; that of a page which was not drawn yet is a guess. */
function size(place, { width, height }) {
  place.style.aspectRatio = `${width} / ${height}`;
  Object.assign(place.dataset, { width, height });
  place.dispatchEvent(new CustomEvent('sized', { bubbles: true }));
}

/** The words of the page for those who do not see it. */
async function spell(page, place) {
  if (place.querySelector('.page-text')) return;
  const { items } = await page.getTextContent();
  const text = document.createElement('div');
  text.className = 'page-text';
  text.textContent = items.map(({ str, hasEOL }) => (hasEOL ? `${str}\n` : str)).join('');
  place.append(text);
}

/** A phone has room for few large canvases. */
function release(place) {
  if (place.dataset.state !== 'drawn') return;
  const canvas = place.querySelector('canvas');
  if (canvas) canvas.width = canvas.height = 0;
  canvas?.remove();
  delete place.dataset.state;
}

/** A second press of an impatient finger is not sent at all. */
document.addEventListener('submit', (event) => {
  if (event.target.dataset.sent) event.preventDefault();
  event.target.dataset.sent = 'yes';
});
// A page taken from the browser's memory is an old one.
addEventListener('pageshow', ({ persisted }) => persisted && location.reload());
document.querySelector('#notice')?.focus();
