// Filling in the fields of a document: what is entered in the form stands at once in its place on the page, and the next field is a press
// away. The form works without it, save drawing.
import { forget, keep, restore } from './filling-kept.js';
import { penIn } from './filling-pen.js';
import { allSpots, placeSpots, spotOf, stand } from './filling-spots.js';

const form = document.querySelector('.form-sign');

placeSpots();
if (form) begin();
else if (document.querySelector('.spot.own.filled')) forget();

function begin() {
  restore(form);
  const drawings = [...form.querySelectorAll('.pen')].map(pen);
  const show = () => {
    for (const entry of entries()) stand(spotOf(entry.dataset.field), { words: wordsOf(inputOf(entry)) });
    for (const drawn of drawings) drawn.show();
    tell();
  };
  form.addEventListener('input', () => (show(), keep(form)));
  form.addEventListener('invalid', ({ target }) => mark(target.closest('.entry')), true);
  form.addEventListener('focusin', ({ target }) => pointOut(target.closest('[data-field]')));
  document.addEventListener('click', clicked);
  for (const one of document.querySelectorAll('[data-does=next], .tally')) one.hidden = false;
  for (const spot of ownSpots()) spot.classList.add('pressable');
  show();
}

/** Signature and initials: typed, which needs nothing, or drawn for all their places at once. */
function pen(choice) {
  const { pen: kind, fields, most } = choice.dataset;
  const ids = fields.split(' ');
  const inputs = ids.map((id) => form.elements.namedItem(`entry-${id}`));
  const pad = choice.querySelector('.pad');
  const [typed, drawn] = choice.querySelectorAll('[type=radio]');
  choice.hidden = false;
  const [first] = inputs;
  pad.querySelector('path').setAttribute('d', first.value);
  if (first.value !== '') drawn.checked = true;
  const line = penIn(pad, { most: Number(most), changed: apply });
  pad.querySelector('[data-does=undo]').addEventListener('click', line.undo);
  pad.querySelector('[data-does=clear]').addEventListener('click', line.clear);
  choice.addEventListener('change', () => apply(line.path()));

  function apply(path) {
    for (const input of inputs) input.value = typed.checked ? '' : path;
    form.dispatchEvent(new Event('input'));
  }

  function show() {
    pad.hidden = typed.checked;
    const name = form.elements.namedItem('typedName').value.trim();
    for (const spot of allSpots(ids)) stand(spot, { path: first.value, words: kind === 'initials' ? initialsOf(name) : name });
  }
  return { show };
}

/** As the record has them: of every word the first letter. */
function initialsOf(name) {
  const words = name.normalize('NFC').split(/[\s\p{Pd}]+/u);
  const letters = words.map((word) => /[\p{L}\p{N}]\p{M}*/u.exec(word)?.[0] ?? '').filter((letter) => letter !== '');
  return letters.slice(0, 6).join('').toUpperCase() || name;
}

function entries() {
  return [...form.querySelectorAll('.entry')];
}

function inputOf(entry) {
  return entry.querySelector('input');
}

function wordsOf({ type, checked, value }) {
  return type === 'checkbox' ? (checked ? '✓' : '') : value;
}

function isMissing(entry) {
  const input = inputOf(entry);
  return input.required && wordsOf(input).trim() === '';
}

function tell() {
  const missing = entries().filter(isMissing);
  for (const entry of entries()) if (!isMissing(entry)) unmark(entry);
  const line = form.querySelector('.missing');
  if (!line) return;
  const names = missing.map(({ dataset }) => dataset.what);
  line.textContent = names.length === 0 ? line.dataset.complete : `${line.dataset.missing} ${names.join(', ')}`;
  line.classList.toggle('complete', names.length === 0);
}

function mark(entry) {
  if (!entry) return;
  inputOf(entry).setAttribute('aria-invalid', 'true');
  entry.querySelector('.must').hidden = false;
}

function unmark(entry) {
  inputOf(entry).removeAttribute('aria-invalid');
  const must = entry.querySelector('.must');
  if (must) must.hidden = true;
}

function clicked({ target }) {
  if (target.closest('[data-does=next]')) return next();
  const spot = target.closest('.spot.pressable');
  if (spot) goTo(spot.dataset.field);
}

/** First what is missing, then what may stay empty, then the signature itself. */
function next() {
  const all = entries();
  const at = all.findIndex((entry) => entry.contains(document.activeElement) || entry.classList.contains('last'));
  const inTurn = [...all.slice(at + 1), ...all.slice(0, at + 1)];
  const empty = (entry) => wordsOf(inputOf(entry)).trim() === '';
  const found = inTurn.find(isMissing) ?? inTurn.slice(0, all.length - (at + 1)).find(empty);
  return found ? goTo(found.dataset.field) : form.elements.namedItem('typedName').focus();
}

function goTo(field) {
  const entry = entries().find(({ dataset }) => dataset.field === field);
  for (const one of entries()) one.classList.toggle('last', one === entry);
  const input = entry ? inputOf(entry) : form.elements.namedItem('typedName');
  input.focus();
  input.scrollIntoView({ block: 'center' });
}

/** Its place, where form and page are beside each other. */
function pointOut(entry) {
  const spot = entry && spotOf(entry.dataset.field);
  for (const one of ownSpots()) one.classList.toggle('current', one === spot);
  if (spot && matchMedia('(width >= 60rem)').matches) spot.scrollIntoView({ block: 'center' });
}

function ownSpots() {
  return [...document.querySelectorAll('.spot.own')];
}
