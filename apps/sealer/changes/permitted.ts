// What may follow a seal without changing what it seals: proof that keeps it verifiable, further signatures, document time-stamps
// (ISO 32000-2 §12.8.2.2.2, EN 319 142-1 §5.4). Everything else is a change.
import { PdfArray, PdfDict, PdfName, PdfNumber, PdfString, type PDF, type PdfObject } from '@libpdf/core';
import { isLocked } from '../forbidden.ts';
import { resolved, type Difference } from './walk.ts';

/** DSS holds proof; the other two only announce what the file uses. */
const ANNOUNCING = ['DSS', 'Extensions', 'Version'];
/** What filling an empty signature field sets, besides its value: its picture in the place that the field had. */
const FILLED_IN = ['V', 'AP', 'AS', 'F', 'M', 'MK', 'DA', 'Lock'];

/** Trees of fields are rarely deep, circular ones hostile. */
const DEEPEST = 16;

export function isPermitted(difference: Difference, { before, after }: { before: PDF; after: PDF }): boolean {
  const { place } = difference;
  const [root, key, ...rest] = place;
  if (root === 'catalog' && ANNOUNCING.includes(String(key))) return true;
  if (root === 'catalog' && key === 'AcroForm' && rest[0] === 'SigFlags') return true;
  const added = difference.before === undefined ? resolved(after, difference.after) : undefined;
  if (added instanceof PdfDict && isListOfFields(place)) return isUnseenSignature(after, added);
  return isFillingIn(difference, { before, after });
}

/** A new field in the form, and the same one among the annotations of a page. */
function isListOfFields([root, key, ...rest]: Difference['place']): boolean {
  if (root === 'catalog') return key === 'AcroForm' && rest[0] === 'Fields' && rest.length === 2;
  return root === 'page' && rest[0] === 'Annots' && rest.length === 2;
}

function isUnseenSignature(pdf: PDF, field: PdfDict): boolean {
  return isSignature(pdf, field) && resolved(pdf, field.get('V')) instanceof PdfDict && !isSeen(pdf, field);
}

export function isSignature(pdf: PDF, field: PdfDict): boolean {
  const type = resolved(pdf, field.get('FT') ?? parentOf(pdf, field)?.get('FT'));
  return type instanceof PdfName && type.value === 'Sig';
}

/** A place without width or height shows nothing. */
function isSeen(pdf: PDF, field: PdfDict): boolean {
  const box = resolved(pdf, field.get('Rect'));
  const sides = box instanceof PdfArray ? box.toArray().map((side) => numberOf(pdf, side)) : [];
  const [left = 0, bottom = 0, right = 0, top = 0] = sides;
  return left !== right && bottom !== top;
}

/** The field existed and was empty; it may not be moved or made larger on the way. */
function isFillingIn({ place }: Difference, { before, after }: { before: PDF; after: PDF }): boolean {
  const field = place.findIndex((step, at) => typeof step === 'number' && (place[at - 1] === 'Annots' || place[at - 1] === 'Fields'));
  const key = place[field + 1];
  if (field === -1 || typeof key !== 'string' || !FILLED_IN.includes(key)) return false;
  const [empty, filled] = [objectAt(before, place.slice(0, field + 1)), objectAt(after, place.slice(0, field + 1))];
  if (!empty || !filled || !isSignature(before, empty)) return false;
  if (isLocked(before, nameOf(before, empty))) return false;
  return !resolved(before, valueOf(before, empty)) && resolved(after, valueOf(after, filled)) instanceof PdfDict;
}

/** With those of the fields above it (ISO 32000-1 §12.7.3.2). */
function nameOf(pdf: PDF, field: PdfDict): string {
  const names: string[] = [];
  for (let node: PdfDict | undefined = field; node && names.length < DEEPEST; node = parentOf(pdf, node)) {
    const own = resolved(pdf, node.get('T'));
    names.unshift(own instanceof PdfString ? own.asString() : '');
  }
  return names.filter(Boolean).join('.');
}

function valueOf(pdf: PDF, field: PdfDict): PdfObject | undefined {
  return field.get('V') ?? parentOf(pdf, field)?.get('V');
}

/** A field with one widget may be written as two objects. */
function parentOf(pdf: PDF, field: PdfDict): PdfDict | undefined {
  const parent = resolved(pdf, field.get('Parent'));
  return parent instanceof PdfDict ? parent : undefined;
}

export function objectAt(pdf: PDF, [root, ...steps]: Difference['place']): PdfDict | undefined {
  const [number, ...path] = root === 'page' ? steps : [0, ...steps];
  let object: PdfObject | undefined = root === 'page' ? pdf.getPages()[Number(number) - 1]?.dict : pdf.getCatalog();
  for (const step of path) {
    const from: PdfObject | undefined = resolved(pdf, object);
    object = from instanceof PdfDict ? from.get(String(step)) : from instanceof PdfArray ? from.at(Number(step)) : undefined;
  }
  const found = resolved(pdf, object);
  return found instanceof PdfDict ? found : undefined;
}

function numberOf(pdf: PDF, object: PdfObject): number {
  const number = resolved(pdf, object);
  return number instanceof PdfNumber ? number.value : Number.NaN;
}
