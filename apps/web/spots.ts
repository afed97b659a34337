// The places of fields over the pages: whose each is, and what stands there. The browser's script puts them where they belong, since where
// that is depends on the size of the page on the screen, and no style may be inline.
import { DRAWN_IN, isDrawing } from '#core/entry.ts';
import type { Existing, Recipient } from '#core/envelope.ts';
import type { Field } from '#core/fields.ts';
import type { Phrases } from '#core/phrases/phrases.ts';
import { fieldsOf } from '#core/rules/placing.ts';
import { successorName } from '#core/views/place.ts';
import { html, shown, type Markup } from './markup.ts';
import type { PageModel } from './page-model.ts';

/** What this reader fills in, or has filled in; nothing once someone else does. */
export function ownFields(state: Existing, recipient: Recipient | undefined): readonly Field[] {
  return recipient === undefined || recipient.closed ? [] : fieldsOf(state, recipient);
}

/** What is asked for, in the sender's words where there are any. */
export function whatOf({ label, kind }: Pick<Field, 'label' | 'kind'>, { certificate }: Phrases): string {
  return label === '' ? certificate.marks.kinds[kind] : shown(label);
}

export function spotsOn(model: PageModel, document: string, page: number): readonly Markup[] {
  const { state, recipient } = model;
  const own = ownFields(state, recipient);
  return state.fields
    .filter((field) => field.document === document && field.place.page === page)
    .map((field) => spot(model, { field, isOwn: own.includes(field) }));
}

type Spot = { readonly field: Field; readonly isOwn: boolean };

function spot({ state, setting: { phrases } }: PageModel, { field, isOwn }: Spot): Markup {
  const { id, kind, place } = field;
  const what = whatOf(field, phrases);
  const value = state.entered[id];
  const name = isOwn ? phrases.filling.ofReader(what) : phrases.filling.ofOther({ what, who: shown(holderOf(state, field)) });
  const looks = [isOwn ? 'own' : 'others', kind, ...(value === undefined ? [] : ['filled'])].join(' ');
  return html`<span
    class="spot ${looks}"
    data-field="${id}"
    data-left="${place.left}"
    data-top="${place.top}"
    data-width="${place.width}"
    data-height="${place.height}"
    role="group"
    aria-label="${name}"
    ><span class="asks">${value === undefined && !isOwn ? name : what}</span
    ><span class="stands">${value === undefined ? '' : standing(field, value, phrases)}</span></span
  >`;
}

function standing({ kind }: Field, value: string, phrases: Phrases): Markup | string {
  if (kind === 'checkbox') return value === '' ? '' : '✓';
  if (kind === 'date') return phrases.certificate.marks.day(value);
  return kind !== 'text' && isDrawing(value) ? drawing(value) : shown(value);
}

function drawing(path: string): Markup {
  return html`<svg viewBox="0 0 ${DRAWN_IN.width} ${DRAWN_IN.height}" aria-hidden="true"><path d="${path}" /></svg>`;
}

/** Whoever has the place by now. */
function holderOf(state: Existing, { recipient }: Field): string {
  const seat = state.recipients.find(({ id }) => id === recipient);
  return seat ? successorName(state, seat) || seat.name : '';
}
