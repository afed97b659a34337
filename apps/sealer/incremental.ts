// Appends one revision to a PDF without touching a byte of what is there (ISO 32000-1 §7.5.6).
import { createHash } from 'node:crypto';
import { PdfArray, PdfDict, PdfName, PdfNumber, PdfStream, PdfString, type PDF } from '@libpdf/core';
import { indirect, latin1, serialise } from './serialise.ts';

/** A finished `n 0 obj … endobj`. */
export type Numbered = { readonly number: number; readonly bytes: Uint8Array };

export type Section = {
  readonly tail: Uint8Array;
  /** Where each object begins in the whole file. */
  readonly offsets: ReadonlyMap<number, number>;
};

/** @param pdf the file as loaded, for its trailer */
export function appendSection({ file, pdf, objects }: { file: Uint8Array; pdf: PDF; objects: readonly Numbered[] }): Section {
  const pieces: Uint8Array[] = [file.at(-1) === 10 ? latin1('') : latin1('\n')];
  const offsets = new Map<number, number>();
  let position = file.length + (pieces[0]?.length ?? 0);
  for (const { number, bytes } of objects) {
    offsets.set(number, position);
    position += bytes.length;
    pieces.push(bytes);
  }
  const trailer = trailerOf({ file, pdf, objects });
  pieces.push(pdf.usesXRefStreams ? crossReferenceStream({ offsets, trailer, position }) : crossReferenceTable(offsets, trailer));
  pieces.push(latin1(`startxref\n${position}\n%%EOF\n`));
  return { tail: Buffer.concat(pieces), offsets };
}

function trailerOf({ file, pdf, objects }: { file: Uint8Array; pdf: PDF; objects: readonly Numbered[] }): PdfDict {
  const before = pdf.context.info.trailer;
  const size = Math.max(before.getNumber('Size')?.value ?? 0, ...objects.map(({ number }) => number + 1));
  const trailer = new PdfDict([
    ['Size', PdfNumber.of(size)],
    ['Prev', PdfNumber.of(lastCrossReference(file))],
  ]);
  const root = before.get('Root');
  const info = before.get('Info');
  if (root) trailer.set('Root', root);
  if (info) trailer.set('Info', info);
  // The first half names the document for ever, the second this version of it (§14.4).
  const hash = createHash('sha256').update(file);
  for (const { bytes } of objects) hash.update(bytes);
  const version = PdfString.fromBytes(hash.digest().subarray(0, 16));
  const first = before.getArray('ID')?.at(0);
  trailer.set('ID', PdfArray.of(first instanceof PdfString ? first : version, version));
  return trailer;
}

function lastCrossReference(file: Uint8Array): number {
  const end = Buffer.from(file.subarray(-2048)).toString('latin1');
  const offset = /startxref\s+(\d+)\s+%%EOF(?![\s\S]*startxref)/.exec(end)?.[1];
  if (offset === undefined) throw new Error('Could not append to the document: the place of its cross-reference table is not at its end.');
  return Number(offset);
}

function crossReferenceTable(offsets: ReadonlyMap<number, number>, trailer: PdfDict): Uint8Array {
  const runs = runsOf(offsets).map((run) => {
    const rows = run.map(([, offset]) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
    return `${run[0]?.[0] ?? 0} ${run.length}\n${rows}`;
  });
  return Buffer.concat([latin1(`xref\n${runs.join('')}trailer\n`), serialise(trailer), latin1('\n')]);
}

/** A file whose last section is a stream goes on with streams; a table after one would be against §7.5.8. */
function crossReferenceStream({
  offsets,
  trailer,
  position,
}: {
  offsets: ReadonlyMap<number, number>;
  trailer: PdfDict;
  position: number;
}): Uint8Array {
  const number = trailer.getNumber('Size')?.value ?? 0;
  trailer.set('Size', PdfNumber.of(number + 1));
  const runs = runsOf(new Map([...offsets, [number, position]]));
  const rows = runs.flat().map(([, offset]) => {
    const row = Buffer.alloc(6);
    row.writeUInt8(1, 0);
    row.writeUInt32BE(offset, 1);
    return row;
  });
  const stream = new PdfStream(trailer, Buffer.concat(rows));
  stream.set('Type', PdfName.of('XRef'));
  stream.set('W', PdfArray.of(PdfNumber.of(1), PdfNumber.of(4), PdfNumber.of(1)));
  stream.set('Index', PdfArray.of(...runs.flatMap((run) => [PdfNumber.of(run[0]?.[0] ?? 0), PdfNumber.of(run.length)])));
  return indirect(number, stream);
}

/** Consecutive object numbers share a subsection. */
function runsOf(offsets: ReadonlyMap<number, number>): [number, number][][] {
  const runs: [number, number][][] = [];
  for (const entry of [...offsets].toSorted(([a], [b]) => a - b)) {
    const run = runs.at(-1);
    if (run && run.at(-1)?.[0] === entry[0] - 1) run.push(entry);
    else runs.push([entry]);
  }
  return runs;
}
