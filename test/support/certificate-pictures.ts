// Pictures of the certificate: every page in English, in German, and of people from all over, drawn by PDFium. For looking at and for
// the documentation: node test/support/certificate-pictures.ts FOLDER
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { init } from '@embedpdf/pdfium';
import { offsetAt } from '#apps/local/hashing.ts';
import { completionPages } from '#apps/sealer/completion/completion-pages.ts';
import { fromAllOver, twoPeople } from './certificate-stories.ts';
import { smallPng } from './small-png.ts';

const [, , folder] = process.argv;
if (folder === undefined) throw new Error('Say where the pictures go: node test/support/certificate-pictures.ts FOLDER');
await mkdir(folder, { recursive: true });

const SCALE = 1.5;
const wasmBinary = await readFile(createRequire(import.meta.url).resolve('@embedpdf/pdfium/pdfium.wasm'));
const pdfium = await init({ wasmBinary: new Uint8Array(wasmBinary).buffer });
pdfium.PDFiumExt_Init();

const settings = { attached: false, paper: 'A4', level: 'B-T', offsetAt, authority: { name: 'Contoso AG seal', isLocal: false } } as const;
const stories = { 'certificate-en': twoPeople('en'), 'certificate-de': twoPeople('de'), 'certificate-world': fromAllOver() };
for (const [name, job] of Object.entries(stories)) {
  const pages = pictures(await completionPages(job, settings));
  for (const [index, page] of pages.entries()) await writeFile(join(folder, `${name}-${index + 1}.png`), page);
  console.log(`${name}: ${pages.length} pages`);
}

/** The module's memory as it is now: it moves when it grows, and the types leave it out. */
function memory(): Uint8Array {
  const heap: unknown = Reflect.get(pdfium.pdfium, 'HEAPU8');
  if (!(heap instanceof Uint8Array)) throw new Error('PDFium keeps its memory elsewhere than in 2.15.');
  return heap;
}

function pictures(file: Uint8Array): Buffer[] {
  const { pdfium: wasm } = pdfium;
  const at = wasm.wasmExports.malloc(file.length);
  memory().set(file, at);
  const doc = pdfium.FPDF_LoadMemDocument(at, file.length, '');
  return Array.from({ length: pdfium.FPDF_GetPageCount(doc) }, (_, index) => {
    const page = pdfium.FPDF_LoadPage(doc, index);
    const [width, height] = [pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)].map((side) => Math.round(side * SCALE));
    if (width === undefined || height === undefined) throw new Error(`Page ${index + 1} has no size.`);
    const bitmap = pdfium.FPDFBitmap_Create(width, height, 0);
    pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xffffffff);
    // Flag 0x10: red first, as PNG has it.
    pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, 0x10);
    const from = pdfium.FPDFBitmap_GetBuffer(bitmap);
    return smallPng({ width, height, rgba: memory().slice(from, from + width * height * 4) });
  });
}
