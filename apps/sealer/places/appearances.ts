// Draws what is in form fields whose file does not say how it looks: readers make that up as they show it (NeedAppearances, ISO 32000-1
// §12.7.3.3). With typefaces of our own, so that every script can be read, and small enough that nothing is cut off.
import { PdfDict, PdfString, type PDF } from '@libpdf/core';
import PdfKit from 'pdfkit';
import { NO_FONT } from '../text/fonts.ts';
import { shown } from '../text/printable.ts';
import { typesetter, type Typesetter } from '../text/typesetter.ts';
import { FLAGS, numberIn, rectOf, stateOf, textIn, valueOf, type FormField } from './form-fields.ts';
import { lookOf, type Look } from './look.ts';

type Size = { readonly width: number; readonly height: number };
type Sheet = { readonly doc: PDFKit.PDFDocument; readonly text: Typesetter };

const PADDING = 2;
const SMALLEST = 2;
/** From one line to the next, and of one alone, in type sizes. */
const LEADING = 1.2;
const ALONE = 0.95;
/** Of the type size, what stands above a line's letters' feet. */
const ASCENT = 0.8;

/** A file with one page for each, as large as its widget. */
export async function drawnFields(pdf: PDF, fields: readonly FormField[]): Promise<Uint8Array> {
  const doc = new PdfKit({ autoFirstPage: false, font: NO_FONT, info: { CreationDate: new Date(0) } });
  const chunks: Uint8Array[] = [];
  doc.on('data', (chunk: Uint8Array) => chunks.push(chunk));
  const ended = new Promise<void>((done) => doc.on('end', done));
  const text = typesetter(doc, 'en');
  for (const field of fields) {
    const { width, height } = rectOf(field.entry, field.widget);
    doc.addPage({ size: [width, height], margin: 0 });
    draw({ doc, text }, { pdf, field, size: { width, height } });
  }
  doc.end();
  await ended;
  return Buffer.concat(chunks);
}

type Drawn = { readonly pdf: PDF; readonly field: FormField; readonly size: Size };

function draw(sheet: Sheet, { pdf, field, size }: Drawn): void {
  const look = lookOf(pdf, field);
  frame(sheet, { look, size });
  const turned = upright(sheet, { turned: look.turned, size });
  if (field.type === 'checkbox' || field.type === 'radio') {
    if (stateOf(field) !== 'Off') mark(sheet, { size: turned, isRound: field.type === 'radio' });
    return;
  }
  const content = field.type === 'button' ? captionOf(field) : valueOf(pdf, field);
  if (content.trim() === '') return;
  const secret = field.type === 'text' && (field.flags & FLAGS.password) !== 0;
  const plain = secret ? '*'.repeat(Array.from(content).length) : content;
  const cells = field.type === 'text' && field.flags & FLAGS.comb ? numberIn(field.entry('MaxLen')) : 0;
  if (cells > 0) comb(sheet, { content: plain, cells, look, size: turned });
  else write(sheet, { content: plain, look, size: turned, isWrapped: field.type === 'text' && (field.flags & FLAGS.multiline) !== 0 });
}

function frame({ doc }: Sheet, { look, size }: { look: Look; size: Size }): void {
  const { ground, border, line } = look;
  if (ground !== undefined) doc.rect(0, 0, size.width, size.height).fill(ground);
  if (border === undefined) return;
  doc
    .lineWidth(line)
    .rect(line / 2, line / 2, Math.max(0, size.width - line), Math.max(0, size.height - line))
    .stroke(border);
}

/** What is turned within its field (MK /R, counterclockwise) reads upright on a turned page. @returns the room as the text sees it */
function upright({ doc }: Sheet, { turned, size: { width, height } }: { turned: number; size: Size }): Size {
  if (turned === 90) doc.translate(0, height).rotate(-90);
  else if (turned === 180) doc.translate(width, height).rotate(180);
  else if (turned === 270) doc.translate(width, 0).rotate(90);
  return turned === 90 || turned === 270 ? { width: height, height: width } : { width, height };
}

function mark({ doc }: Sheet, { size: { width, height }, isRound }: { size: Size; isRound: boolean }): void {
  const side = Math.min(width, height);
  const [x, y] = [width / 2, height / 2];
  if (isRound) return void doc.circle(x, y, side * 0.25).fill('#000000');
  doc
    .lineWidth(Math.max(0.6, side * 0.1))
    .moveTo(x - side * 0.28, y)
    .lineTo(x - side * 0.08, y + side * 0.24);
  doc.lineTo(x + side * 0.3, y - side * 0.26).stroke('#000000');
}

function captionOf({ widget, entry }: FormField): string {
  const look = widget.has('MK') ? entry('MK') : undefined;
  const caption = look instanceof PdfDict ? look.get('CA') : undefined;
  return caption instanceof PdfString ? textIn(caption) : '';
}

type Written = { readonly content: string; readonly look: Look; readonly size: Size };

function write({ text }: Sheet, { content, look, size, isWrapped }: Written & { isWrapped: boolean }): void {
  const paragraphs = content.split(/\r\n|[\r\n\u2028\u2029]/).map((line) => (line.trim() === '' ? '' : shown(line)));
  const inset = PADDING + (look.border === undefined ? 0 : look.line);
  const room = { width: Math.max(1, size.width - 2 * inset), height: Math.max(1, size.height - (isWrapped ? 2 * inset : 0)) };
  const isOneLine = !isWrapped && paragraphs.length === 1;
  const plain = paragraphs.join('\n');
  const set = (type: number) => text.lines(plain, { style: 'regular', size: type, ...(isOneLine ? {} : { width: room.width }) });
  const fits = (type: number) => {
    const lines = set(type);
    const tall = type * (lines.length > 1 ? LEADING * lines.length : ALONE);
    return tall <= room.height && lines.every(({ width }) => width <= room.width);
  };
  const usual = look.type || (isOneLine ? Math.max(4, size.height * 0.68) : 12);
  let type = usual;
  while (type > SMALLEST && !fits(type)) type = Math.max(SMALLEST, type * 0.94);
  const lines = set(type);
  const top = isOneLine || !isWrapped ? Math.max(0, (size.height - lines.length * type * LEADING) / 2) : inset;
  for (const [index, line] of lines.entries()) {
    const free = room.width - line.width;
    const x = inset + (look.align === 1 ? free / 2 : look.align === 2 ? free : 0);
    text.draw(line, { x, baseline: top + type * (LEADING * index + 0.1 + ASCENT), size: type, colour: look.ink });
  }
}

/** One sign to a cell, all cells of one width. */
function comb({ text }: Sheet, { content, cells, look, size }: Written & { cells: number }): void {
  const cell = size.width / cells;
  const type = look.type || Math.max(4, Math.min(size.height * 0.68, cell * 1.2));
  for (const [index, sign] of Array.from(shown(content)).entries()) {
    const [line] = text.lines(sign, { style: 'regular', size: type });
    if (!line || sign.trim() === '') continue;
    const baseline = (size.height - type * LEADING) / 2 + type * (0.1 + ASCENT);
    text.draw(line, { x: cell * index + (cell - line.width) / 2, baseline, size: type, colour: look.ink });
  }
}
