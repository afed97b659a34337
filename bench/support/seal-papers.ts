// The documents that are sealed, the same each time they are made: pages of text, and on them pictures that do not compress, up to the size asked for.
import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';

export type Paper = { readonly name: string; readonly pages: number; readonly pictureBytes: number };

export const PAPERS: readonly Paper[] = [
  { name: '1 page', pages: 1, pictureBytes: 0 },
  { name: '5 MB', pages: 50, pictureBytes: 100_000 },
  { name: '50 MB', pages: 100, pictureBytes: 500_000 },
  { name: '1,000 pages', pages: 1_000, pictureBytes: 0 },
];

const LINES = 45;

/** In the plainest form that there is: a table of references, pages in one list. */
export function paperOf({ pages, pictureBytes }: Paper): Buffer {
  const objects: Buffer[] = [text('<</Type/Catalog/Pages 2 0 R>>'), text(''), text('<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>')];
  const add = (object: Buffer) => objects.push(object);
  const kids: number[] = [];
  for (let number = 1; number <= pages; number += 1) {
    const picture = pictureBytes > 0 ? add(pictureOf(number, pictureBytes)) : 0;
    const content = add(stream('/Filter/FlateDecode', deflateSync(contentOf(number, picture > 0))));
    const resources = `/Font<</F1 3 0 R>>${picture > 0 ? `/XObject<</P ${picture} 0 R>>` : ''}`;
    kids.push(add(text(`<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents ${content} 0 R/Resources<<${resources}>>>>`)));
  }
  objects[1] = text(`<</Type/Pages/Count ${pages}/Kids[${kids.map((kid) => `${kid} 0 R`).join(' ')}]>>`);
  return written(objects);
}

function contentOf(page: number, hasPicture: boolean): Buffer {
  const lines = Array.from({ length: LINES }, (_, line) => `(${page}.${line} ${noise(`${page}.${line}`, 30).toString('base64')}) Tj T*`);
  const picture = hasPicture ? 'q 400 0 0 200 90 20 cm /P Do Q\n' : '';
  return text(`${picture}BT /F1 10 Tf 12 TL 60 790 Td\n${lines.join('\n')}\nET`);
}

function pictureOf(page: number, bytes: number): Buffer {
  const width = 500;
  const height = Math.floor(bytes / width);
  const entries = `/Type/XObject/Subtype/Image/Width ${width}/Height ${height}/ColorSpace/DeviceGray/BitsPerComponent 8`;
  return stream(entries, noise(`picture ${page}`, width * height));
}

/** Like chance, but always the same. */
function noise(seed: string, bytes: number): Buffer {
  return createHash('shake128', { outputLength: bytes }).update(seed).digest();
}

function written(objects: readonly Buffer[]): Buffer {
  const pieces: Buffer[] = [Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1')];
  const offsets: number[] = [];
  let position = pieces[0]?.length ?? 0;
  for (const [index, object] of objects.entries()) {
    const piece = Buffer.concat([text(`${index + 1} 0 obj\n`), object, text('\nendobj\n')]);
    offsets.push(position);
    position += piece.length;
    pieces.push(piece);
  }
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const count = objects.length + 1;
  pieces.push(
    text(`xref\n0 ${count}\n0000000000 65535 f \n${rows}trailer\n<</Size ${count}/Root 1 0 R>>\nstartxref\n${position}\n%%EOF\n`),
  );
  return Buffer.concat(pieces);
}

function stream(entries: string, content: Buffer): Buffer {
  return Buffer.concat([text(`<<${entries}/Length ${content.length}>>\nstream\n`), content, text('\nendstream')]);
}

function text(content: string): Buffer {
  return Buffer.from(content, 'latin1');
}
