// Appends revisions to a PDF without touching a byte of what is there (ISO 32000-1 §7.5.6).
import { createHash, type Hash } from 'node:crypto';
import { PdfArray, PdfDict, PdfName, PdfNumber, PdfStream, PdfString, type PDF } from '@libpdf/core';
import type { Draft } from './draft.ts';
import { indirect, latin1, serialise } from './serialise.ts';

/** A finished `n 0 obj … endobj`. */
export type Numbered = { readonly number: number; readonly bytes: Uint8Array };

/** A PDF that grows by sections. What is written already is neither copied nor read again: files have up to 50 MB. */
export type Growing = {
  readonly pieces: readonly Uint8Array[];
  readonly length: number;
  /** SHA-256 of all so far; whoever goes on with it takes a copy. */
  readonly hash: Hash;
  readonly crossReference: CrossReference;
};

type CrossReference = { readonly at: number; readonly isStream: boolean; readonly trailer: PdfDict };

export type Section = { readonly tail: Buffer; readonly crossReference: CrossReference };

/** @param pdf the file as loaded, for its trailer */
export function growing(file: Uint8Array, pdf: PDF): Growing {
  const { trailer } = pdf.context.info;
  return {
    pieces: [file],
    length: file.length,
    hash: createHash('sha256').update(file),
    crossReference: { at: lastCrossReference(file), isStream: pdf.usesXRefStreams, trailer },
  };
}

export function grown({ pieces, length, hash }: Growing, { tail, crossReference }: Section): Growing {
  return { pieces: [...pieces, tail], length: length + tail.length, hash: hash.copy().update(tail), crossReference };
}

/** What the draft holds, as the next section of the file. */
export function nextSection(file: Growing, draft: Pick<Draft, 'take' | 'reserve'>): Section {
  const objects = draft.take();
  const start = latin1(file.pieces.at(-1)?.at(-1) === 10 ? '' : '\n');
  const offsets = new Map<number, number>();
  let position = file.length + start.length;
  for (const { number, bytes } of objects) {
    offsets.set(number, position);
    position += bytes.length;
  }
  const { at: before, isStream, trailer: last } = file.crossReference;
  // A file whose last section is a stream goes on with streams; a table after one would be against §7.5.8.
  const own = isStream ? draft.reserve().objectNumber : undefined;
  const highest = Math.max(own ?? 0, ...objects.map(({ number }) => number));
  const trailer = trailerAfter(last, { before, highest, version: versionOf(file, objects) });
  const references = own === undefined ? crossReferenceTable(offsets, trailer) : crossReferenceStream({ own, offsets, trailer, position });
  const end = latin1(`startxref\n${position}\n%%EOF\n`);
  const tail = Buffer.concat([start, ...objects.map(({ bytes }) => bytes), references, end]);
  return { tail, crossReference: { at: position, isStream, trailer } };
}

function versionOf({ hash }: Growing, objects: readonly Numbered[]): PdfString {
  const version = hash.copy();
  for (const { bytes } of objects) version.update(bytes);
  return PdfString.fromBytes(version.digest().subarray(0, 16));
}

type After = { readonly before: number; readonly highest: number; readonly version: PdfString };

function trailerAfter(last: PdfDict, { before, highest, version }: After): PdfDict {
  const size = Math.max(last.getNumber('Size')?.value ?? 0, highest + 1);
  const trailer = new PdfDict([
    ['Size', PdfNumber.of(size)],
    ['Prev', PdfNumber.of(before)],
  ]);
  const root = last.get('Root');
  const info = last.get('Info');
  if (root) trailer.set('Root', root);
  if (info) trailer.set('Info', info);
  // The first half names the document for ever, the second this version of it (§14.4).
  const first = last.getArray('ID')?.at(0);
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

type Stream = {
  /** The stream's own number. */
  readonly own: number;
  readonly offsets: ReadonlyMap<number, number>;
  readonly trailer: PdfDict;
  readonly position: number;
};

function crossReferenceStream({ own, offsets, trailer, position }: Stream): Uint8Array {
  const runs = runsOf(new Map([...offsets, [own, position]]));
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
  return indirect(own, stream);
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
