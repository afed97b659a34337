// The fields as a list in the form: with the script of the page it mirrors what lies on the pages, without it fields are placed here by
// numbers. Either way it is what is saved.
import { initialsOf } from '#core/entry.ts';
import type { Existing } from '#core/envelope.ts';
import type { FieldKind } from '#core/fields.ts';
import type { Phrases } from '#core/phrases/phrases.ts';
import { html, shown, type Markup } from './markup.ts';
import type { Row } from './placing-form.ts';

export const KINDS: readonly FieldKind[] = ['signature', 'initials', 'date', 'text', 'checkbox'];
/** How many can be added at once where no script adds them. */
const SPARE_ROWS = 4;

type List = { readonly state: Existing; readonly rows: readonly Row[]; readonly phrases: Phrases };
/** `number`: of the row, unlike any other; what stands in the template is given its own by the script. */
type Numbered = Omit<List, 'rows'> & { readonly row: Row; readonly number: string };

export function rowList({ state, rows, phrases }: List): Markup {
  const numbered = (row: Row, number: string) => rowItem({ state, phrases, row, number });
  const spare = { ...emptyRow(state), kind: '' };
  return html`<h2>${phrases.placing.list}</h2>
    <ol class="field-rows">
      ${rows.map((row, index) => numbered(row, String(index)))}
      <noscript>${Array.from({ length: SPARE_ROWS }, (_, at) => numbered(spare, String(rows.length + at)))}</noscript>
    </ol>
    <template id="field-row">${numbered({ ...emptyRow(state), kind: 'signature' }, 'new')}</template>`;
}

/** Those who can be given fields, in the order in which they are named. */
export function signersOf({ recipients }: Existing): Existing['recipients'] {
  return recipients.filter(({ role }) => role === 'signer');
}

/** Which of the colours; the initials say the same without any. */
export function badge(name: string, index: number): Markup {
  return html`<span class="badge who-${(index % 6) + 1}" aria-hidden="true">${Array.from(initialsOf(name)).slice(0, 2).join('')}</span>`;
}

function emptyRow(state: Existing): Row {
  const [document] = state.documents;
  const [signer] = signersOf(state);
  const nothing = { id: '', left: '', top: '', width: '', height: '', label: '', isRequired: true };
  return { ...nothing, kind: '', who: signer?.id ?? '', document: document?.id ?? '', page: '1' };
}

function rowItem({ state, row, number, phrases }: Numbered): Markup {
  const words = phrases.placing;
  const signers = signersOf(state);
  const at = signers.findIndex(({ id }) => id === row.who);
  const kind = row.kind === '' ? words.newField : (kindWord(row.kind, phrases) ?? row.kind);
  const line = words.line({ kind, who: shown(signers[at]?.name ?? words.nothing), page: row.page });
  return html`<li>
    <details>
      <summary>${badge(signers[at]?.name ?? '?', at)} <span class="line">${row.kind === '' ? kind : line}</span></summary>
      <input type="hidden" name="id.${number}" value="${row.id}" />
      <div class="of-field">
        ${choice(number, {
          name: 'kind',
          label: words.which,
          value: row.kind,
          options: [
            ...(row.kind === '' ? [{ value: '', word: words.nothing }] : []),
            ...KINDS.map((one) => ({ value: one, word: kindWord(one, phrases) ?? one })),
          ],
        })}
        ${choice(number, { name: 'who', label: words.whose, value: row.who, options: signers.map(({ id, name }) => ({ value: id, word: shown(name) })) })}
        <label>${words.label} <input name="label.${number}" value="${row.label}" maxlength="200" autocomplete="off" /></label>
        <label class="tick"
          ><input type="checkbox" name="required.${number}" value="yes" ${row.isRequired ? 'checked' : ''} />
          <span>${words.required}</span></label
        >
        ${whereabouts({ state, row, number, phrases })}
        <label class="tick without-script"
          ><input type="checkbox" name="remove.${number}" value="yes" /> <span>${words.remove}</span></label
        >
        <button type="button" class="button stop with-script" data-does="remove" hidden>${words.remove}</button>
      </div>
    </details>
  </li>`;
}

function whereabouts({ state: { documents }, row, number, phrases: { placing: words } }: Numbered): Markup {
  const most = Math.max(...documents.map(({ pages }) => pages));
  const measure = (name: 'left' | 'top' | 'width' | 'height') =>
    html`<label>${words[name]} <input name="${name}.${number}" value="${row[name]}" inputmode="decimal" autocomplete="off" /></label>`;
  return html`<div class="measures">
    ${
      documents.length === 1
        ? html`<input type="hidden" name="document.${number}" value="${row.document}" />`
        : choice(number, {
            name: 'document',
            label: words.document,
            value: row.document,
            options: documents.map(({ id, filename }) => ({ value: id, word: shown(filename) })),
          })
    }
    <label>${words.page} <input type="number" name="page.${number}" value="${row.page}" min="1" max="${most}" /></label>
    ${measure('left')} ${measure('top')} ${measure('width')} ${measure('height')}
  </div>`;
}

type Choice = {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly word: string }[];
};

/** What was chosen and is no longer there is shown as nobody's, and refused by name if it is saved so. */
function choice(number: string, { name, label, value, options }: Choice): Markup {
  const isKnown = options.some((option) => option.value === value);
  const all = isKnown ? options : [{ value, word: '?' }, ...options];
  return html`<label
    >${label}
    <select name="${name}.${number}">
      ${all.map((option) => html`<option value="${option.value}" ${option.value === value ? 'selected' : ''}>${option.word}</option>`)}
    </select></label
  >`;
}

export function kindWord(kind: string, { certificate }: Phrases): string | undefined {
  const found = KINDS.find((one) => one === kind);
  return found && certificate.marks.kinds[found];
}
