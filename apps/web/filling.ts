// The part of the signing form that fills in fields: an input for each that does not fill itself, and a choice between typing and drawing
// for signature and initials. Without a script all of it works but drawing, and then the typed name stands for both.
import { DRAWN_IN, MOST_DRAWN, MOST_TEXT } from '#core/entry.ts';
import type { Recipient } from '#core/envelope.ts';
import type { Field } from '#core/fields.ts';
import type { Phrases } from '#core/phrases/phrases.ts';
import { fillsItself, mustBeEntered } from '#core/rules/entries.ts';
import { hidden } from './fields.ts';
import { html, type Markup } from './markup.ts';
import type { PageModel } from './page-model.ts';
import { ownFields, whatOf } from './spots.ts';

type Kept = NonNullable<PageModel['kept']>;
type Pen = 'signature' | 'initials';

/** All drawings of one signature together; what fits into the row of one command leaves room for the texts. */
const MOST_DRAWN_TOGETHER = 120_000;

/** What stands before the name is typed. */
export function fillIn({ state, kept, setting: { phrases } }: PageModel, recipient: Recipient): Markup | '' {
  const own = ownFields(state, recipient);
  const open = own.filter((field) => !fillsItself(field)).toSorted(byPlace);
  const dates = own.some(({ kind }) => kind === 'date') ? html`<p class="hint">${phrases.filling.dates}</p>` : '';
  if (open.length === 0) return dates;
  return html`<div class="filling">
    <h3>${phrases.fields.label}</h3>
    ${open.map((field) => entry(field, { kept, phrases }))} ${dates}
  </div>`;
}

/** What stands after it: how signature and initials look. */
export function pens({ state, kept, setting: { phrases } }: PageModel, recipient: Recipient): readonly Markup[] {
  const own = ownFields(state, recipient);
  const most = Math.min(MOST_DRAWN, Math.floor(MOST_DRAWN_TOGETHER / Math.max(1, own.filter(({ kind }) => isPen(kind)).length)));
  return (['signature', 'initials'] as const).map((kind) => {
    const fields = own.filter((field) => field.kind === kind);
    return fields.length === 0 ? html`` : pen(kind, { fields, most, kept, phrases });
  });
}

/** What is missing, and the way there; all of it by the script. */
export function tally({ state, setting: { phrases } }: PageModel, recipient: Recipient): Markup | '' {
  if (!hasToFillIn({ state }, recipient)) return '';
  const { filling } = phrases;
  return html`<div class="tally" hidden>
    <p class="missing" role="status" data-missing="${filling.missing}" data-complete="${filling.complete}"></p>
    ${nextField(phrases)}
  </div>`;
}

export function hasToFillIn({ state }: Pick<PageModel, 'state'>, recipient: Recipient): boolean {
  return recipient.role === 'signer' && ownFields(state, recipient).some((field) => !fillsItself(field));
}

export function nextField({ filling }: Phrases): Markup {
  return html`<button type="button" class="button plain" data-does="next" hidden>${filling.next}</button>`;
}

type Among = { readonly kept: Kept | undefined; readonly phrases: Phrases };

function entry(field: Field, { kept, phrases }: Among): Markup {
  const { id, kind, isRequired, place } = field;
  const { filling } = phrases;
  const what = filling.asked({ what: whatOf(field, phrases), page: place.page, isRequired });
  const value = kept?.[nameOf(id)] ?? '';
  const isMissing = kept !== undefined && mustBeEntered(field) && value.trim() === '';
  const input = { id: nameOf(id), value, isRequired, isMissing };
  return html`<div class="entry ${kind}" data-field="${id}" data-what="${what}">
    ${
      kind === 'checkbox'
        ? html`<label class="tick">${tickBox(input)} <span>${what}</span></label>`
        : html`<label for="${input.id}">${what}</label> ${textLine(input)}`
    }
    ${isRequired ? must(input.id, { kind, isMissing, phrases }) : ''}
  </div>`;
}

type Must = { readonly kind: Field['kind']; readonly isMissing: boolean; readonly phrases: Phrases };

function must(id: string, { kind, isMissing, phrases: { filling } }: Must): Markup {
  return html`<p class="must" id="${id}-must" ${isMissing ? '' : 'hidden'}>
    ${kind === 'checkbox' ? filling.tickThis : filling.fillThis}
  </p>`;
}

type Input = { readonly id: string; readonly value: string; readonly isRequired: boolean; readonly isMissing: boolean };

function textLine({ id, value, ...input }: Input): Markup {
  return html`<input id="${id}" name="${id}" value="${value}" maxlength="${MOST_TEXT}" autocomplete="on" ${needs(id, input)} />`;
}

function tickBox({ id, value, ...input }: Input): Markup {
  return html`<input type="checkbox" id="${id}" name="${id}" value="yes" ${value === 'yes' ? 'checked' : ''} ${needs(id, input)} />`;
}

function needs(id: string, { isRequired, isMissing }: Pick<Input, 'isRequired' | 'isMissing'>): Markup | '' {
  if (!isRequired) return '';
  return html`required ${isMissing ? html`aria-invalid="true"` : ''} aria-describedby="${id}-must"`;
}

type Drawn = Among & { readonly fields: readonly Field[]; readonly most: number };

function pen(kind: Pen, { fields, most, kept, phrases }: Drawn): Markup {
  const { filling } = phrases;
  const pages = [...new Set(fields.map(({ place }) => place.page))].toSorted((a, b) => a - b);
  const choice = (value: 'typed' | 'drawn', word: string) =>
    html`<label class="chip"
      ><input type="radio" name="pen-${kind}" value="${value}" ${value === 'typed' ? 'checked' : ''} /> ${word}</label
    >`;
  return html`${fields.map(({ id }) => hidden(nameOf(id), kept?.[nameOf(id)] ?? ''))}
    <fieldset class="pen" data-pen="${kind}" data-fields="${fields.map(({ id }) => id).join(' ')}" data-most="${most}" hidden>
      <legend>${phrases.certificate.marks.kinds[kind]}</legend>
      <p class="hint">${filling.pages(pages.map(filling.pageAt).join(', '))}</p>
      ${choice('typed', kind === 'initials' ? filling.typedInitials : filling.typed)} ${choice('drawn', filling.drawn)}
      <div class="pad" hidden>
        <svg viewBox="0 0 ${DRAWN_IN.width} ${DRAWN_IN.height}" role="img" aria-label="${filling.pad[kind]}"><path d="" /></svg>
        <p class="hint">${filling.padHint}</p>
        <button type="button" class="button quiet-button" data-does="undo">${filling.undo}</button>
        <button type="button" class="button quiet-button" data-does="clear">${filling.clear}</button>
      </div>
    </fieldset>`;
}

function isPen(kind: Field['kind']): kind is Pen {
  return kind === 'signature' || kind === 'initials';
}

/** Of its input in the form. */
function nameOf(field: string): string {
  return `entry-${field}`;
}

/** In the order in which one reads. */
function byPlace(a: Field, b: Field): number {
  return (
    a.document.localeCompare(b.document, 'en', { numeric: true }) ||
    a.place.page - b.place.page ||
    a.place.top - b.place.top ||
    a.place.left - b.place.left
  );
}
