// One full save: every object that the catalog reaches, renumbered, in a classic unencrypted file. Same input, same bytes.
// What nothing reaches (old revisions, hidden objects) stays behind. LibPDF's own save puts random identifiers in and keeps owner-password limits.
import { createHash } from 'node:crypto';
import { PdfRef, type PDF, type PdfObject } from '@libpdf/core';
import { refsIn } from './adopt.ts';
import { indirect, latin1 } from './serialise.ts';

export function completeFile(pdf: PDF): Uint8Array {
  const root = pdf.context.info.trailer.getRef('Root');
  if (!root) throw new Error('Could not write the document: it has no catalog.');
  const info = pdf.context.info.trailer.getRef('Info');
  const found = reachable(pdf, info ? [root, info] : [root]);
  const numbers = new Map([...found.keys()].map((key, position) => [key, PdfRef.of(position + 1)]));
  const renumber = (ref: PdfRef) => numbers.get(ref.toString());

  const pieces: Uint8Array[] = [latin1(`%PDF-${pdf.version === '2.0' ? '2.0' : '1.7'}\n%\xe2\xe3\xcf\xd3\n`)];
  const offsets: number[] = [];
  let position = pieces[0]?.length ?? 0;
  for (const [index, object] of [...found.values()].entries()) {
    const piece = indirect(index + 1, object, renumber);
    offsets.push(position);
    position += piece.length;
    pieces.push(piece);
  }
  const hash = createHash('sha256');
  for (const piece of pieces) hash.update(piece);
  const id = hash.digest('hex').slice(0, 32);
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const infoEntry = info && renumber(info) ? `/Info ${renumber(info)?.objectNumber} 0 R` : '';
  const trailer = `<</Size ${offsets.length + 1}/Root ${renumber(root)?.objectNumber} 0 R${infoEntry}/ID[<${id}><${id}>]>>`;
  pieces.push(latin1(`xref\n0 ${offsets.length + 1}\n0000000000 65535 f \n${rows}trailer\n${trailer}\nstartxref\n${position}\n%%EOF\n`));
  return Buffer.concat(pieces);
}

/** Breadth first, so that the order depends on the document alone. */
function reachable(pdf: PDF, from: readonly PdfRef[]): Map<string, PdfObject> {
  const found = new Map<string, PdfObject>();
  const queue = [...from];
  for (let next = 0; next < queue.length; next++) {
    const ref = queue[next];
    if (!ref || found.has(ref.toString())) continue;
    const object = pdf.getObject(ref);
    if (!object) continue;
    found.set(ref.toString(), object);
    queue.push(...refsIn(object));
  }
  return found;
}
