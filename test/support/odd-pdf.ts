// Files that readers show and that are not as the standard has them, each as programs have been seen to write them.
import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { altered, contractPdf } from './pdf.ts';

const ODD = 'latin1';

/** The newest section says of the one before it that it begins some bytes earlier. */
export async function withPrevOff(): Promise<Uint8Array> {
  const file = await altered(await contractPdf(), (pdf) => pdf.setTitle('Second thoughts'), { incremental: true });
  return replaced(file, /\/Prev (\d+)/, (whole, at) => `/Prev ${Number(at) - 7}`.padEnd(whole.length));
}

/** All but the words is packed, and called so by the short name that is meant for pictures within a page (ISO 32000-1 §8.9.7). */
export function withShortFilterName(): Uint8Array {
  const inside = [CATALOG, list('3 0 R', 1), PAGE, FONT];
  const starts = [1, 2, 3, 5].map((number, at) => `${number} ${inside.slice(0, at).join('').length}`).join(' ');
  const words = `%PDF-1.5\n4 0 obj\n${stream(WORDS)}\nendobj\n`;
  const held = `6 0 obj\n${packed(`${starts} ${inside.join('')}`, `/Type/ObjStm/N 4/First ${starts.length + 1}`)}\nendobj\n`;
  const [wordsAt, heldAt, tableAt] = [9, words.length, words.length + held.length];
  const rows = [
    [0, 0, 0],
    [2, 6, 0],
    [2, 6, 1],
    [2, 6, 2],
    [1, wordsAt, 0],
    [2, 6, 3],
    [1, heldAt, 0],
    [1, tableAt, 0],
  ];
  const bytes = Buffer.from(rows.flatMap(([kind = 0, where = 0, at = 0]) => [kind, where >> 8, where & 255, at])).toString(ODD);
  const table = packed(bytes, `/Type/XRef/Size ${rows.length}/W[1 2 1]/Root 1 0 R`);
  return Buffer.from(`${words}${held}7 0 obj\n${table}\nendobj\nstartxref\n${tableAt}\n%%EOF\n`, ODD);
}

function packed(data: string, entries: string): string {
  return stream(deflateSync(Buffer.from(data, ODD)).toString(ODD), `${entries}/Filter/Fl`);
}

/** The newest section has the page where there is nothing, and readers go back to where it was. */
export function withPageLost(): Uint8Array {
  const file = Buffer.from(onePage('3 0 R')).toString(ODD);
  const [, before] = /startxref\n(\d+)/.exec(file) ?? [];
  const gap = `${' '.repeat(60)}\n`;
  const table = `xref\n3 1\n${String(file.length).padStart(10, '0')} 00000 n \ntrailer\n<</Root 1 0 R/Size 6/Prev ${before}>>\n`;
  return Buffer.from(`${file}${gap}${table}startxref\n${file.length + gap.length}\n%%EOF\n`, ODD);
}

/** The page is no object of its own but stands in the list itself. */
export function withPageInList(): Uint8Array {
  return onePage(PAGE);
}

export function withPageTwice(): Uint8Array {
  return onePage('3 0 R 3 0 R', 2);
}

/** Who wrote it left out the name of its kind. */
export function withPageUncalled(): Uint8Array {
  return replaced(onePage('3 0 R'), /\/Type\/Page\//, () => '/');
}

/**
 * Restricted by an owner password (§7.6.3, revision 2), without the identifier of the file that goes into the key: readers take
 * an empty one.
 */
export function lockedWithoutId(): Uint8Array {
  const owner = Buffer.alloc(32, 'owner');
  const rights = Buffer.from([0xf8, 0xff, 0xff, 0xff]);
  const key = md5(Buffer.concat([PADDING, owner, rights])).subarray(0, 5);
  const hidden = rc4(md5(Buffer.concat([key, Buffer.from([4, 0, 0, 0, 0])])).subarray(0, 10), Buffer.from(WORDS));
  const lock = `/Filter/Standard/V 1/R 2/O<${owner.toString('hex')}>/U<${rc4(key, PADDING).toString('hex')}>/P -8`;
  return handmade([CATALOG, list('3 0 R', 1), PAGE, stream(hidden.toString(ODD)), FONT], `/Encrypt<<${lock}>>`);
}

/** By their certificates (§7.6.4), instead of with a password. */
export function forRecipientsOnly(): Uint8Array {
  const lock = '/Filter/Adobe.PubSec/SubFilter/adbe.pkcs7.s4/V 1/Recipients[<3000>]';
  return handmade([CATALOG, list('3 0 R', 1), PAGE, stream(WORDS), FONT], `/ID[<00><00>]/Encrypt<<${lock}>>`);
}

/** With a list of pages that is empty. */
export function withoutPages(): Uint8Array {
  return onePage('', 0);
}

const CATALOG = '<</Type/Catalog/Pages 2 0 R>>';
const PAGE = '<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>';
const FONT = '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>';
const WORDS = 'BT /F1 24 Tf 72 720 Td (Payable within 30 days) Tj ET';

function onePage(kids: string, count = 1): Uint8Array {
  return handmade([CATALOG, list(kids, count), PAGE, stream(WORDS), FONT]);
}

function list(kids: string, count: number): string {
  return `<</Type/Pages/Count ${count}/Kids[${kids}]>>`;
}

function stream(data: string, entries = ''): string {
  return `<</Length ${data.length}${entries}>>\nstream\n${data}\nendstream`;
}

function handmade(objects: readonly string[], entries = ''): Uint8Array {
  let file = '%PDF-1.4\n';
  let rows = '';
  for (const [at, object] of objects.entries()) {
    rows += `${String(file.length).padStart(10, '0')} 00000 n \n`;
    file += `${at + 1} 0 obj\n${object}\nendobj\n`;
  }
  const count = objects.length + 1;
  const table = `xref\n0 ${count}\n0000000000 65535 f \n${rows}trailer\n<</Root 1 0 R/Size ${count}${entries}>>\n`;
  return Buffer.from(`${file}${table}startxref\n${file.length}\n%%EOF\n`, ODD);
}

function replaced(file: Uint8Array, pattern: RegExp, by: (...found: string[]) => string): Uint8Array {
  return Buffer.from(Buffer.from(file).toString(ODD).replace(pattern, by), ODD);
}

/** What stands for a password that is empty (§7.6.3.3). */
const PADDING = Buffer.from('28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a', 'hex');

function md5(data: Uint8Array): Buffer {
  return createHash('md5').update(data).digest();
}

/** By hand, since OpenSSL no longer offers it. */
function rc4(key: Uint8Array, data: Uint8Array): Buffer {
  const box = Uint8Array.from({ length: 256 }, (_, at) => at);
  const swap = (one: number, other: number) => ([box[one], box[other]] = [box[other] ?? 0, box[one] ?? 0]);
  for (let at = 0, other = 0; at < 256; at++) {
    other = (other + (box[at] ?? 0) + (key[at % key.length] ?? 0)) & 255;
    swap(at, other);
  }
  let [one, other] = [0, 0];
  return Buffer.from(data).map((byte) => {
    one = (one + 1) & 255;
    other = (other + (box[one] ?? 0)) & 255;
    swap(one, other);
    return byte ^ (box[((box[one] ?? 0) + (box[other] ?? 0)) & 255] ?? 0);
  }) as Buffer;
}
