// The form of the page on which fields are placed: its rows as they were entered, so that none is lost, and what they ask for.
// People measure in millimetres, the record in points.
import type { Field, Place } from '#core/fields.ts';
import { MOST_ROWS, readAct, type WebAct } from './request.ts';
import { tidy } from './tidy.ts';

const POINTS_PER_MM = 72 / 25.4;
const TEXTS = ['id', 'who', 'kind', 'document', 'page', 'left', 'top', 'width', 'height', 'label'] as const;
const MEASURES = ['left', 'top', 'width', 'height'] as const;

/** Field by field as it stands in the form. `id`: of the field that the sender was shown, '' for a new one. */
export type Row = Readonly<Record<(typeof TEXTS)[number], string>> & { readonly isRequired: boolean };
type Fields = Readonly<Record<string, string>>;

/** The rows that stay, in the order in which they stood. */
export function rowsIn(fields: Fields): readonly Row[] {
  const numbers = Object.keys(fields).flatMap((name) => /^kind\.(\d{1,6})$/.exec(name)?.[1] ?? []);
  return numbers
    .toSorted((a, b) => Number(a) - Number(b))
    .filter((n) => fields[`kind.${n}`] !== '' && fields[`remove.${n}`] !== 'yes')
    .map((n) => rowIn(fields, n));
}

function rowIn(fields: Fields, n: string): Row {
  const entries = TEXTS.map((name) => [name, tidy(fields[`${name}.${n}`] ?? '').trim()] as const);
  const texts = Object.fromEntries(entries) as Readonly<Record<(typeof TEXTS)[number], string>>;
  return { ...texts, isRequired: fields[`required.${n}`] === 'yes' };
}

/** @returns undefined where a number cannot be read; `unreadableRows` says where */
export function placingIn(fields: Fields): WebAct | undefined {
  const rows = rowsIn(fields).slice(0, MOST_ROWS);
  const planned = rows.map((row) => {
    const { id: was, who: recipient, document, kind, label, isRequired } = row;
    return { was, recipient, document, kind, label, isRequired, place: placeOf(row) };
  });
  return readAct({ type: 'place', draftedAt: fields['draftedAt'], fields: planned });
}

/** Counted from 1, as people count. */
export function unreadableRows(rows: readonly Row[]): readonly number[] {
  return rows.flatMap((row, index) => (Object.values(placeOf(row)).every((number) => Number.isFinite(number)) ? [] : [index + 1]));
}

export function rowOf({ id, recipient, document, kind, label, isRequired, place }: Field): Row {
  const measures = Object.fromEntries(MEASURES.map((name) => [name, String(rounded(place[name] / POINTS_PER_MM, 10))]));
  const { left = '', top = '', width = '', height = '' } = measures;
  return { id, who: recipient, kind, document, page: String(place.page), left, top, width, height, label, isRequired };
}

function placeOf(row: Row): Place {
  const [left = 0, top = 0, width = 0, height = 0] = MEASURES.map((name) => rounded(numberIn(row[name]) * POINTS_PER_MM, 100));
  return { page: numberIn(row.page), left, top, width, height };
}

/** Half of Europe writes a comma. */
function numberIn(text: string): number {
  return text === '' ? Number.NaN : Number(text.replace(',', '.'));
}

function rounded(number: number, parts: number): number {
  return Math.round(number * parts) / parts;
}
