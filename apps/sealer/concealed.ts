// What a document keeps from some of its readers: layers that are hidden or only printed, fields that nobody can find or that answer to
// one name. Two people could sign it and not have seen the same (the shadow attacks of pdf-insecurity.org), so that it is refused by name.
import { PdfArray, PdfDict, PdfName, PdfNumber, PdfRef, PdfString, type PDF, type PdfObject } from '@libpdf/core';
import { resolve } from './attachment.ts';
import { idOf } from './changes/walk.ts';

/** @returns a sentence for the sender, or nothing. */
export function concealedIn(pdf: PDF): string | undefined {
  const layer = concealedLayer(pdf);
  if (layer !== undefined)
    return `It has a layer that is hidden, or shown only on screen or only in print${layer === '' ? '' : ` (“${layer}”)`}. Please print it to PDF again with what is to be seen.`;
  const fields = widgetsOf(pdf);
  const twice = fields.find(
    ({ name }, at) => name !== '' && fields.some((other) => other.name === name && other.root !== fields[at]?.root),
  );
  if (twice) return `Two of its form fields have the same name (“${twice.name}”), so that one could show what the other does not.`;
  const unseen = fields.find(({ isRequired, isSeen }) => isRequired && !isSeen);
  if (unseen)
    return `A form field that has to be filled in (“${unseen.name}”) stands on no page or has no size, so that nobody can see it.`;
  return undefined;
}

/** Off to begin with, or not the same on screen and in print (ISO 32000-1 §8.11.4). @returns its name */
function concealedLayer(pdf: PDF): string | undefined {
  const properties = dictOf(pdf, pdf.getCatalog().get('OCProperties'));
  const shown = properties && dictOf(pdf, properties.get('D'));
  if (!properties || !shown) return undefined;
  const groups = listOf(pdf, properties.get('OCGs'));
  const on = listOf(pdf, shown.get('ON')).map(idOf);
  const base = nameOf(pdf, shown.get('BaseState'));
  const off = base === 'OFF' ? groups.filter((group) => !on.includes(idOf(group))) : listOf(pdf, shown.get('OFF'));
  const hidden = off.find((group) => dictOf(pdf, group)) ?? groups.find((group) => differsByUse(pdf, group));
  return hidden === undefined ? undefined : titleOf(pdf, dictOf(pdf, hidden));
}

function differsByUse(pdf: PDF, group: PdfObject): boolean {
  const usage = dictOf(pdf, dictOf(pdf, group)?.get('Usage'));
  const states = ['View', 'Print'].map((use) => nameOf(pdf, dictOf(pdf, usage?.get(use))?.get(`${use}State`)) ?? 'ON');
  return states.includes('OFF');
}

function titleOf(pdf: PDF, group: PdfDict | undefined): string {
  const title = resolve(pdf, group?.get('Name'));
  return title instanceof PdfString ? title.asString() : '';
}

type Field = { readonly name: string; readonly root: string; readonly isRequired: boolean; readonly isSeen: boolean };

/** Deep trees of fields are rare, circular ones hostile. */
const DEEPEST = 16;
const REQUIRED = 2;

/** Of each field its full name (§12.7.3.2), its place in the form, and whether one of its widgets can be seen. */
function widgetsOf(pdf: PDF): Field[] {
  const form = dictOf(pdf, pdf.getCatalog().get('AcroForm'));
  const boxes = pdf.getPages().map((page) => ({ widgets: new Set(listOf(pdf, page.dict.get('Annots')).map(idOf)) }));
  const visit = (object: PdfObject, above: { name: string; flags: number; depth: number }): Field[] => {
    const dict = dictOf(pdf, object);
    if (!dict || above.depth > DEEPEST) return [];
    const own = resolve(pdf, dict.get('T'));
    const name = own instanceof PdfString ? [above.name, own.asString()].filter(Boolean).join('.') : above.name;
    const flags = numberOf(pdf, dict.get('Ff')) ?? above.flags;
    const kids = listOf(pdf, dict.get('Kids'));
    const fields = kids.filter((kid) => dictOf(pdf, kid)?.has('T'));
    if (fields.length > 0) return fields.flatMap((kid) => visit(kid, { name, flags, depth: above.depth + 1 }));
    const widgets = kids.length > 0 ? kids : [object];
    const isSeen = widgets.some((widget) => hasSize(pdf, widget) && boxes.some(({ widgets: known }) => known.has(idOf(widget))));
    return [{ name, root: object instanceof PdfRef ? object.toString() : name, isRequired: (flags & REQUIRED) !== 0, isSeen }];
  };
  return listOf(pdf, form?.get('Fields')).flatMap((field) => visit(field, { name: '', flags: 0, depth: 0 }));
}

function hasSize(pdf: PDF, widget: PdfObject): boolean {
  const [left = 0, bottom = 0, right = 0, top = 0] = listOf(pdf, dictOf(pdf, widget)?.get('Rect')).map((side) => numberOf(pdf, side) ?? 0);
  return left !== right && bottom !== top;
}

function dictOf(pdf: PDF, object: PdfObject | undefined): PdfDict | undefined {
  const found = resolve(pdf, object);
  return found instanceof PdfDict ? found : undefined;
}

function listOf(pdf: PDF, object: PdfObject | undefined): PdfObject[] {
  const found = resolve(pdf, object);
  return found instanceof PdfArray ? found.toArray() : [];
}

function nameOf(pdf: PDF, object: PdfObject | undefined): string | undefined {
  const found = resolve(pdf, object);
  return found instanceof PdfName ? found.value : undefined;
}

function numberOf(pdf: PDF, object: PdfObject | undefined): number | undefined {
  const found = resolve(pdf, object);
  return found instanceof PdfNumber ? found.value : undefined;
}
