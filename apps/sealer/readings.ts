// The ways in which a file can be read into objects that can be written anew. Other readers forgive what LibPDF does not, so that where it
// comes to nothing, it is given the file again: as PDFium writes it, and without the table that misleads it.
import { PDF } from '@libpdf/core';
import { listEachPage } from './page-list.ts';
import { openInPdfium } from './places/pdfium.ts';

/** @property isMended the file had to be changed before it could be read */
export type Reading = { readonly pdf: PDF; readonly isMended: boolean };

const VERSIONS = [(file: Uint8Array) => file, copiedByPdfium, withoutTable];

/** @param pages that it has by the first look at it. @returns each to be tried only where those before were of no use */
export async function* readingsOf(file: Uint8Array, pages: number): AsyncGenerator<Reading> {
  for (const version of VERSIONS) {
    const bytes = await version(file);
    const reading = bytes && (await readingOf(bytes, pages).catch(() => undefined));
    if (reading) yield { ...reading, isMended: reading.isMended || bytes !== file };
  }
}

async function readingOf(file: Uint8Array, pages: number): Promise<Reading> {
  const pdf = await PDF.load(file);
  const isLocked = pdf.isEncrypted && !pdf.isAuthenticated;
  if (isLocked || pdf.getPageCount() === pages) return { pdf, isMended: false };
  return { pdf: await PDF.load(listEachPage(pdf)), isMended: true };
}

const NOT_ENCRYPTED = 3;

/** PDFium asks for nothing that a reader can do without, undoes encryption, and writes all of it into a new file. */
async function copiedByPdfium(file: Uint8Array): Promise<Uint8Array | undefined> {
  const pdfium = await openInPdfium(file).catch(() => undefined);
  if (!pdfium) return undefined;
  const { api, document } = pdfium;
  const writer = api.PDFiumExt_OpenFileWriter();
  if (!api.FPDF_SaveAsCopy(document, writer, NOT_ENCRYPTED)) return undefined;
  const size = api.PDFiumExt_GetFileWriterSize(writer);
  return pdfium.read(size, (address) => {
    api.PDFiumExt_GetFileWriterData(writer, address, size);
    return pdfium.bytes(address, size);
  });
}

/** With nothing said of where its table is, LibPDF looks for the objects themselves. */
function withoutTable(file: Uint8Array): Uint8Array {
  const text = Buffer.from(file.buffer, file.byteOffset, file.length).toString('latin1');
  return Buffer.from(text.replace(/startxref(?=\s+\d+)/g, ' '.repeat('startxref'.length)), 'latin1');
}
