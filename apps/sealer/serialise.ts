// PDF objects to bytes (ISO 32000-1 §7.3). Kept by ourselves, because LibPDF writes whole files only and we must know where every byte goes.
import { PdfArray, PdfBool, PdfDict, PdfName, PdfNumber, PdfRef, PdfStream, PdfString, type PdfObject } from '@libpdf/core';

/** Gives the reference to write for one found in the object. */
type Renumber = (ref: PdfRef) => PdfRef | undefined;
const asIs: Renumber = (ref) => ref;

/** An indirect object with its wrapping, e.g. `7 0 obj … endobj`. */
export function indirect(number: number, object: PdfObject, renumber = asIs): Buffer {
  return Buffer.concat([latin1(`${number} 0 obj\n`), serialise(object, renumber), latin1('\nendobj\n')]);
}

export function serialise(object: PdfObject, renumber = asIs): Buffer {
  const pieces: Uint8Array[] = [];
  write({ object, pieces, renumber });
  return Buffer.concat(pieces);
}

function write({ object, pieces, renumber }: { object: PdfObject; pieces: Uint8Array[]; renumber: Renumber }): void {
  const put = (text: string) => pieces.push(latin1(text));
  const value = (inner: PdfObject) => write({ object: inner, pieces, renumber });
  if (object instanceof PdfStream) {
    dictionary({ dict: object, put, value, length: object.data.length });
    put('\nstream\n');
    pieces.push(object.data);
    put('\nendstream');
  } else if (object instanceof PdfDict) {
    dictionary({ dict: object, put, value });
  } else if (object instanceof PdfArray) {
    put('[');
    for (const [position, item] of object.toArray().entries()) {
      if (position > 0) put(' ');
      value(item);
    }
    put(']');
  } else if (object instanceof PdfRef) {
    const to = renumber(object);
    put(to ? `${to.objectNumber} ${to.generation} R` : 'null');
  } else {
    put(scalar(object));
  }
}

type Dictionary = { dict: PdfDict; put: (text: string) => void; value: (inner: PdfObject) => void; length?: number };

function dictionary({ dict, put, value, length }: Dictionary): void {
  put('<<');
  if (length !== undefined) put(`/Length ${length}`);
  for (const [key, inner] of dict) {
    if (length !== undefined && key.value === 'Length') continue;
    put(`${name(key.value)} `);
    value(inner);
  }
  put('>>');
}

function scalar(object: PdfObject): string {
  if (object instanceof PdfName) return name(object.value);
  if (object instanceof PdfString) return string(object.bytes);
  if (object instanceof PdfNumber) return number(object.value);
  if (object instanceof PdfBool) return String(object.value);
  return object.type === 'raw' && 'bytes' in object ? Buffer.from(object.bytes).toString('latin1') : 'null';
}

/** One byte per character up to U+00FF: LibPDF reads unescaped bytes that way, and content streams spell resource names by bytes. */
function name(value: string): string {
  const bytes = /^[\u0000-\u00ff]*$/.test(value) ? latin1(value) : Buffer.from(value, 'utf8');
  return `/${bytes.toString('latin1').replace(/[^!-~]|[#%()/<>[\]{}]/g, (char) => `#${hex(char.charCodeAt(0))}`)}`;
}

function string(bytes: Uint8Array): string {
  const text = Buffer.from(bytes).toString('latin1');
  return /^[ -~]*$/.test(text) ? `(${text.replace(/[\\()]/g, '\\$&')})` : `<${Buffer.from(bytes).toString('hex')}>`;
}

/** No exponents in PDF. Ten decimals, because matrices multiply and small factors must survive. */
function number(value: number): string {
  if (!Number.isFinite(value)) return '0';
  if (Number.isInteger(value)) return BigInt(value).toString();
  return value
    .toFixed(10)
    .replace(/\.?0+$/, '')
    .replace(/^-0$/, '0');
}

const hex = (code: number) => code.toString(16).padStart(2, '0');

export function latin1(text: string): Buffer {
  return Buffer.from(text, 'latin1');
}
