// A picture with at most 256 colours, for documents that are downloaded by everyone who looks at them: a third of what a browser writes.
import { crc32, deflateSync } from 'node:zlib';

export type Pixels = { readonly width: number; readonly height: number; readonly rgba: Uint8Array };

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const MOST_COLOURS = 256;

export function smallPng({ width, height, rgba }: Pixels): Buffer {
  const { palette, indexes } = paletted(rgba);
  // Every line begins with its filter: none, since an index says nothing of its neighbour.
  const lines = Array.from({ length: height }, (_, at) => Buffer.concat([Buffer.of(0), indexes.subarray(at * width, (at + 1) * width)]));
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', palette),
    chunk('IDAT', deflateSync(Buffer.concat(lines), { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** The most frequent colours stay what they are; the many of the edges of letters become the nearest of these. */
function paletted(rgba: Uint8Array): { palette: Buffer; indexes: Buffer } {
  const counts = new Map<number, number>();
  for (let at = 0; at < rgba.length; at += 4) {
    const colour = colourAt(rgba, at);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const byCount = [...counts].toSorted(([, a], [, b]) => b - a).map(([colour]) => colour);
  const kept = byCount.slice(0, MOST_COLOURS);
  const places = new Map(byCount.map((colour) => [colour, nearest(colour, kept)]));
  const indexes = Buffer.alloc(rgba.length / 4);
  for (const at of indexes.keys()) indexes[at] = places.get(colourAt(rgba, at * 4)) ?? 0;
  return { palette: Buffer.from(kept.flatMap(partsOf)), indexes };
}

function nearest(colour: number, among: readonly number[]): number {
  const [red = 0, green = 0, blue = 0] = partsOf(colour);
  const distances = among.map((other) => {
    const [r = 0, g = 0, b = 0] = partsOf(other);
    return (r - red) ** 2 + (g - green) ** 2 + (b - blue) ** 2;
  });
  return distances.indexOf(Math.min(...distances));
}

function partsOf(colour: number): number[] {
  return [colour >> 16, (colour >> 8) & 255, colour & 255];
}

function colourAt(rgba: Uint8Array, at: number): number {
  return ((rgba[at] ?? 0) << 16) | ((rgba[at + 1] ?? 0) << 8) | (rgba[at + 2] ?? 0);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
