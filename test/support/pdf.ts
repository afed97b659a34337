// PDFs for tests, all made on the spot: contracts, damaged files, files with scripts or passwords, files that others signed.
import { PDF, PdfDict, PdfName, PdfString, type SaveOptions } from '@libpdf/core';
import PdfKit from 'pdfkit';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

export { contractPdf } from '#apps/local/sample-contract.ts';

/** A file made by pdfkit with its own options, e.g. `{ userPassword }`. */
export async function pdfkitPdf(options: PDFKit.PDFDocumentOptions, draw: (doc: PDFKit.PDFDocument) => void): Promise<Uint8Array> {
  const doc = new PdfKit({ ...options, info: { ...options.info, CreationDate: new Date(Date.UTC(2026, 0, 5)) } });
  const chunks: Uint8Array[] = [];
  doc.on('data', (chunk: Uint8Array) => chunks.push(chunk));
  const ended = new Promise<void>((done) => doc.on('end', done));
  draw(doc);
  doc.end();
  await ended;
  return Buffer.concat(chunks);
}

/** Changes a document's objects in memory and saves it, as an attacker or an odd program would. */
export async function altered(file: Uint8Array, change: (pdf: PDF) => void, options: SaveOptions = {}): Promise<Uint8Array> {
  const pdf = await PDF.load(file);
  change(pdf);
  return pdf.save(options);
}

export function scriptAction(script: string): PdfDict {
  return PdfDict.of({ S: PdfName.of('JavaScript'), JS: PdfString.fromString(script) });
}

/** The same file with one byte changed. */
export function flipped(file: Uint8Array, at: number): Uint8Array {
  const copy = Uint8Array.from(file);
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}

export function positionOf(file: Uint8Array, text: string): number {
  const at = Buffer.from(file).indexOf(text, 0, 'latin1');
  if (at === -1) throw new Error(`“${text}” is not in the file.`);
  return at;
}

/** The text of each page as a reader shows it. */
export async function textOfPages(file: Uint8Array): Promise<string[]> {
  const task = getDocument({ data: Uint8Array.from(file), verbosity: 0, useSystemFonts: false });
  const doc = await task.promise;
  const pages: string[] = [];
  for (let number = 1; number <= doc.numPages; number++) {
    const { items } = await (await doc.getPage(number)).getTextContent();
    pages.push(items.map((item) => ('str' in item ? item.str : '')).join(' '));
  }
  await task.destroy();
  return pages;
}

/** Where each piece of text begins and ends, in points from the left. */
export async function edgesOfText(file: Uint8Array): Promise<{ readonly x: number; readonly end: number }[]> {
  const task = getDocument({ data: Uint8Array.from(file), verbosity: 0, useSystemFonts: false });
  const doc = await task.promise;
  const found: { x: number; end: number }[] = [];
  for (let number = 1; number <= doc.numPages; number++) {
    const { items } = await (await doc.getPage(number)).getTextContent();
    for (const item of items) {
      const x: unknown = 'str' in item && item.str.trim() !== '' ? item.transform[4] : undefined;
      if ('width' in item && typeof x === 'number') found.push({ x, end: x + item.width });
    }
  }
  await task.destroy();
  return found;
}
