// Pages as a reader shows them, drawn by PDFium: for looking at, and for finding where the ink is.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { init } from '@embedpdf/pdfium';
import type { Pixels } from './small-png.ts';

const wasmBinary = await readFile(createRequire(import.meta.url).resolve('@embedpdf/pdfium/pdfium.wasm'));
const pdfium = await init({ wasmBinary: new Uint8Array(wasmBinary).buffer });
pdfium.PDFiumExt_Init();

/** The module's memory as it is now: it moves when it grows, and the types leave it out. */
function memory(): Uint8Array {
  const heap: unknown = Reflect.get(pdfium.pdfium, 'HEAPU8');
  if (!(heap instanceof Uint8Array)) throw new Error('PDFium keeps its memory elsewhere than in 2.15.');
  return heap;
}

/** All pages. @param scale pixels to a unit of the page: PDFium knows nothing of /UserUnit */
export function pageImages(file: Uint8Array, scale: number): Pixels[] {
  return opened(file, (doc) => Array.from({ length: pdfium.FPDF_GetPageCount(doc) }, (_, index) => imageOf(doc, index, scale)));
}

/** @param number 1-based */
export function pageImage(file: Uint8Array, { number, scale }: { number: number; scale: number }): Pixels {
  return opened(file, (doc) => imageOf(doc, number - 1, scale));
}

function opened<T>(file: Uint8Array, use: (doc: number) => T): T {
  const { malloc, free } = pdfium.pdfium.wasmExports;
  const at = malloc(file.length);
  memory().set(file, at);
  const doc = pdfium.FPDF_LoadMemDocument(at, file.length, '');
  const result = use(doc);
  pdfium.FPDF_CloseDocument(doc);
  free(at);
  return result;
}

function imageOf(doc: number, index: number, scale: number): Pixels {
  const page = pdfium.FPDF_LoadPage(doc, index);
  const [width, height] = [pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)].map((side) => Math.round(side * scale));
  if (width === undefined || height === undefined) throw new Error(`Page ${index + 1} has no size.`);
  const bitmap = pdfium.FPDFBitmap_Create(width, height, 0);
  pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xffffffff);
  // Flag 0x10: red first, as PNG has it.
  pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, 0x10);
  const from = pdfium.FPDFBitmap_GetBuffer(bitmap);
  const rgba = memory().slice(from, from + width * height * 4);
  pdfium.FPDFBitmap_Destroy(bitmap);
  pdfium.FPDF_ClosePage(page);
  return { width, height, rgba };
}
