// How a field wants its content to look: colours, border, type and where the text begins (ISO 32000-1 §12.5.6.19, §12.7.3.3).
import { PdfArray, PdfDict, type PDF, type PdfObject } from '@libpdf/core';
import { resolve } from '../attachment.ts';
import { numberIn, textIn, type FormField } from './form-fields.ts';

export type Look = {
  readonly ground: string | undefined;
  readonly border: string | undefined;
  /** Width of the border. */
  readonly line: number;
  readonly turned: number;
  readonly ink: string;
  /** Size of the type; 0 = as large as fits. */
  readonly type: number;
  /** 0 left, 1 in the middle, 2 right. */
  readonly align: number;
};

const BLACK = '#000000';
const LARGEST_TYPE = 300;

export function lookOf(pdf: PDF, { widget, entry }: FormField): Look {
  const form = dictOf(resolve(pdf, pdf.getCatalog().get('AcroForm')));
  const look = dictOf(widget.has('MK') ? entry('MK') : undefined);
  const style = dictOf(widget.has('BS') ? entry('BS') : undefined);
  const colour = (key: string) => colourIn(resolve(pdf, look?.get(key)));
  const { ink, type } = saidBy(textIn(entry('DA') ?? resolve(pdf, form?.get('DA'))));
  const width = resolve(pdf, style?.get('W'));
  return {
    ground: colour('BG'),
    border: colour('BC'),
    line: width ? Math.max(0, Math.min(20, numberIn(width))) : 1,
    turned: ((numberIn(resolve(pdf, look?.get('R'))) % 360) + 360) % 360,
    ink,
    type,
    align: numberIn(entry('Q') ?? resolve(pdf, form?.get('Q'))),
  };
}

function colourIn(object: PdfObject | undefined): string | undefined {
  return object instanceof PdfArray ? colourOf(object.toArray().map(numberIn)) : undefined;
}

/** Grey, red-green-blue or cyan-magenta-yellow-black, from 0 to 1; no number means no colour. */
function colourOf(parts: readonly number[]): string | undefined {
  const [a = 0, b = 0, c = 0, k = 0] = parts;
  if (parts.length === 1) return hex([a, a, a]);
  if (parts.length === 3) return hex([a, b, c]);
  return parts.length === 4 ? hex([a, b, c].map((part) => (1 - part) * (1 - k))) : undefined;
}

function hex(parts: readonly number[]): string {
  const byte = (part: number) => Math.round(Math.max(0, Math.min(1, part)) * 255);
  return `#${parts.map((part) => byte(part).toString(16).padStart(2, '0')).join('')}`;
}

const COLOURS: Readonly<Record<string, number>> = { g: 1, rg: 3, k: 4 };

/** The default appearance: operators of a content stream that set face and colour. */
function saidBy(operators: string): { ink: string; type: number } {
  const words = operators.split(/\s+/).filter((word) => word !== '');
  let [ink, type] = [BLACK, 0];
  for (const [at, word] of words.entries()) {
    const count = COLOURS[word];
    if (count !== undefined) ink = colourOf(words.slice(Math.max(0, at - count), at).map((part) => Number(part) || 0)) ?? ink;
    if (word === 'Tf') type = Math.max(0, Math.min(LARGEST_TYPE, Number(words[at - 1]) || 0));
  }
  return { ink, type };
}

function dictOf(object: PdfObject | undefined): PdfDict | undefined {
  return object instanceof PdfDict ? object : undefined;
}
