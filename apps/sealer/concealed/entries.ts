// Entries of a stranger's PDF read as what they should be, references followed; nothing where they are something else.
import { PdfArray, PdfDict, PdfName, PdfNumber, PdfString, type PDF, type PdfObject } from '@libpdf/core';
import { resolved } from '../changes/walk.ts';

export function dictOf(pdf: PDF, object: PdfObject | undefined): PdfDict | undefined {
  const found = resolved(pdf, object);
  return found instanceof PdfDict ? found : undefined;
}

export function listOf(pdf: PDF, object: PdfObject | undefined): PdfObject[] {
  const found = resolved(pdf, object);
  return found instanceof PdfArray ? found.toArray() : [];
}

export function nameOf(pdf: PDF, object: PdfObject | undefined): string | undefined {
  const found = resolved(pdf, object);
  return found instanceof PdfName ? found.value : undefined;
}

export function numberOf(pdf: PDF, object: PdfObject | undefined): number | undefined {
  const found = resolved(pdf, object);
  return found instanceof PdfNumber ? found.value : undefined;
}

export function stringOf(pdf: PDF, object: PdfObject | undefined): string | undefined {
  const found = resolved(pdf, object);
  return found instanceof PdfString ? found.asString() : undefined;
}
