// The fields of a document's form as its pages show them: one for each widget, with what its field says or inherits (ISO 32000-1 §12.7.3).
import { PdfArray, PdfDict, PdfName, PdfNumber, PdfStream, PdfString, type PDF, type PDFPage, type PdfObject } from '@libpdf/core';
import { resolve } from '../attachment.ts';

export type FormField = {
  /** 1-based. */
  readonly page: number;
  readonly widget: PdfDict;
  /** Of the field and those above it, joined by full stops. */
  readonly name: string;
  readonly type: 'text' | 'choice' | 'checkbox' | 'radio' | 'button' | 'signature' | 'other';
  /** Of the field (`Ff`): which bits mean what depends on its type. */
  readonly flags: number;
  /** An entry of the widget, its field, or the nearest above that has it. */
  entry(key: string): PdfObject | undefined;
};

export const FLAGS = { readOnly: 1, required: 2, multiline: 1 << 12, password: 1 << 13, fileSelect: 1 << 20, comb: 1 << 24 } as const;
const RADIO = 1 << 15;
const BUTTON = 1 << 16;
/** Of an annotation: hidden, or not to be shown on a screen (§12.5.3). */
const UNSEEN = 2 | 32;

/** Deep trees of fields are rare, circular ones hostile. */
const DEEPEST = 16;

export function formFieldsOf(pdf: PDF): FormField[] {
  return pdf.getPages().flatMap((page, index) =>
    annotationsOn(pdf, page)
      .filter((annotation) => isWidget(pdf, annotation))
      .map((widget) => asField(pdf, { widget, page: index + 1 })),
  );
}

export function annotationsOn(pdf: PDF, { dict }: PDFPage): PdfDict[] {
  const annotations = resolve(pdf, dict.get('Annots'));
  if (!(annotations instanceof PdfArray)) return [];
  return annotations.toArray().flatMap((one) => {
    const annotation = resolve(pdf, one);
    return annotation instanceof PdfDict ? [annotation] : [];
  });
}

function isWidget(pdf: PDF, annotation: PdfDict): boolean {
  const subtype = resolve(pdf, annotation.get('Subtype'));
  return subtype instanceof PdfName && subtype.value === 'Widget';
}

/** Any annotation can be looked at as a field, of no type. */
export function asField(pdf: PDF, { widget, page }: { widget: PdfDict; page: number }): FormField {
  const line = [...upwards(pdf, widget)];
  const entry = (key: string) => line.map((dict) => resolve(pdf, dict.get(key))).find((value) => value && value.type !== 'null');
  const flags = numberIn(entry('Ff'));
  const names = line.map((dict) => textIn(resolve(pdf, dict.get('T')))).filter((name) => name !== '');
  return { page, widget, name: names.toReversed().join('.'), type: typeOf(entry('FT'), flags), flags, entry };
}

function* upwards(pdf: PDF, widget: PdfDict): Generator<PdfDict> {
  let node: PdfObject | undefined = widget;
  for (let depth = 0; depth < DEEPEST && node instanceof PdfDict; depth++) {
    yield node;
    node = resolve(pdf, node.get('Parent'));
  }
}

function typeOf(type: PdfObject | undefined, flags: number): FormField['type'] {
  switch (type instanceof PdfName ? type.value : '') {
    case 'Tx':
      return 'text';
    case 'Ch':
      return 'choice';
    case 'Sig':
      return 'signature';
    case 'Btn':
      if (flags & BUTTON) return 'button';
      return flags & RADIO ? 'radio' : 'checkbox';
    default:
      return 'other';
  }
}

export function isSeen({ widget, entry }: FormField): boolean {
  const { width, height } = rectOf(entry, widget);
  return (numberIn(entry('F')) & UNSEEN) === 0 && width > 0 && height > 0;
}

export type Rect = { readonly left: number; readonly bottom: number; readonly width: number; readonly height: number };

/** In the page's own space; corners may come in any order. */
export function rectOf(entry: FormField['entry'], widget: PdfDict): Rect {
  const rect = widget.has('Rect') ? entry('Rect') : undefined;
  const [x = 0, y = 0, otherX = 0, otherY = 0] = rect instanceof PdfArray ? rect.toArray().map(numberIn) : [];
  return { left: Math.min(x, otherX), bottom: Math.min(y, otherY), width: Math.abs(otherX - x), height: Math.abs(otherY - y) };
}

/** What is in a text field or chosen in a list, a line each; '' where nothing is. */
export function valueOf(pdf: PDF, { entry, type }: FormField): string {
  const value = entry('V');
  if (type !== 'choice') return textIn(value);
  const chosen = value instanceof PdfArray ? value.toArray().map((one) => textIn(resolve(pdf, one))) : [textIn(value)];
  return chosen.map((one) => optionCalled(pdf, { entry, one })).join('\n');
}

/** A list may show other words than it stores (§12.7.4.4). */
function optionCalled(pdf: PDF, { entry, one }: { entry: FormField['entry']; one: string }): string {
  const options = entry('Opt');
  const pairs = options instanceof PdfArray ? options.toArray().map((option) => resolve(pdf, option)) : [];
  for (const pair of pairs) {
    if (!(pair instanceof PdfArray)) continue;
    const [stored, shown] = pair.toArray().map((part) => textIn(resolve(pdf, part)));
    if (stored === one && shown !== undefined) return shown;
  }
  return one;
}

/** Of a checkbox or radio button: the state that it shows, `Off` where it is not ticked. */
export function stateOf({ entry, widget }: FormField): string {
  const state = widget.has('AS') ? entry('AS') : entry('V');
  return state instanceof PdfName ? state.value : 'Off';
}

export function isFilled(pdf: PDF, field: FormField): boolean {
  if (field.type === 'checkbox' || field.type === 'radio') return stateOf(field) !== 'Off';
  if (field.type === 'signature') return field.entry('V') !== undefined;
  return valueOf(pdf, field).trim() !== '';
}

export function textIn(object: PdfObject | undefined): string {
  if (object instanceof PdfString) return object.asString();
  if (object instanceof PdfName) return object.value;
  return object instanceof PdfStream ? PdfString.fromBytes(object.getDecodedData()).asString() : '';
}

export function numberIn(object: PdfObject | undefined): number {
  return object instanceof PdfNumber && Number.isFinite(object.value) ? object.value : 0;
}
